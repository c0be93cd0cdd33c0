"""Mending: a slip of the thumb undone, when what was meant is plain.

Most words that are no Vietnamese syllable are one with a letter too many ("giấyy", "giâys",
"phưongf") or two letters swapped ("ocpo", "khôgn").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from knowledge.search.letters import plain
from knowledge.search.syllable import is_syllable

SHORTEST, LONGEST = 3, 9  # letters of a word that is mended
_KEYS = "sfrxjwz"  # what is typed for a tone or a shape


def mended(word: str, known: Collection[str]) -> str:
    """The word without the slip, or as it was."""
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or is_syllable(plain(word)):
        return word
    return next((found for found in _undone(word) if plain(found) in known), word)


def _undone(word: str) -> Iterator[str]:
    """What may have been meant, the likeliest first: a letter typed twice, the key of a tone left
    at the end or inside, two letters swapped."""
    bare = plain(word)
    places = range(len(word))
    yield from (
        word[:at] + word[at + 1 :] for at in places if bare[at : at + 1] == bare[at - 1 : at]
    )
    yield from (word[:at] + word[at + 1 :] for at in reversed(places) if word[at] in _KEYS)
    yield from (
        word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in reversed(places[:-1])
    )
