"""Phrases: every way of asking that we know, and what each of them asks for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from knowledge.model import Library

TALK, OUTSIDE, FOREIGN_STORY = "~talk", "~outside", "~story"
STORIES = "stories"  # the kind of what is not ours that is long and told, not asked


@dataclass(frozen=True)
class Phrases:
    """Texts with the target of each (an entry's id, "~talk:id" or "~outside:kind") and its topic.

    Phrases and targets are in the order of their topics. `target_of` and `topic_of` are indices
    into `targets` and `topics`; `is_answer` marks what we say and nobody asks; shape (phrases,).
    """

    texts: tuple[str, ...]
    targets: tuple[str, ...]
    topics: tuple[str, ...]
    target_of: NDArray[np.int32]
    topic_of: NDArray[np.int32]
    is_answer: NDArray[np.bool_]

    def targets_of(self, topic: int) -> range:
        """The targets of a topic: they are neighbours."""
        first, end = np.searchsorted(self.topic_of_targets, (topic, topic + 1))
        return range(int(first), int(end))

    @cached_property
    def topic_of_targets(self) -> NDArray[np.int32]:
        """The topic of every target, shape (targets,)."""
        found = np.zeros(len(self.targets), np.int32)
        found[self.target_of] = self.topic_of
        return found


def phrases(library: Library) -> Phrases:
    """All phrases: entries' titles, `ask` and answers, small talk, and what is not ours."""
    rows: list[tuple[str, str, str]] = []
    answers: set[str] = set()
    for entry in library.entries.values():
        if entry.status == "published" and not entry.variant_of:
            rows += [
                (text, entry.id, entry.topic) for text in dict.fromkeys((entry.title, *entry.ask))
            ]
            answers.add(answer := f"{entry.title}. {entry.answer}")
            rows.append((answer, entry.id, entry.topic))
    for talk in library.smalltalk:
        rows += [(text, f"{TALK}:{talk.id}", TALK) for text in talk.ask]
    for kind, texts in library.outside.items():
        topic = FOREIGN_STORY if kind == STORIES else OUTSIDE
        rows += [(text, f"{topic}:{kind}", topic) for text in texts]
    pairs = sorted({(topic, target) for _, target, topic in rows})
    targets = [target for _, target in pairs]
    topics = sorted({topic for topic, _ in pairs} | {TALK, OUTSIDE, FOREIGN_STORY})
    number = {name: at for at, name in enumerate(targets)}
    place = {name: at for at, name in enumerate(topics)}
    rows.sort(key=lambda row: number[row[1]])
    return Phrases(
        tuple(text for text, _, _ in rows),
        tuple(targets),
        tuple(topics),
        np.array([number[target] for _, target, _ in rows], np.int32),
        np.array([place[topic] for _, _, topic in rows], np.int32),
        np.array([text in answers for text, _, _ in rows], np.bool_),
    )
