"""Training: from a library to a model, in seconds, the same each time."""

from __future__ import annotations

import numpy as np

from knowledge.model import Library
from knowledge.search.goods import goods
from knowledge.search.model import MOST_TAUGHT, RIDGE, Model, powered
from knowledge.search.phrases import Phrases, phrases
from knowledge.search.vectors import Floats, Ints, Postings, Space, learn, post
from knowledge.search.words import Folded, Folder, vocabulary


def train(library: Library) -> Model:
    """A model of all phrases of a library."""
    known = phrases(library)
    folder = folder_for(library, known)
    spoken = frozenset(w for text in known.texts for w in folder.fold(text).marked)
    names = goods(library.products, folder, spoken)
    folded = [names.find(folder.fold(text)) for text in known.texts]
    space = learn(folded)
    postings = post(space, folded)
    taught = _taught(known)
    kernel = gram(space, postings, [folded[i] for i in taught], taught)
    dual = solve(kernel, wanted(known, taught))
    return Model(known, folder, names, spoken, space, postings, taught, dual)


def folder_for(library: Library, known: Phrases) -> Folder:
    """A folder that knows the words of the phrases and of the product names."""
    first = Folder(library.synonyms)
    texts = (*known.texts, *library.products)
    return Folder(library.synonyms, vocabulary(first.fold(text) for text in texts))


def _taught(known: Phrases) -> Ints:
    """The phrases the regression learns from: all, or evenly chosen ones of a huge library."""
    count = len(known.texts)
    chosen = np.linspace(0, count - 1, min(count, MOST_TAUGHT)).round()
    return np.unique(chosen.astype(np.int32))


def gram(space: Space, postings: Postings, folded: list[Folded], taught: Ints) -> Floats:
    """The kernel of the taught phrases with one another, symmetric."""
    rows = [postings.likeness(space.vector(f, weigh=True))[taught] for f in folded]
    likeness = np.stack(rows)
    return powered((likeness + likeness.T) / 2)


def wanted(known: Phrases, taught: Ints) -> Floats:
    """What the regression should say: 1 for the phrase's topic and target, else 0."""
    found = np.zeros((len(taught), len(known.topics) + len(known.targets)), np.float32)
    rows = np.arange(len(taught))
    found[rows, known.topic_of[taught]] = 1
    found[rows, len(known.topics) + known.target_of[taught]] = 1
    return found


def solve(kernel: Floats, targets: Floats) -> Floats:
    """The ridge regression in its dual form, shape of `targets`."""
    steady = kernel + RIDGE * np.eye(len(kernel), dtype=np.float32)
    return np.linalg.solve(steady, targets).astype(np.float32)
