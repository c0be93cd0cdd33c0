"""Vectors: texts as weighted features, and the likeness of a text to every phrase we have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.features import FAMILIES, WEIGHTS
from knowledge.search.features import features as features_of

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]
Named = Mapping[str, list[str]]  # the features of a text by family

UNKNOWN = 0.3  # how much a feature that no phrase has counts against likeness
MOST_ROWS = 2_000  # phrases with a feature, from which on it says too little to look them up
LEAST_ITSELF = 0.7  # of a text's weight that its remaining features are taken to have
RARE = 2  # fewest phrases that must have a pair of words or a run of letters


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
    """All features of our phrases with how telling each is (idf), shape (features,)."""

    ids: dict[str, int]
    idf: Floats

    def vector(self, named: Named) -> Vector:
        """A text's features as a vector."""
        ids: list[int] = []
        weights: list[Floats] = []
        shares: list[float] = []
        strange = float(self.idf.max()) ** 2 * UNKNOWN
        for family in FAMILIES:
            counted = Counter(named[family])
            known = {self.ids[name]: n for name, n in counted.items() if name in self.ids}
            if not known:
                continue
            value = self.idf[list(known)] * np.sqrt(np.array(list(known.values()), np.float32))
            length = np.sqrt(float(value @ value) + (len(counted) - len(known)) * strange)
            ids += known
            weights.append(value / np.float32(length))
            shares += [WEIGHTS[family]] * len(known)
        total = sum(WEIGHTS[f] for f in FAMILIES if named[f])
        joined = np.concatenate(weights) if weights else np.zeros(0, np.float32)
        return Vector(np.array(ids, np.int32), joined, np.array(shares, np.float32), total)


def learn(texts: Sequence[Named]) -> Space:
    """The space of some texts: every feature common enough, with its idf."""
    counts: dict[str, Counter[str]] = {family: Counter() for family in FAMILIES}
    for text in texts:
        for family, names in text.items():
            counts[family].update(set(names))
    seen = {n: c for f in FAMILIES for n, c in counts[f].items() if c >= RARE or _single(n)}
    ids = {name: at for at, name in enumerate(sorted(seen))}
    df = np.array([seen[name] for name in ids], np.float32)
    idf = np.log((1 + len(texts)) / (1 + df)) + 1
    return Space(ids, idf.astype(np.float32))


def _single(name: str) -> bool:
    """Whether a feature is one word or a product: kept however rare."""
    return name[0] in "wmhng" and " " not in name


@dataclass(frozen=True)
class Postings:
    """For every feature the phrases that have it: a sparse matrix by column."""

    starts: NDArray[np.int64]
    rows: Ints
    values: Floats
    phrases: int

    def likeness(self, vector: Vector) -> Floats:
        """How like each phrase is to the text, shape (phrases,), 0 to 1."""
        share = vector.shares / np.float32(vector.total or 1)
        kept = np.diff(self.starts)[vector.ids] <= MOST_ROWS if len(vector.ids) else vector.ids > 0
        weights = vector.weights * share
        itself = float((weights * vector.weights)[kept].sum())
        return self.sums(vector.ids[kept], weights[kept]) / np.float32(max(itself, LEAST_ITSELF))

    def sums(self, ids: Ints, weights: Floats) -> Floats:
        """The weighted sum of some features' columns, shape (phrases,)."""
        starts = self.starts[ids]
        sizes = self.starts[ids + 1] - starts
        if not len(sizes) or not sizes.sum():
            return np.zeros(self.phrases, np.float32)
        at = np.repeat(starts - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
        at += np.arange(int(sizes.sum()))
        weighted = np.repeat(weights, sizes) * self.values[at]
        return np.bincount(self.rows[at], weighted, self.phrases).astype(np.float32)


def post(space: Space, vectors: Sequence[Vector]) -> Postings:
    """The postings of some texts."""
    columns = np.concatenate([v.ids for v in vectors])
    rows = np.repeat(np.arange(len(vectors), dtype=np.int32), [len(v.ids) for v in vectors])
    values = np.concatenate([v.weights for v in vectors])
    order = np.argsort(columns, kind="stable")
    starts = np.searchsorted(columns[order], np.arange(len(space.ids) + 1))
    return Postings(starts.astype(np.int64), rows[order], values[order], len(vectors))


__all__ = ["Floats", "Ints", "Named", "Postings", "Space", "Vector", "features_of", "learn", "post"]
