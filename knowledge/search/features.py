"""Features: what of a folded text is compared, in five families.

words    plain words, pairs of neighbours, and pairs with one word between
letters  runs of 3 and of 5 letters inside words: carries typos (those of 4 add nothing)
marked   words and pairs with their marks but for tones, when the text has any mark
sound    pairs of words as they sound: carries s/x, ch/tr, d/gi/r, l/n, y/i
goods    product names and their sets
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from knowledge.search.syllable import sound
from knowledge.search.words import PLACE, Folded

_NO_TONES = str.maketrans(dict.fromkeys("`'~?."))
FAMILIES = ("words", "letters", "marked", "sound", "goods")
WEIGHTS = {"words": 0.30, "letters": 0.40, "marked": 0.20, "sound": 0.15, "goods": 0.15}


def features(folded: Folded) -> dict[str, list[str]]:
    """The features of a text by family; a family may be empty."""
    words = [numbered(w) for w in folded.words]
    return {
        "words": list(_grams("w", words, skip=True)),
        "letters": [f"c:{g}" for w in words if w != PLACE for g in letters(w)],
        "marked": _marked(folded) if folded.has_marks else [],
        "sound": [f"s:{a} {b}" for a, b in pairwise(map(sound, words))],
        "goods": [
            g for good in folded.goods for g in (f"n:{good.name}", *(f"g:{s}" for s in good.sets))
        ],
    }


def _marked(folded: Folded) -> list[str]:
    """Marked words and pairs without tones: "bươc" still reads as "bước"."""
    return list(_grams("h", [toneless(word) for word in folded.marked], skip=False))


def toneless(marked: str) -> str:
    """A marked word without its tone."""
    return marked.translate(_NO_TONES)


def numbered(word: str) -> str:
    """Long numbers are told apart by their length alone; years and short ones stay."""
    if not word[0].isdigit() or len(word) <= 4:
        return word
    return f"{len(word)}#"


def _grams(family: str, words: list[str], skip: bool) -> Iterator[str]:
    """Words, pairs, and with `skip` pairs around one word."""
    for at, word in enumerate(words):
        yield f"{family}:{word}"
        if at + 1 < len(words):
            yield f"{family}:{word} {words[at + 1]}"
        if skip and at + 2 < len(words):
            yield f"{family}:{word} _ {words[at + 2]}"


@lru_cache(maxsize=50_000)
def letters(word: str) -> tuple[str, ...]:
    """Runs of 3 and of 5 letters of a word with its borders."""
    bordered = f"<{word}>"
    sizes = ((size, at) for size in (3, 5) for at in range(len(bordered) - size + 1))
    return tuple(bordered[at : at + size] for size, at in sizes)
