"""Learning topics: a linear support vector machine, one topic against the rest, in numpy.

Squared hinge loss, by coordinate descent on the dual: every text in turn takes the pull on each
plane that is best for it, all planes at once. The order is fixed: the same phrases give the same
weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.vectors import Floats, Ints, Vector

EPOCHS = 5
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
    weights = np.zeros((features, count), np.float32)
    bias = np.zeros(count, np.float32)
    pulls = np.zeros((len(vectors), count), np.float32)
    signs = np.where(np.arange(count) == topics[:, None], 1, -1).astype(np.float32)
    roots = [root(v) for v in vectors]
    lengths = [np.float32(r @ r + 1 + LOOSE) for r in roots]
    order = np.random.default_rng(7)
    for _ in range(EPOCHS):
        for at in order.permutation(len(vectors)).tolist():
            ids, text, sign, pull = vectors[at].ids, roots[at], signs[at], pulls[at]
            used = weights[ids]
            lack = 1 - sign * (text @ used + bias) - LOOSE * pull
            step = np.maximum(pull + lack / lengths[at], 0) - pull
            pulls[at] += step
            step *= sign
            bias += step
            weights[ids] = used + text[:, None] * step
    return Planes(weights.astype(np.float16), bias)
