"""Learning topics: a linear support vector machine, one topic against the rest, in numpy.

Squared hinge loss, by coordinate descent on the dual: every text in turn takes the pull on each
plane that is best for it, all planes at once. The planes after the last rounds are averaged: they
depend less on which text came last. The order is fixed: the same phrases give the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.vectors import Floats, Ints, Vector

ROUNDS = 5  # times that every text pulls
AVERAGED = 2  # rounds, the last, after which the planes are averaged
MOST = 200  # features of a text that pull, the heaviest: the rest of a long one changes nothing
LOOSE = np.float32(0.5)  # how far a text may stay on the wrong side: half of 1 / C


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
    weights, bias = np.zeros_like(lesson.weights), np.zeros_like(lesson.bias)
    for done in range(ROUNDS):
        for at in order.permutation(len(vectors)).tolist():
            lesson.pull(at)
        if done >= ROUNDS - AVERAGED:
            weights += lesson.weights
            bias += lesson.bias
    share = np.float32(1 / AVERAGED)
    return Planes((share * weights).astype(np.float16), share * bias)


class _Lesson:
    """Planes that are being learned, and how hard every text pulls on each of them.

    The arrays that one pull works in are kept from pull to pull: there are 120,000.
    """

    def __init__(self, vectors: Sequence[Vector], topics: Ints, features: int, count: int) -> None:
        self.weights = np.zeros((features, count), np.float32)
        self.bias = np.zeros(count, np.float32)
        self._pulls = np.zeros((len(vectors), count), np.float32)
        self._signs = np.where(np.arange(count) == topics[:, None], 1, -1).astype(np.float32)
        pulling = [_heaviest(v) for v in vectors]
        self._ids = [ids for ids, _ in pulling]
        self._roots = [weights for _, weights in pulling]
        self._lengths = [np.float32(r @ r + 1 + LOOSE) for r in self._roots]
        most = max((len(ids) for ids in self._ids), default=0)
        self._used, self._new = np.empty((2, most, count), np.float32)

    def pull(self, at: int) -> None:
        """Let one text take the pull on each plane that is best for it."""
        ids, text, sign, pull = self._ids[at], self._roots[at], self._signs[at], self._pulls[at]
        used = self.weights.take(ids, 0, self._used[: len(ids)], "clip")
        step = 1 - sign * (text @ used + self.bias)
        step -= LOOSE * pull
        step /= self._lengths[at]
        step += pull
        np.maximum(step, 0, out=step)
        step -= pull
        pull += step
        step *= sign
        self.bias += step
        new = self._new[: len(ids)]
        np.multiply(text[:, None], step, out=new)
        np.add(used, new, out=new)
        self.weights[ids] = new


def _heaviest(vector: Vector) -> tuple[NDArray[np.intp], Floats]:
    """The features of a vector that pull, and their weights."""
    ids, weights = vector.ids.astype(np.intp), root(vector)
    if len(ids) <= MOST:
        return ids, weights
    kept = np.argpartition(-weights, MOST)[:MOST]
    return ids[kept], weights[kept]
