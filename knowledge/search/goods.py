"""Goods: product names in a folded text, and the product sets they belong to."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from knowledge.search.letters import unmark
from knowledge.search.openings import Openings
from knowledge.search.words import PLACE, Folded, Folder, Good

LONGEST = 5  # words in a product name
TOURISM = 26  # the set of services: its names are left in the words, they tell the topic


@dataclass
class Goods:
    """Finds product names: by their marks, or without marks when that is no other word."""

    marked: dict[tuple[str, ...], Good] = field(default_factory=dict)
    bare: dict[tuple[str, ...], Good] = field(default_factory=dict)
    openings: Openings = field(default_factory=Openings)

    def find(self, text: Folded) -> Folded:
        """The text with its product names taken out of the words and put into `goods`."""
        words: list[str] = []
        found: list[Good] = []
        done = 0
        for at in self.openings.places(text.words):
            size, good = self._match(text, at) if at >= done else (0, None)
            if good is None:
                continue
            words += text.words[done:at]
            if words[-1:] != [PLACE]:
                words.append(PLACE)
            found.append(good)
            done = at + size
        words += text.words[done:]
        return replace(text, words=tuple(words), goods=tuple(found)) if found else text

    def _match(self, text: Folded, at: int) -> tuple[int, Good | None]:
        """The longest name that starts here and its number of words."""
        names, words = (self.marked, text.marked) if text.has_marks else (self.bare, text.words)
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            good = names.get(tuple(words[at : at + size]))
            if good is not None:
                return size, good
        return 0, None


def goods(
    products: Mapping[str, tuple[int, ...]], folder: Folder, spoken: Collection[str]
) -> Goods:
    """The finder of these names. `spoken` are marked words of ordinary speech: a name of one
    syllable that differs from such a word only in its marks needs its marks."""
    taken: dict[str, set[str]] = {}
    for word in spoken:
        taken.setdefault(unmark(word), set()).add(word)
    found = Goods()
    for name, sets in products.items():
        folded = folder.fold(name)
        if TOURISM in sets or not folded.words or len(folded.words) > LONGEST:
            continue
        good = Good(" ".join(folded.words), sets)
        found.openings.add(folded.words)
        found.marked.setdefault(folded.marked, good)
        if len(folded.words) > 1 or taken.get(folded.words[0], set()) <= set(folded.marked):
            found.bare.setdefault(folded.words, good)
    return found
