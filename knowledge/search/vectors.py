"""Vectors: texts as weighted features, and the likeness of a text to the phrases of some topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from knowledge.search.features import FAMILIES, WEIGHTS

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Keys = NDArray[np.uint32]
Flags = NDArray[np.bool_]
Named = Mapping[str, list[str]]  # the features of a text by family

UNKNOWN = 0.3  # how much a feature that no phrase has counts against likeness
LEAST_KNOWN = 0.6  # of a text's weight that its known words are taken to have
FULL = 255  # what a weight of 1 is kept as
LETTERS = np.float32(WEIGHTS["letters"])  # runs of letters are left to the planes
MARKED = np.float32(WEIGHTS["marked"])
SHARES = np.array([WEIGHTS[f] for f in FAMILIES], np.float32)


@dataclass(frozen=True, slots=True)
class Vector:
    """The known features of a text and their weights; `shares` is each feature's family weight.

    Every family has length 1; the shares of the families present add up to `total`.
    """

    ids: Ints
    weights: Floats
    shares: Floats
    total: float


@dataclass(frozen=True)
class Space:
    """All features of our phrases: the hash of each name in rising order, how telling it is
    (idf), and whether it is a single word. Shapes (features,)."""

    keys: Keys
    idf: Floats
    single: Flags

    def find(self, names: Iterable[str]) -> Ints:
        """The number of each feature, -1 for one that no phrase has."""
        asked = hashed(names)
        if not len(self.keys):
            return np.full(len(asked), -1, np.int32)
        place = np.minimum(np.searchsorted(self.keys, asked), len(self.keys) - 1)
        return np.where(self.keys[place] == asked, place, -1).astype(np.int32)

    def vector(self, named: Named) -> Vector:
        """A text's features as a vector."""
        counted = [Counter(named[family]) for family in FAMILIES]
        ids = self.find(name for counts in counted for name in counts)
        family = np.repeat(np.arange(len(FAMILIES)), [len(c) for c in counted])
        times = np.array([n for counts in counted for n in counts.values()], np.float32)
        known = ids >= 0
        value = np.where(known, self.idf[ids] * np.sqrt(times), np.sqrt(self.strange))
        length = np.sqrt(np.bincount(family, value * value, len(FAMILIES)))
        weights = (value / length[family])[known].astype(np.float32)
        total = sum(WEIGHTS[f] for f in FAMILIES if named[f])
        return Vector(ids[known], weights, SHARES[family[known]], total)

    @cached_property
    def strange(self) -> float:
        """The square of the weight of a feature that no phrase has."""
        return self.rarest**2 * UNKNOWN

    @cached_property
    def rarest(self) -> float:
        """The idf of the rarest feature."""
        return float(self.idf.max(initial=1.0))


def unmarked(vector: Vector) -> Vector:
    """A text's vector without the features that its marks gave it."""
    kept = vector.shares != MARKED
    if kept.all():
        return vector
    ids, weights, shares = vector.ids[kept], vector.weights[kept], vector.shares[kept]
    return Vector(ids, weights, shares, vector.total - float(MARKED))


def hashed(names: Iterable[str]) -> Keys:
    """The hash of every name; that two names share one happens once or twice in a content."""
    return np.array([crc32(name.encode()) for name in names], np.uint32)


@dataclass(frozen=True)
class Rows:
    """The vectors of our phrases one after the other, without the runs of letters; phrases of a
    topic are neighbours.

    `ids` and `weights` (1 is FULL) hold the features of phrase p from starts[p] to starts[p + 1].
    """

    starts: NDArray[np.int64]
    ids: Ints
    weights: NDArray[np.uint8]

    def likeness(self, vector: Vector, features: int, spans: Sequence[tuple[int, int]]) -> Floats:
        """How like each phrase in `spans` (first, end) is to the text, 0 to 1; else 0."""
        found = np.zeros(len(self.starts) - 1, np.float32)
        text = np.zeros(features, np.float32)
        words = vector.shares != LETTERS
        text[vector.ids] = vector.weights * vector.shares * words
        itself = float(text[vector.ids] @ vector.weights)
        least = LEAST_KNOWN * (vector.total - float(LETTERS))
        text /= np.float32(FULL * max(itself, least, 1e-6))
        for first, end in spans:
            a, b = self.starts[first], self.starts[end]
            if b > a:
                shared = text.take(self.ids[a:b], mode="clip") * self.weights[a:b]
                found[first:end] = np.add.reduceat(shared, self.starts[first:end] - a)
        return found


def rows_of(vectors: Sequence[Vector]) -> Rows:
    """The rows of some texts."""
    told = [v.shares != LETTERS for v in vectors]
    sizes = [int(t.sum()) for t in told]
    starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    ids = np.concatenate([v.ids[t] for v, t in zip(vectors, told, strict=True)])
    weights = np.concatenate([v.weights[t] for v, t in zip(vectors, told, strict=True)])
    return Rows(starts, ids, np.ceil(weights * FULL).astype(np.uint8))


__all__ = ["Flags", "Floats", "Ints", "Keys", "Named", "Rows", "Space", "Vector", "rows_of"]
