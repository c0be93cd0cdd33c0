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
from knowledge.search.phrases import FOREIGN_STORY, OUTSIDE, TALK, Phrases
from knowledge.search.svm import Planes
from knowledge.search.vectors import Floats, Ints, Rows, Space, Vector
from knowledge.search.words import PLACE, Folded, Folder

NEAREST = 0.35  # share of the best likeness beside the planes
BEST = 4  # phrases of a target that count
REST = 1.0  # weight of their mean beside the best
MOST_TOPICS = 5  # topics whose phrases are looked at one by one
SAME = 0.6  # share of its fourth power: nearly the same words decide
TALKING = 0.5  # score of small talk; what no phrase has a word of gets a little less


@dataclass(frozen=True)
class Scores:
    """What the model says of a text, by topic; `sides` is by the planes alone (about 1 for what
    is meant), `nearest` the best likeness alone."""

    topics: Floats
    sides: Floats
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
    rows: Rows
    planes: Planes

    def fold(self, text: str) -> Folded:
        """A text folded, its product names found."""
        return self.goods.find(self.folder.fold(text))

    def vector(self, folded: Folded) -> Vector:
        """A folded text as a vector that can be compared with the phrases."""
        return self.space.vector(features(folded))

    def scores(self, vector: Vector) -> Scores:
        """The scores of a text by topic."""
        sides = self.planes.sides(vector)
        return self.weigh(self.likeness(vector, sides), sides)

    def likeness(self, vector: Vector, sides: Floats) -> Floats:
        """How like a text is to the phrases of its likeliest topics; 0 for those of others."""
        best = np.argsort(-sides, kind="stable")[:MOST_TOPICS]
        spans = [(int(self._ends[t]), int(self._ends[t + 1])) for t in best]
        return self.rows.likeness(vector, len(self.space.keys), spans)

    def weigh(self, likeness: Floats, sides: Floats) -> Scores:
        """The sides of the planes and the best likeness together: about 0 for what is not meant."""
        starts = np.minimum(self._ends[:-1], len(likeness) - 1)
        nearest = np.maximum.reduceat(likeness, starts) * (np.diff(self._ends) > 0)
        meant = ((sides + 1) / 2).astype(np.float32)
        return Scores(meant + lent(nearest), meant, nearest, likeness)

    def targets(self, scores: Scores, topic: int) -> dict[int, float]:
        """The score of every target of a topic: its best phrases' likeness."""
        found: dict[int, float] = {}
        of = self.phrases.targets_of(topic)
        for target in of:
            start = self._starts[target]
            best = np.sort(scores.likeness[start : self._starts[target + 1]])[-BEST:]
            found[target] = float(best[-1]) + REST * float(best.sum()) / len(best)
        return found

    def covered(self, folded: Folded, topic: int, more_than: int = 0) -> float:
        """The share of a text's words, by weight, that more than some phrases of the topic use."""
        words = {f"w:{w}" for w in folded.words if w != PLACE}
        known = self.space.find(words)
        ids = known[known >= 0]
        weights = self.space.idf[ids]
        total = float(weights.sum()) + (len(known) - len(ids)) * self.space.rarest
        spoken = self._spoken[self._word[ids], topic] > more_than
        return float(weights @ spoken) / total if total else 0.0

    def is_talk(self, topics: Floats, best: int) -> bool:
        """Whether scores by topic speak of small talk rather than of the best real topic."""
        return bool(topics[self.talk] > max(topics[best], topics[self.outside], TALKING))

    @cached_property
    def _word(self) -> Ints:
        """The number of every feature among the single words."""
        return (np.cumsum(self.space.single) - 1).astype(np.int32)

    @cached_property
    def _spoken(self) -> NDArray[np.uint16]:
        """In how many phrases of a topic a word is, shape (words, topics)."""
        found = np.zeros((int(self.space.single.sum()), len(self.phrases.topics)), np.uint16)
        places = np.flatnonzero(self.space.single[self.rows.ids])
        phrases = np.searchsorted(self.rows.starts, places, side="right") - 1
        cells = (self._word[self.rows.ids[places]], self.phrases.topic_of[phrases])
        np.add.at(found, cells, 1)
        return found

    @cached_property
    def outside(self) -> int:
        """The number of the topic of what is not ours."""
        return self.phrases.topics.index(OUTSIDE)

    @cached_property
    def foreign(self) -> list[int]:
        """The numbers of the topics of what is not ours: foreign questions, foreign stories."""
        return [self.outside, self.phrases.topics.index(FOREIGN_STORY)]

    @cached_property
    def unreal(self) -> list[int]:
        """The numbers of the topics that no entry has."""
        return [*self.foreign, self.talk]

    @cached_property
    def talk(self) -> int:
        """The number of the topic of small talk."""
        return self.phrases.topics.index(TALK)

    @cached_property
    def _starts(self) -> Ints:
        """Where the phrases of every target begin; the last is the end of all."""
        places = np.arange(len(self.phrases.targets) + 1)
        return np.searchsorted(self.phrases.target_of, places).astype(np.int32)

    @cached_property
    def _ends(self) -> Ints:
        """Where the phrases of every topic begin; the last is the end of all."""
        places = np.arange(len(self.phrases.topics) + 1)
        return np.searchsorted(self.phrases.topic_of, places).astype(np.int32)


def lent(nearest: Floats) -> Floats:
    """What the best likeness to a phrase adds to a score."""
    found: Floats = NEAREST * nearest + SAME * nearest**4
    return found
