"""Training: from a library to a model, in seconds, the same each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from knowledge.model import Library
from knowledge.search.goods import goods
from knowledge.search.letters import plain, tidy
from knowledge.search.model import MOST_TAUGHT, RIDGE, Model, powered
from knowledge.search.phrases import Phrases, phrases
from knowledge.search.ridge import solve
from knowledge.search.vectors import Floats, Ints, Space, Vector, features_of, learn, post
from knowledge.search.words import Folded, Folder, vocabulary

COMMON = 100  # phrases with a feature, from which on it is multiplied densely


@dataclass(frozen=True)
class Lesson:
    """What a model is trained on: the phrases as vectors and their likeness to one another."""

    model: Model  # not yet taught: `dual` is empty
    folded: tuple[Folded, ...]
    likeness: Floats  # of the taught phrases, shape (taught, taught)


def train(library: Library) -> Model:
    """A model of all phrases of a library."""
    lesson = prepare(library)
    known, taught = lesson.model.phrases, lesson.model.taught
    found = solve(powered(lesson.likeness), wanted(known, taught), RIDGE)
    return replace(lesson.model, dual=np.ascontiguousarray(found.T))


def prepare(library: Library) -> Lesson:
    """Fold, weigh and compare all phrases of a library."""
    known = phrases(library)
    folder = folder_for(library, known)
    read = [folder.fold(text) for text in known.texts]
    spoken = frozenset(w for text in read for w in text.marked)
    names = goods(library.products, folder, spoken)
    folded = tuple(names.find(text) for text in read)
    named = [features_of(text) for text in folded]
    space = learn(named)
    vectors = [space.vector(n) for n in named]
    taught = _taught(known)
    empty = np.zeros((0, 0), np.float32)
    model = Model(known, folder, names, spoken, space, post(space, vectors), taught, empty)
    return Lesson(model, folded, gram(space, [vectors[i] for i in taught]))


def folder_for(library: Library, known: Phrases) -> Folder:
    """A folder that knows the words of the phrases and of the product names."""
    first = Folder(library.synonyms)
    texts = (*known.texts, *library.products)
    typed = frozenset(plain(w) for key in library.synonyms for w in tidy(key).split())
    return Folder(library.synonyms, typed | vocabulary(first.fold(text) for text in texts))


def _taught(known: Phrases) -> Ints:
    """The phrases the regression learns from: all, or evenly chosen ones of a huge library."""
    count = len(known.texts)
    chosen = np.linspace(0, count - 1, min(count, MOST_TAUGHT)).round()
    return np.unique(chosen.astype(np.int32))


def gram(space: Space, vectors: Sequence[Vector]) -> Floats:
    """The likeness of some vectors with one another, symmetric, shape (vectors, vectors)."""
    roots = [Vector(v.ids, v.weights * np.sqrt(v.shares / v.total), v.shares, 1.0) for v in vectors]
    table = post(space, roots)
    common = np.diff(table.starts) > COMMON
    place = np.cumsum(common) - 1
    dense = np.zeros((len(roots), int(common.sum())), np.float32)
    for row, vector in enumerate(roots):
        kept = common[vector.ids]
        dense[row, place[vector.ids[kept]]] = vector.weights[kept]
    found = dense @ dense.T
    for row, vector in enumerate(roots):
        kept = ~common[vector.ids]
        found[row] += table.sums(vector.ids[kept], vector.weights[kept])
    return found


def wanted(known: Phrases, taught: Ints) -> Floats:
    """What the regression should say: 1 for the phrase's topic and target, else 0."""
    found = np.zeros((len(taught), len(known.topics) + len(known.targets)), np.float32)
    rows = np.arange(len(taught))
    found[rows, known.topic_of[taught]] = 1
    found[rows, len(known.topics) + known.target_of[taught]] = 1
    return found
