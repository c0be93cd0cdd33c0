"""Words: a message as the words that carry its meaning, whatever the spelling.

Synonyms (teencode, abbreviations, dialect, law words) are replaced, filler is dropped, words
stuck together are parted. Each word is kept twice: plain, and with its marks.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.search.letters import mark, plain, unmark, untyped
from knowledge.search.mend import mended
from knowledge.search.openings import Openings
from knowledge.search.syllable import is_syllable
from knowledge.search.tokens import typed

LONGEST = 4  # words in a synonym key
PLACE = "<sp>"  # stands in a text for a product's name
LONGEST_KEPT, MOST_KEPT = 12, 30_000  # letters of a word whose parts are kept, and words
FEWEST = 4  # times that our phrases must have a word that is no syllable
MOST_WORDS = 700  # of one message; what comes after is not read
_NUMBERED = re.compile(r"([^\W\d_]{2,})(\d+)")


@dataclass(frozen=True, slots=True)
class Good:
    """A product named in a text: its name and the sets (1 to 26) it may belong to."""

    name: str
    sets: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """The words of a text, plain and marked; `has_marks` when any mark was typed. In `words`
    the names of products, kept in `goods`, are only a place."""

    words: tuple[str, ...]
    marked: tuple[str, ...]
    has_marks: bool
    goods: tuple[Good, ...] = ()

    @property
    def text(self) -> str:
        """The folded text, for a curator's eye."""
        return " ".join(self.words)


@dataclass
class Folder:
    """Folds texts with a list of synonyms and the words our phrases know."""

    synonyms: Mapping[str, str]
    known: frozenset[str] = frozenset()
    _marked: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _plain: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _bare: dict[tuple[str, ...], tuple[str, ...]] = field(default_factory=dict)
    _parts: dict[str, list[str]] = field(default_factory=dict)  # of words that were seen
    _openings: Openings = field(default_factory=Openings)

    def __post_init__(self) -> None:
        for key, value in self.synonyms.items():
            self._learn(typed(key), tuple(mark(w) for w in typed(value)))
        for table in (self._marked, self._plain, self._bare):
            table.update({key: self._settled(value) for key, value in table.items()})

    def _settled(self, value: tuple[str, ...]) -> tuple[str, ...]:
        """What a synonym becomes when it holds synonyms itself ("bh", "bao giờ", "khi nào")."""
        bare = [unmark(w) for w in value]
        for at in range(len(value)):
            size, found = self._match(list(value), bare, at, has_marks=True)
            if size and " ".join(value[at : at + size]) not in " ".join(found):
                return (*value[:at], *found, *value[at + size :])
        return value

    def _learn(self, key: list[str], value: tuple[str, ...]) -> None:
        """A key with marks holds as typed, and without marks when it is two words or more."""
        if not key or len(key) > LONGEST:
            return
        bare = tuple(plain(w) for w in key)
        self._openings.add(bare)
        if tuple(key) == bare:
            self._plain[bare] = value
        else:
            self._marked[tuple(mark(w) for w in key)] = value
        if len(key) > 1:
            self._bare[bare] = value

    def fold(self, text: str) -> Folded:
        """The words of a text. Reads at most MOST_WORDS words."""
        return self.folded(typed(text))

    def folded(self, tokens: Sequence[str]) -> Folded:
        """The words of a text from its tokens, which `typed` tells."""
        raw: list[str] = []
        for word in tokens[:MOST_WORDS]:
            parts = self._parts.get(word)
            raw += self._learned(word) if parts is None else parts
        has_marks = not "".join(raw).isascii()
        marked = self._replaced(raw, has_marks)
        return Folded(tuple(unmark(w) for w in marked), tuple(marked), has_marks)

    def _learned(self, word: str) -> list[str]:
        """The parts of a word; words of ordinary length are remembered, while there is room."""
        parts = self._parted(word)
        if len(word) <= LONGEST_KEPT and len(self._parts) < MOST_KEPT:
            self._parts[word] = parts
        return parts

    def _parted(self, word: str) -> list[str]:
        """A word as it is, with its keystrokes undone, or cut where spaces are missing."""
        bare = plain(word)
        if bare in self.known or not bare.isalnum() or bare.isdigit():
            return [word]
        read = untyped(word)
        if read != word:
            return [read]
        numbered = _NUMBERED.fullmatch(word)
        if numbered:
            return [numbered.group(1), numbered.group(2)]
        if is_syllable(bare) or not self.known:
            return [word]
        right = mended(word, self.known)
        if right != word or len(bare) < 5:
            return [right]
        return self._cut(word, bare) or [word]

    def _cut(self, word: str, bare: str) -> list[str]:
        """The fewest known words that a run of letters is made of, or nothing."""
        if len(bare) != len(word) or len(bare) > 40:
            return []
        best: list[tuple[int, int] | None] = [(0, 0)] + [None] * len(bare)
        for end in range(1, len(bare) + 1):
            for start in range(max(0, end - 8), end):
                before = best[start]
                piece = bare[start:end]
                if before is None or len(piece) < 2 or piece not in self.known:
                    continue
                cost = before[0] + 1 + 2 * (len(piece) == 2)
                now = best[end]
                if now is None or cost < now[0]:
                    best[end] = (cost, start)
        return _pieces(word, best)

    def _replaced(self, raw: list[str], has_marks: bool) -> list[str]:
        """Marked words after the longest synonyms have been put in."""
        shaped = [mark(w) for w in raw]
        bare = [plain(w) for w in raw]
        out: list[str] = []
        done = 0
        for at in self._openings.places(bare):
            size, value = self._match(shaped, bare, at, has_marks) if at >= done else (0, ())
            if size:
                out += shaped[done:at]
                out += _unsaid(value, out)
                done = at + size
        return out + shaped[done:]

    def _match(
        self, shaped: list[str], bare: list[str], at: int, has_marks: bool
    ) -> tuple[int, tuple[str, ...]]:
        """The longest synonym that starts here: how many words it takes, and what it becomes."""
        for size in range(min(LONGEST, len(bare) - at), 0, -1):
            words, letters = tuple(shaped[at : at + size]), tuple(bare[at : at + size])
            if words in self._marked:
                return size, self._marked[words]
            if words == letters and letters in self._plain:
                return size, self._plain[letters]
            if not has_marks and letters in self._bare:
                return size, self._bare[letters]
        return 0, ()


def _unsaid(value: tuple[str, ...], before: list[str]) -> tuple[str, ...]:
    """What a synonym adds to the words before it: "nhiêu" is "bao nhiêu", unless "bao" is said."""
    said = len(value) > 1 and before[-1:] == [value[0]]
    return value[1:] if said else value


def _pieces(word: str, best: list[tuple[int, int] | None]) -> list[str]:
    """Walk the cheapest cuts back from the end of the word."""
    found: list[str] = []
    end = len(word)
    while end > 0:
        step = best[end]
        if step is None:
            return []
        found.append(word[step[1] : end])
        end = step[1]
    return found[::-1]


def vocabulary(tokens: Iterable[str]) -> frozenset[str]:
    """All plain words among some tokens, without numbers; what is no syllable only when it is said
    FEWEST times, so that a slip of the thumb is not taken for a word."""
    said = Counter(tokens)
    times: Counter[str] = Counter()
    for word, count in said.items():
        times[plain(word)] += count
    return frozenset(
        word
        for word, count in times.items()
        if word.isalpha() and (count >= FEWEST or is_syllable(word))
    )
