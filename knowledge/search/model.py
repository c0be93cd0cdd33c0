"""The model: how strongly a text asks for every topic and every target.

A topic's score is the side of its plane that the text is on, with the best likeness to one of
its phrases added; a target's is the likeness to its phrases. The same phrases give the same model.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.search.features import features
from knowledge.search.goods import Goods
from knowledge.search.phrases import OUTSIDE, TALK, Phrases
from knowledge.search.svm import Planes
from knowledge.search.vectors import Floats, Ints, Postings, Space, Vector
from knowledge.search.words import PLACE, Folded, Folder

NEAREST = 0.35  # share of the best likeness beside the planes
BEST = 4  # phrases of a target that count
REST = 1.0  # weight of their mean beside the best
SAME = 0.6  # share of its fourth power: nearly the same words decide


@dataclass(frozen=True)
class Scores:
    """What the model says of a text, by topic; `nearest` is the best likeness alone."""

    topics: Floats
    nearest: Floats
    likeness: Floats  # to each phrase


@dataclass(frozen=True)
class Model:
    """A trained model."""

    phrases: Phrases
    folder: Folder
    goods: Goods
    spoken: frozenset[str]
    space: Space
    postings: Postings
    planes: Planes

    def fold(self, text: str) -> Folded:
        """A text folded, its product names found."""
        return self.goods.find(self.folder.fold(text))

    def vector(self, folded: Folded) -> Vector:
        """A folded text as a vector that can be compared with the phrases."""
        return self.space.vector(features(folded))

    def scores(self, vector: Vector) -> Scores:
        """The scores of a text by topic."""
        return self.weigh(self.postings.likeness(vector), self.planes.sides(vector))

    def weigh(self, likeness: Floats, sides: Floats) -> Scores:
        """The sides of the planes and the best likeness together: about 0 for what is not meant."""
        nearest = np.zeros(len(self.phrases.topics), np.float32)
        np.maximum.at(nearest, self.topic_of_target, self._nearest(likeness))
        topics = (sides + 1) / 2 + lent(nearest)
        return Scores(topics.astype(np.float32), nearest, likeness)

    def targets(self, scores: Scores, topic: int) -> dict[int, float]:
        """The score of every target of a topic: its best phrases' likeness."""
        found: dict[int, float] = {}
        of = self.phrases.targets_of(topic)
        for target in of:
            start = self._starts[target]
            end = self._starts[target + 1] if target + 1 < len(self._starts) else None
            best = np.sort(scores.likeness[self._order[start:end]])[::-1][:BEST]
            found[target] = float(best[0] + REST * best.mean())
        return found

    def _nearest(self, likeness: Floats) -> Floats:
        """The best likeness to a phrase of every target."""
        return np.maximum.reduceat(likeness[self._order], self._starts)

    def covered(self, folded: Folded, topic: int, more_than: int = 0) -> float:
        """The share of a text's words, by weight, that more than some phrases of the topic use."""
        words = {f"w:{w}" for w in folded.words if w != PLACE}
        ids = [self.space.ids[w] for w in words if w in self.space.ids]
        weights = self.space.idf[ids]
        total = float(weights.sum()) + (len(words) - len(ids)) * self._rarest
        return float(weights @ (self._spoken[ids, topic] > more_than)) / total if total else 0.0

    @cached_property
    def _rarest(self) -> float:
        return float(self.space.idf.max())

    @cached_property
    def _spoken(self) -> NDArray[np.uint16]:
        """In how many phrases of a topic a feature is, shape (features, topics)."""
        found = np.zeros((len(self.space.ids), len(self.phrases.topics)), np.uint16)
        columns = np.repeat(np.arange(len(self.space.ids)), np.diff(self.postings.starts))
        np.add.at(found, (columns, self.phrases.topic_of[self.postings.rows]), 1)
        return found

    @cached_property
    def topic_of_target(self) -> Ints:
        """The topic of every target."""
        return self.phrases.topic_of_targets()

    @cached_property
    def outside(self) -> int:
        """The number of the topic of what is not ours."""
        return self.phrases.topics.index(OUTSIDE)

    @cached_property
    def talk(self) -> int:
        """The number of the topic of small talk."""
        return self.phrases.topics.index(TALK)

    @cached_property
    def _order(self) -> Ints:
        return np.argsort(self.phrases.target_of, kind="stable").astype(np.int32)

    @cached_property
    def _starts(self) -> Ints:
        sorted_targets = self.phrases.target_of[self._order]
        return np.searchsorted(sorted_targets, np.arange(len(self.phrases.targets))).astype(
            np.int32
        )


def lent(nearest: Floats) -> Floats:
    """What the best likeness to a phrase adds to a score."""
    found: Floats = NEAREST * nearest + SAME * nearest**4
    return found
