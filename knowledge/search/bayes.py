"""What features alone say of a topic: how much more often its phrases have one than all phrases.

The planes weigh features against each other and so may give little to one that is plain by
itself. Leaning them a little on these shares helps with words that few phrases have.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from knowledge.search.svm import Planes
from knowledge.search.vectors import Floats, Ints, Vector

LEAN = np.float32(0.04)  # weight beside the planes; more of it harms long stories
SHARED = np.float32(3)  # phrases, like all others, that every topic is taken to have besides
FEWEST = np.float32(0.2)  # of a phrase, for a feature that a topic never has


def leaned(planes: Planes, vectors: Sequence[Vector], topics: Ints) -> Planes:
    """Planes learned from vectors with their topics, leaned on the shares of their features."""
    weights = planes.weights.astype(np.float32) + LEAN * shares(planes, vectors, topics)
    return replace(planes, weights=weights.astype(np.float16))


def shares(planes: Planes, vectors: Sequence[Vector], topics: Ints) -> Floats:
    """The logarithm of how much more often than all phrases those of a topic have a feature,
    shape (features, topics)."""
    features, count = planes.weights.shape
    topic = np.repeat(topics, [len(v.ids) for v in vectors])
    cell = np.concatenate([v.ids for v in vectors]).astype(np.int64) * count + topic
    seen = np.bincount(cell, minlength=features * count).astype(np.float32).reshape(-1, count)
    everywhere = seen.sum(axis=1, keepdims=True) / np.float32(len(vectors))
    phrases = np.bincount(topics, minlength=count).astype(np.float32)
    here = (seen + SHARED * everywhere + FEWEST) / (phrases + SHARED + FEWEST)
    here /= everywhere + np.float32(0.5 / len(vectors))
    found: Floats = np.log(here, out=here)
    return found
