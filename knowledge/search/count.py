"""Counting: every feature of many texts at once, in numbers.

What `features` tells of one text as names, this tells of all our phrases as arrays: words become
numbers first, and a name is written out only for a feature that is kept.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from itertools import count as counting

import numpy as np
from numpy.typing import NDArray

from knowledge.search.features import letters, numbered, toneless
from knowledge.search.syllable import sound
from knowledge.search.words import PLACE, Folded

Longs = NDArray[np.int64]
BITS = 19  # of a word's number: half a million different words
ROWS = 20  # bits of a text's number
KINDS = (
    "w:{}", "w:{} {}", "w:{} _ {}", "s:{} {}", "h:{}", "h:{} {}", "c:{}", "n:{}", "g:{}",
)  # fmt: skip
FAMILY = np.array([0, 0, 0, 3, 2, 2, 1, 4, 4])  # of every kind, a place in FAMILIES
SINGLE = np.array([name in ("w:{}", "h:{}", "n:{}", "g:{}") for name in KINDS])


@dataclass(frozen=True)
class Said:
    """Words of texts one after the other: the text of each, its number, and all words."""

    row: Longs
    word: Longs
    words: tuple[str, ...]

    def become(self, change: Callable[[str], str]) -> Said:
        """The same with every word changed."""
        number: dict[str, int] = {}
        place = [number.setdefault(change(w), len(number)) for w in self.words]
        return Said(self.row, np.array(place, np.int64)[self.word], tuple(number))


@dataclass(frozen=True)
class Counted:
    """Every feature with every text that has it, once, and how often. `keys` are the features in
    rising order, `feature` places among them; shapes (rows,), (rows,), (rows,), (features,)."""

    row: Longs
    feature: Longs
    times: NDArray[np.float32]
    keys: Longs
    tables: tuple[tuple[str, ...], ...]  # the words of every kind

    @property
    def kind(self) -> Longs:
        """The kind of every feature, a place in KINDS."""
        found: Longs = self.keys >> (2 * BITS)
        return found

    def names(self, features: NDArray[np.intp]) -> Iterator[str]:
        """The names of some features, as `features` gives them."""
        mask = (1 << BITS) - 1
        for key in self.keys[features].tolist():
            kind, first, second = key >> (2 * BITS), (key >> BITS) & mask, key & mask
            words = self.tables[kind]
            pair = second and words[second - 1]
            yield KINDS[kind].format(words[first], pair)


def count(texts: Sequence[Folded]) -> Counted:
    """The features of some folded texts."""
    words = _said([t.words for t in texts]).become(numbered)
    marked = _said([t.marked if t.has_marks else () for t in texts])
    sounds, bare = words.become(sound), marked.become(toneless)
    spelled, grams = _spelled(words)
    named = _said([[g.name for g in t.goods] for t in texts])
    sets = _said([[str(s) for g in t.goods for s in g.sets] for t in texts])
    cells = [
        _one(0, words), _two(1, words, 1), _two(2, words, 2), _two(3, sounds, 1), _one(4, bare),
        _two(5, bare, 1), spelled, _one(7, named), _one(8, sets),
    ]  # fmt: skip
    cell = np.concatenate([np.sort(kind) for kind in cells])
    first = _begins(cell)
    times = np.diff(np.append(first, len(cell)))
    cell = cell[first]
    of = cell >> ROWS
    begins = _begins(of)
    feature = np.repeat(np.arange(len(begins)), np.diff(np.append(begins, len(of))))
    tables = (*[words.words] * 3, sounds.words, *[bare.words] * 2)
    row = cell & ((1 << ROWS) - 1)
    names = (*tables, grams, named.words, sets.words)
    return Counted(row, feature, times.astype(np.float32), of[begins], names)


def _begins(rising: Longs) -> NDArray[np.intp]:
    """Where every number of a rising row stands first."""
    return np.flatnonzero(np.concatenate(([len(rising) > 0], rising[1:] != rising[:-1])))


def _said(texts: Sequence[Sequence[str]]) -> Said:
    """The words of some texts, numbered."""
    number: dict[str, int] = defaultdict(counting().__next__)
    word = np.fromiter(map(number.__getitem__, chain.from_iterable(texts)), np.int64)
    row = np.repeat(np.arange(len(texts)), [len(t) for t in texts])
    return Said(row, word, tuple(number))


def _cells(kind: int, row: Longs, first: Longs, second: Longs | int) -> Longs:
    """Kind, words and text in one number each; `second` is a word's number and one, or 0."""
    found: Longs = (((kind << BITS) + first << BITS) + second << ROWS) + row
    return found


def _one(kind: int, said: Said) -> Longs:
    return _cells(kind, said.row, said.word, 0)


def _two(kind: int, said: Said, apart: int) -> Longs:
    """Every word with the one that stands `apart` words after it in the same text."""
    row, word = said.row, said.word
    same = row[:-apart] == row[apart:]
    return _cells(kind, row[:-apart][same], word[:-apart][same], word[apart:][same] + 1)


def _spelled(said: Said) -> tuple[Longs, tuple[str, ...]]:
    """The runs of letters in every word, and the names of these runs."""
    number: dict[str, int] = {}
    runs = [[number.setdefault(g, len(number)) for g in _runs(w)] for w in said.words]
    sizes = np.array([len(r) for r in runs], np.int64)
    flat = np.fromiter(chain.from_iterable(runs), np.int64)
    each = sizes[said.word]
    begin = (np.cumsum(sizes) - sizes)[said.word]
    place = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
    run = flat[np.repeat(begin, each) + place]
    return _cells(6, np.repeat(said.row, each), run, 0), tuple(number)


def _runs(word: str) -> Iterable[str]:
    return () if word == PLACE else letters(word)
