"""Planes part topics by the words that only one of them has, the same way every time."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.search.features import features
from knowledge.search.learn import learn
from knowledge.search.svm import MOST, learn_planes
from knowledge.search.vectors import unmarked
from knowledge.search.words import Folder

FOLDER = Folder({}, frozenset())
OWN = ("giấy phép rượu", "câu chuyện sản phẩm", "mã vạch")
SIDE = st.lists(
    st.sampled_from(["em", "nhà", "làm", "hỏi", "giúp", "với", "ạ", "xin"]), max_size=6
).map(" ".join)
ASKED = st.lists(st.tuples(st.sampled_from(range(3)), SIDE), min_size=12, max_size=30)


@settings(max_examples=25)
@given(ASKED)
def test_every_phrase_lies_on_the_side_of_its_topic(asked: list[tuple[int, str]]) -> None:
    topics = np.array([topic for topic, _ in asked], np.int32)
    space, vectors = learn([FOLDER.fold(f"{side} {OWN[topic]}") for topic, side in asked])
    planes = learn_planes(vectors, topics, len(space.keys), 3)
    again = learn_planes(vectors, topics, len(space.keys), 3)
    assert (planes.weights == again.weights).all() and (planes.bias == again.bias).all()
    assert [int(planes.sides(v).argmax()) for v in vectors] == topics.tolist()


def test_a_story_longer_than_what_pulls_is_learned_too() -> None:
    long = " ".join(f"chuyện{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(MOST))
    space, vectors = learn([FOLDER.fold(f"{long} mã vạch"), FOLDER.fold("giấy phép rượu")])
    planes = learn_planes(vectors, np.array([1, 0], np.int32), len(space.keys), 2)
    assert [int(planes.sides(v).argmax()) for v in vectors] == [1, 0]


def test_without_marks_a_vector_is_that_of_the_same_words_typed_bare() -> None:
    space, _ = learn([FOLDER.fold(text) for text in ("giấy phép rượu", "giay phep ruou")])
    marked = unmarked(space.vector(features(FOLDER.fold("giấy phép rượu"))))
    bare = space.vector(features(FOLDER.fold("giay phep ruou")))
    assert dict(zip(marked.ids.tolist(), marked.weights, strict=True)) == dict(
        zip(bare.ids.tolist(), bare.weights, strict=True)
    )
    assert np.isclose(marked.total, bare.total)
