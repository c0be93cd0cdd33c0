"""The model: how strongly a text asks for every topic and every target.

Likeness to the phrases, raised to a power, goes through a kernel ridge regression on all
phrases; the best likeness to a phrase of the topic or target is added. Closed form: the same
phrases give the same model.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.search.features import features
from knowledge.search.goods import Goods
from knowledge.search.phrases import OUTSIDE, TALK, Phrases
from knowledge.search.vectors import Floats, Ints, Postings, Space, Vector
from knowledge.search.words import PLACE, Folded, Folder

RIDGE = 0.1
NEAREST = 0.35  # share of the best likeness beside the regression
SAME = 0.6  # share of its fourth power: nearly the same words decide
MOST_TAUGHT = 9_000  # phrases the regression learns from; the rest only lend their likeness


@dataclass(frozen=True)
class Scores:
    """What the model says of a text, by topic; `nearest` is the best likeness alone."""

    topics: Floats
    nearest: Floats
    likeness: Floats  # to each phrase


@dataclass(frozen=True)
class Model:
    """A trained model. `dual` has shape (topics + targets, taught phrases)."""

    phrases: Phrases
    folder: Folder
    goods: Goods
    spoken: frozenset[str]
    space: Space
    postings: Postings
    taught: Ints
    dual: Floats

    def fold(self, text: str) -> Folded:
        """A text folded, its product names found."""
        return self.goods.find(self.folder.fold(text))

    def vector(self, folded: Folded) -> Vector:
        """A folded text as a vector that can be compared with the phrases."""
        return self.space.vector(features(folded))

    def scores(self, vector: Vector) -> Scores:
        """The scores of a text by topic."""
        likeness = self.postings.likeness(vector)
        regression = _times(self.dual[: len(self.phrases.topics)], powered(likeness[self.taught]))
        return self.weigh(likeness, regression)

    def weigh(self, likeness: Floats, regression: Floats) -> Scores:
        """The regression by topic and the best likeness together."""
        nearest = np.zeros(len(self.phrases.topics), np.float32)
        np.maximum.at(nearest, self.topic_of_target, self._nearest(likeness))
        return Scores(regression + lent(nearest), nearest, likeness)

    def targets(self, scores: Scores, topic: int) -> dict[int, float]:
        """The score of every target of a topic."""
        of = self.phrases.targets_of(topic)
        first = len(self.phrases.topics)
        rows = self.dual[first + of.start : first + of.stop]
        regression = _times(rows, powered(scores.likeness[self.taught]))
        nearest = self._nearest(scores.likeness)[of.start : of.stop]
        return dict(zip(of, (regression + lent(nearest)).tolist(), strict=True))

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


def powered(likeness: Floats) -> Floats:
    """The kernel of a likeness: x to the power of 1.5."""
    positive = np.maximum(likeness, 0)
    return positive * np.sqrt(positive)


def lent(nearest: Floats) -> Floats:
    """What the best likeness to a phrase adds to a score."""
    found: Floats = NEAREST * nearest + SAME * nearest**4
    return found


def _times(rows: Floats, column: Floats) -> Floats:
    """A small matrix times a column, without the threads of BLAS: they cost more than they give."""
    found: Floats = np.einsum("ij,j->i", rows, column)
    return found
