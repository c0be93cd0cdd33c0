"""A story is what was told, well arranged, and never a word more."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.criteria.load import load_criteria
from knowledge.dossier.load import load_dossier
from knowledge.dossier.plan import outline
from knowledge.dossier.story import StoryCheck, checks, drafts, tidy

TOLD = {
    "origin": "nhà tôi làm mắm từ năm 1975, do bà ngoại truyền lại. Hồi đó cả xóm chỉ có ba nhà",
    "people": "Bà Bảy và hai con gái",
    "place": "Biển Tân Thành mùa gió chướng ruốc về nhiều",
    "how": "rửa nước biển, phơi một nắng, ủ lu sành",
    "differs": "không phẩm màu",
    "proof": "khách ở chợ Gò Công mua ba đời",
    "wish": "Mong khách nhớ biển quê tôi!",
}
JOINS = {
    word
    for length in load_dossier().lengths
    for steps in length.paragraphs
    for step in steps
    for word in step.join.split()
}
PIECES = st.text(st.sampled_from("abcđêơư .!?,\n"), max_size=60)


def of(no: int, answers: dict[str, str], *shown: str) -> dict[str, StoryCheck]:
    return {one.code: one for one in checks(answers, shown, load_criteria().sets[no])}


def test_three_lengths_each_longer_than_the_last() -> None:
    short, medium, long = drafts(TOLD)
    assert len(short.text) < len(medium.text) < len(long.text)
    assert short.text == (
        "Nhà tôi làm mắm từ năm 1975, do bà ngoại truyền lại. "
        "Biển Tân Thành mùa gió chướng ruốc về nhiều. Không phẩm màu."
    )


def test_the_long_one_holds_everything_that_was_told() -> None:
    long = drafts(TOLD)[-1].text
    for answer in TOLD.values():
        assert tidy(answer) in long


def test_what_was_not_told_leaves_no_trace() -> None:
    for draft in drafts({"wish": TOLD["wish"]}):
        assert "Bằng chứng" not in draft.text
        assert "Cách làm" not in draft.text
    assert [draft.paragraphs for draft in drafts({})] == [(), (), ()]


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(TOLD, PIECES)))
def test_no_word_is_added_but_those_that_join(answers: dict[str, str]) -> None:
    said = {w for text in answers.values() for w in re.findall(r"\w+", text.lower())}
    joins = {w for word in JOINS for w in re.findall(r"\w+", word.lower())}
    for draft in drafts(answers):
        assert set(re.findall(r"\w+", draft.text.lower())) <= said | joins


@pytest.mark.parametrize(
    ("said", "tidied"),
    [
        ("  nhà tôi  làm mắm ", "Nhà tôi làm mắm."),
        ("ba đời\n\n- hai con gái", "Ba đời. Hai con gái."),
        ("Ngon lắm!", "Ngon lắm!"),
        ("ngon,", "Ngon."),
        ("...", ""),
        ("", ""),
        ("ơ", "Ơ."),
    ],
)
def test_an_answer_becomes_sentences(said: str, tidied: str) -> None:
    assert tidy(said) == tidied


def test_each_place_a_story_is_shown_is_a_level() -> None:
    assert of(9, TOLD)["5.1"].points == 1
    assert of(9, TOLD)["5.1"].missing == ("tờ rơi",)
    assert of(9, TOLD, "leaflet")["5.1"].points == 2
    assert of(9, TOLD, "leaflet", "web")["5.1"].missing == ("mã quét nguồn gốc",)
    assert of(9, TOLD, "leaflet", "web", "qr")["5.1"].points == 5
    assert of(9, TOLD, "qr")["5.1"].points == 1, "a code alone is no leaflet"


def test_only_what_is_sure_is_counted() -> None:
    """Whether a story moves people is for the council: the full points are never promised."""
    found = of(9, TOLD, "leaflet", "web", "qr")
    assert (found["5.2"].points, found["5.3"].points) == (1, 1)
    assert found["5.3"].missing


def test_the_three_star_minimum_needs_where_and_who_from_when() -> None:
    without = {key: text for key, text in TOLD.items() if key != "people"}
    assert of(9, without)["5.3"].points == 0
    assert of(9, without)["5.3"].missing == ("người làm",)


def test_a_story_too_long_for_a_page_is_told_so() -> None:
    found = of(9, {**TOLD, "how": "rất kỹ " * 400})["5.2"]
    assert found.points == 0
    assert "rút gọn" in found.missing[0]


def test_tourism_is_judged_by_its_own_levels() -> None:
    found = of(26, TOLD, "leaflet")
    assert set(found) == {"5.1", "5.2"}
    assert (found["5.1"].points, found["5.2"].points) == (2, 1)


def test_nothing_told_has_no_points_anywhere() -> None:
    for no in load_criteria().sets:
        assert all(one.points == 0 for one in of(no, {}, "leaflet", "web", "qr").values())


def test_the_plan_keeps_its_order_and_its_blanks() -> None:
    sections = outline({"risk": "để dành một phần vốn", "goal": "bán thêm 500 hũ"})
    assert [section.question.id for section in sections][:2] == ["now", "goal"]
    assert [section.said for section in sections if section.said] == [
        "Bán thêm 500 hũ.",
        "Để dành một phần vốn.",
    ]
