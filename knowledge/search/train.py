"""Training: from a library to a model, in seconds, the same each time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np

from knowledge.model import Library
from knowledge.search.bayes import leaned
from knowledge.search.goods import goods
from knowledge.search.learn import learn
from knowledge.search.model import Model
from knowledge.search.phrases import phrases
from knowledge.search.svm import Planes, learn_planes
from knowledge.search.tokens import typed
from knowledge.search.vectors import Ints, Vector, rows_of, unmarked
from knowledge.search.words import Folded, Folder, vocabulary

MOST_TAUGHT = 30_000  # phrases the planes are learned from; of more the rest only lend likeness


@dataclass(frozen=True)
class Lesson:
    """What a model is trained on: its phrases, folded and as vectors."""

    model: Model  # not yet taught: its planes are empty
    folded: tuple[Folded, ...]
    vectors: tuple[Vector, ...]


def train(library: Library) -> Model:
    """A model of all phrases of a library."""
    return learned(prepare(library))


def learned(lesson: Lesson) -> Model:
    """The model of a lesson."""
    return replace(lesson.model, planes=taught(lesson, evenly(len(lesson.vectors), MOST_TAUGHT)))


def taught(lesson: Lesson, rows: Ints) -> Planes:
    """The planes learned from some of the phrases, every second one as if typed without marks:
    half the phones type so, and what is asked must not hang on marks."""
    model = lesson.model
    vectors = [lesson.vectors[i] for i in rows]
    mixed = [v if at % 2 else unmarked(v) for at, v in enumerate(vectors)]
    topics = model.phrases.topic_of[rows]
    planes = learn_planes(mixed, topics, len(model.space.keys), len(model.phrases.topics))
    return leaned(planes, vectors, topics)


def prepare(library: Library) -> Lesson:
    """Fold and weigh all phrases of a library."""
    known = phrases(library)
    tokens = [typed(text) for text in known.texts]
    folder = folder_for(library, tokens)
    read = [folder.folded(words) for words in tokens]
    spoken = frozenset(w for text in read for w in text.marked)
    names = goods(library.products, folder, spoken)
    folded = tuple(names.find(text) for text in read)
    space, vectors = learn(folded)
    empty = Planes(np.zeros((0, 0), np.float16), np.zeros(0, np.float32))
    model = Model(known, folder, names, spoken, space, rows_of(vectors), empty)
    return Lesson(model, folded, vectors)


def folder_for(library: Library, phrases: Iterable[list[str]]) -> Folder:
    """A folder that knows the words of the phrases, the product names and the synonyms."""
    names = (*library.products, *library.synonyms, *library.synonyms.values())
    said = chain.from_iterable((*phrases, *(typed(name) for name in names)))
    return Folder(library.synonyms, vocabulary(said))


def evenly(count: int, most: int) -> Ints:
    """All places up to `count`, or `most` of them evenly spread."""
    return np.unique(np.linspace(0, count - 1, min(count, most)).round().astype(np.int32))
