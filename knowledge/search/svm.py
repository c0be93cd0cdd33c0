"""Learning topics: a linear support vector machine, one topic against the rest, in numpy.

Squared hinge loss, small batches in a fixed order, a step for every weight that shrinks as the
weight is used (AdaGrad): the same phrases give the same weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.vectors import Floats, Ints, Vector

EPOCHS = 3
BATCH = 256
STEP = 0.1
BIAS = 3.0  # step of the biases beside that of the weights
DECAY = 1e-5  # of a weight each time it is used


@dataclass(frozen=True)
class Planes:
    """A plane for every topic: weights of shape (features, topics), and biases."""

    weights: NDArray[np.float16]
    bias: Floats

    def sides(self, vector: Vector) -> Floats:
        """How far a text lies on each topic's side: about 1 for its own, -1 for others."""
        found: Floats = np.einsum(
            "i,ij->j", root(vector), self.weights[vector.ids].astype(np.float32)
        )
        return found + self.bias


def root(vector: Vector) -> Floats:
    """The weights of a vector of length 1: every family counts by its share."""
    found: Floats = vector.weights * np.sqrt(vector.shares / np.float32(vector.total or 1))
    return found


def learn_planes(vectors: Sequence[Vector], topics: Ints, features: int, count: int) -> Planes:
    """Learn the planes of `count` topics from vectors with their topics."""
    weights = np.zeros((features, count), np.float32)
    seen = np.full((features, count), 1e-6, np.float32)
    bias = np.full(count, -1, np.float32)
    order = np.random.default_rng(7)
    roots = [root(v) for v in vectors]
    for epoch in range(EPOCHS):
        step = STEP * (1 - epoch / EPOCHS) ** 0.5
        shuffled = order.permutation(len(vectors))
        for start in range(0, len(shuffled), BATCH):
            rows = shuffled[start : start + BATCH]
            used, dense = _dense([vectors[i] for i in rows], [roots[i] for i in rows])
            pull = _pull(dense @ weights[used] + bias, topics[rows])
            slope = dense.T @ pull
            seen[used] += slope * slope
            weights[used] = weights[used] * (1 - DECAY) + step * slope / np.sqrt(seen[used])
            bias += np.float32(step * BIAS) * pull.mean(axis=0)
    return Planes(weights.astype(np.float16), bias)


def _pull(sides: Floats, topics: Ints) -> Floats:
    """How much each text pulls each plane: what it lacks to be a full 1 away on its side."""
    signs = np.full(sides.shape, -1, np.float32)
    signs[np.arange(len(topics)), topics] = 1
    found: Floats = signs * np.maximum(1 - signs * sides, 0)
    return found


def _dense(vectors: Sequence[Vector], roots: Sequence[Floats]) -> tuple[Ints, Floats]:
    """A batch as a full matrix over the features it uses."""
    ids = np.concatenate([v.ids for v in vectors])
    used, place = np.unique(ids, return_inverse=True)
    found = np.zeros((len(vectors), len(used)), np.float32)
    found[np.repeat(np.arange(len(vectors)), [len(v.ids) for v in vectors]), place] = (
        np.concatenate(roots)
    )
    return used.astype(np.int32), found
