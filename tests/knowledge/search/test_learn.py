"""All phrases counted at once are the vectors that the phrases have one by one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.search.features import features
from knowledge.search.learn import RARE, learn
from knowledge.search.words import Folded, Folder, Good

FOLDER = Folder({}, frozenset())
PHRASES = ("nộp hồ sơ ở đâu", "nop ho so o dau", "mấy sao thì đủ điểm", "xao hay sao 90000")


def some(text: str, *goods: Good) -> Folded:
    folded = FOLDER.fold(text)
    return Folded(folded.words, folded.marked, folded.has_marks, goods)


@pytest.mark.parametrize("text", PHRASES)
def test_a_phrase_is_the_same_vector_alone_and_among_others(text: str) -> None:
    texts = [some(t) for t in PHRASES for _ in range(RARE)]
    texts.append(some(text, Good("mật ong", (5, 7)), Good("chè", (12,))))
    space, vectors = learn(texts)
    alone, among = space.vector(features(texts[-1])), vectors[-1]
    assert set(alone.ids.tolist()) == set(among.ids.tolist())
    for mine, other in ((alone.weights, among.weights), (alone.shares, among.shares)):
        assert np.allclose(mine[np.argsort(alone.ids)], other[np.argsort(among.ids)], atol=1e-5)
    assert alone.total == pytest.approx(among.total)


@settings(max_examples=25)
@given(st.lists(st.text("aăbđnosơ 1?", max_size=12), min_size=1, max_size=8))
def test_any_phrases_are_counted_as_they_are_told(texts: list[str]) -> None:
    folded = [some(text) for text in texts]
    space, vectors = learn(folded)
    for text, among in zip(folded, vectors, strict=True):
        alone = space.vector(features(text))
        assert sorted(alone.ids.tolist()) == sorted(among.ids.tolist())
