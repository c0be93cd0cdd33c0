"""Vectors: texts as weighted features, and the likeness of a text to every phrase we have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.features import FAMILIES, WEIGHTS, features
from knowledge.search.words import Folded

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Vector:
    """The known features of a text and their weights; each family has length 1 before weighting."""

    ids: Ints
    weights: Floats


@dataclass(frozen=True)
class Space:
    """All features of our phrases with how telling each is (idf), shape (features,)."""

    ids: dict[str, int]
    idf: Floats

    def vector(self, folded: Folded, weigh: bool) -> Vector:
        """A text as a vector. With `weigh` the families present share a total weight of 1."""
        found = features(folded)
        ids: list[int] = []
        weights: list[Floats] = []
        total = sum(WEIGHTS[f] for f in FAMILIES if found[f])
        for family in FAMILIES:
            counted = Counter(found[family])
            known = {self.ids[name]: n for name, n in counted.items() if name in self.ids}
            unknown = len(counted) - len(known)
            if not known:
                continue
            idf = self.idf[list(known)]
            value = idf * np.sqrt(np.fromiter(known.values(), np.float32, len(known)))
            length = np.sqrt(float(value @ value) + unknown * float(self.idf.max()) ** 2 * UNKNOWN)
            value = value / length * (WEIGHTS[family] / total if weigh else 1.0)
            ids += known
            weights.append(value.astype(np.float32))
        joined = np.concatenate(weights) if weights else np.zeros(0, np.float32)
        return Vector(np.array(ids, np.int32), joined)


UNKNOWN = 0.3  # share of an unknown feature's weight that counts against likeness


def learn(texts: Sequence[Folded], commonest: float = 1.0) -> Space:
    """The space of some texts: every feature with its idf."""
    counts: Counter[str] = Counter()
    for text in texts:
        for names in features(text).values():
            counts.update(set(names))
    ids = {name: at for at, name in enumerate(sorted(counts))}
    seen = np.array([counts[name] for name in ids], np.float32)
    idf = np.log((1 + len(texts)) / (1 + seen)) + 1
    return Space(ids, idf.astype(np.float32))


@dataclass(frozen=True)
class Postings:
    """For every feature the phrases that have it: a sparse matrix by column."""

    starts: NDArray[np.int64]
    rows: Ints
    values: Floats
    phrases: int

    def likeness(self, vector: Vector) -> Floats:
        """How like each phrase is to the text, shape (phrases,), 0 to 1."""
        starts, ends = self.starts[vector.ids], self.starts[vector.ids + 1]
        sizes = ends - starts
        if not len(sizes) or not sizes.sum():
            return np.zeros(self.phrases, np.float32)
        at = np.repeat(starts - np.concatenate(([0], np.cumsum(sizes)[:-1])), sizes)
        at += np.arange(int(sizes.sum()))
        weights = np.repeat(vector.weights, sizes) * self.values[at]
        return np.bincount(self.rows[at], weights, self.phrases).astype(np.float32)


def post(space: Space, texts: Sequence[Folded]) -> Postings:
    """The postings of some texts."""
    vectors = [space.vector(t, weigh=False) for t in texts]
    columns = np.concatenate([v.ids for v in vectors])
    rows = np.repeat(np.arange(len(texts), dtype=np.int32), [len(v.ids) for v in vectors])
    values = np.concatenate([v.weights for v in vectors])
    order = np.argsort(columns, kind="stable")
    starts = np.searchsorted(columns[order], np.arange(len(space.ids) + 1))
    return Postings(starts.astype(np.int64), rows[order], values[order], len(texts))
