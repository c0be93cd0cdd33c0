"""Learning topics: a linear support vector machine, one topic against the rest, in numpy.

Squared hinge loss, by coordinate descent on the dual: every text in turn takes the pull on each
plane that is best for it, all planes at once. The planes of the last round are averaged: they
depend less on which text came last. The order is fixed: the same phrases give the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.vectors import Floats, Ints, Vector

ROUNDS = 3  # times that every text pulls
LOOKS = 4  # planes that are averaged: as they stand after every quarter of the last round
MOST = 150  # features of a text that pull, the heaviest: the rest of a long one changes nothing
LOOSE = 0.5  # how far a text may stay on the wrong side: half of 1 / C


@dataclass(frozen=True)
class Planes:
    """A plane for every topic: weights of shape (features, topics), and biases."""

    weights: NDArray[np.float16]
    bias: Floats

    def sides(self, vector: Vector) -> Floats:
        """How far a text lies on each topic's side: about 1 for its own, -1 for others."""
        found: Floats = root(vector) @ self.weights[vector.ids].astype(np.float32)
        return found + self.bias


def root(vector: Vector) -> Floats:
    """The weights of a vector of length 1: every family counts by its share."""
    found: Floats = vector.weights * np.sqrt(vector.shares / np.float32(vector.total or 1))
    return found


def learn_planes(vectors: Sequence[Vector], topics: Ints, features: int, count: int) -> Planes:
    """Learn the planes of `count` topics from vectors with their topics."""
    lesson = _Lesson(vectors, topics, features, count)
    order = np.random.default_rng(7)
    total = np.zeros_like(lesson.planes)
    for left in reversed(range(ROUNDS)):
        for texts in np.array_split(order.permutation(len(vectors)), LOOKS):
            for at in texts.tolist():
                lesson.pull(at)
            if not left:
                total += lesson.planes
    total = total[lesson.row_of] * np.float32(1 / LOOKS)
    return Planes(total[:-1].astype(np.float16), total[-1])


class _Lesson:
    """Planes that are being learned, and how hard every text pulls on each of them.

    The biases are weights too, of a last feature that every text has. Rows are written back as
    pieces of memory, and the arrays that one pull works in are kept: there are 100,000 pulls.
    """

    def __init__(self, vectors: Sequence[Vector], topics: Ints, features: int, count: int) -> None:
        ids, roots, starts = _flat(vectors, features)
        self.row_of = _rows(ids, features + 1)
        self.planes = np.zeros((features + 1, count), np.float32)
        self._rows = _pieces(self.planes)
        self._pulls = np.zeros((len(vectors), count), np.float32)  # its own > 0, others < 0
        self._own: list[int] = topics.tolist()
        told = map(_heaviest, np.split(self.row_of[ids], starts), np.split(roots, starts))
        self._texts = list(told)
        self._lengths = [float(1 / (text @ text + LOOSE)) for _, text in self._texts]
        self._used, self._new = np.empty((2, MOST, count), np.float32)
        self._back = _pieces(self._new)

    def pull(self, at: int) -> None:
        """Let one text take the pull on each plane that is best for it."""
        (ids, text), own, far = self._texts[at], self._own[at], self._lengths[at]
        used, new = self._used[: len(ids)], self._new[: len(ids)]
        self.planes.take(ids, 0, used, "clip")
        before = self._pulls[at]
        pull = before * (1 - far * LOOSE)
        pull -= far * (text @ used + 1)
        mine = pull[own] + 2 * far
        np.minimum(pull, 0, out=pull)
        pull[own] = max(mine, 0)
        np.dot(text[:, None], (pull - before)[None], out=new)
        new += used
        self._rows[ids] = self._back[: len(ids)]
        self._pulls[at] = pull


def _pieces(rows: Floats) -> NDArray[np.void]:
    """The rows of a table, each as one piece."""
    found: NDArray[np.void] = rows.view(f"V{rows.shape[1] * rows.itemsize}")[:, 0]
    return found


def _flat(vectors: Sequence[Vector], bias: int) -> tuple[Ints, Floats, NDArray[np.intp]]:
    """The features of all texts one after the other, their weights as `root` gives them, and where
    each text but the first begins. After every text stands the bias, of weight 1."""
    sizes = [len(v.ids) for v in vectors]
    ends = np.cumsum(sizes, dtype=np.intp)
    ids = np.concatenate([v.ids for v in vectors])
    shares = np.concatenate([v.shares for v in vectors])
    totals = np.repeat(np.array([v.total for v in vectors], np.float32), sizes)
    roots = np.concatenate([v.weights for v in vectors]) * np.sqrt(shares / totals)
    starts = ends[:-1] + np.arange(1, len(vectors))
    return np.insert(ids, ends, bias), np.insert(roots, ends, np.float32(1)), starts


def _rows(ids: Ints, features: int) -> NDArray[np.intp]:
    """The row of every feature: those that most texts have come first and stay in fast memory."""
    found = np.empty(features, np.intp)
    found[np.argsort(-np.bincount(ids, minlength=features), kind="stable")] = np.arange(features)
    return found


def _heaviest(rows: NDArray[np.intp], text: Floats) -> tuple[NDArray[np.intp], Floats]:
    """The features of a text that pull; the bias is the heaviest."""
    if len(rows) <= MOST:
        return rows, text
    kept = np.argpartition(-text, MOST)[:MOST]
    return rows[kept], text[kept]
