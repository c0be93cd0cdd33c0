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

from knowledge.search.goods import Goods
from knowledge.search.phrases import OUTSIDE, TALK, Phrases
from knowledge.search.vectors import Floats, Ints, Postings, Space, Vector
from knowledge.search.words import PLACE, Folded, Folder

POWER = 1.5  # of the likeness: above 1 favours the nearest phrases
RIDGE = 0.2
NEAREST = 0.5  # share of the best likeness beside the regression
MOST_TAUGHT = 7_000  # phrases the regression learns from; the rest only lend their likeness


@dataclass(frozen=True)
class Scores:
    """What the model says of a text: by topic, by target, and the likeness to each phrase."""

    topics: Floats
    targets: Floats
    likeness: Floats
    nearest: Floats  # by topic


@dataclass(frozen=True)
class Model:
    """A trained model. `dual` has shape (taught phrases, topics + targets)."""

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
        return self.space.vector(folded, weigh=True)

    def scores(self, vector: Vector) -> Scores:
        """The scores of a text."""
        likeness = self.postings.likeness(vector)
        return self.weigh(likeness, powered(likeness[self.taught]) @ self.dual)

    def weigh(self, likeness: Floats, regression: Floats) -> Scores:
        """The regression and the best likeness together."""
        topics = len(self.phrases.topics)
        near_target = np.maximum.reduceat(likeness[self._order], self._starts)
        near_topic = np.zeros(topics, np.float32)
        np.maximum.at(near_topic, self.topic_of_target, near_target)
        return Scores(
            regression[:topics] + NEAREST * near_topic,
            regression[topics:] + NEAREST * near_target,
            likeness,
            near_topic,
        )

    def covered(self, folded: Folded, topic: int) -> float:
        """The share of a text's words, by weight, that phrases of the topic use."""
        words = {f"w:{w}" for w in folded.words if w != PLACE}
        ids = [self.space.ids[w] for w in words if w in self.space.ids]
        strange = (len(words) - len(ids)) * float(self._rarest)
        said = [self._spoken[i, topic] for i in ids if i < len(self._spoken)]
        weights = self.space.idf[ids]
        total = float(weights.sum()) + strange
        return float(weights @ np.array(said, np.float32)) / total if total else 0.0

    @cached_property
    def _rarest(self) -> float:
        return float(self.space.idf.max())

    @cached_property
    def _spoken(self) -> NDArray[np.bool_]:
        """Whether phrases of a topic have a feature, shape (features, topics)."""
        found = np.zeros((len(self.space.ids), len(self.phrases.topics)), np.bool_)
        columns = np.repeat(np.arange(len(self.space.ids)), np.diff(self.postings.starts))
        found[columns, self.phrases.topic_of[self.postings.rows]] = True
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
        return np.searchsorted(sorted_targets, np.arange(len(self.phrases.targets))).astype(np.int32)


def powered(likeness: Floats) -> Floats:
    """The kernel of a likeness."""
    return np.maximum(likeness, 0) ** np.float32(POWER)
