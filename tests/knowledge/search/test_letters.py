"""Many ways of typing become the same words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.letters import mark, plain, tidy, unmark
from knowledge.search.words import Folder

SYNONYMS = {
    "hs": "hồ sơ",
    "ko": "không",
    "mô": "đâu",
    "mô hình": "mô hình",
    "ạ": "",
    "giấy sao": "giấy chứng nhận",
}
WORDS = "ho so gom gi nop o dau ocop chung nhan giay sao dien thoai voso"
KNOWN = frozenset(WORDS.split(" "))


@pytest.fixture(scope="module")
def folder() -> Folder:
    return Folder(SYNONYMS, KNOWN)


@pytest.mark.parametrize(
    "typed",
    [
        "Hồ sơ gồm gì",
        unicodedata.normalize("NFD", "Hồ sơ gồm gì"),
        "HỒ SƠ GỒM GÌ ???",
        "ho so gom gi",
        "hoof sow goomf gif",
        "ho62 so7 gom62 gi2",
        "hososogomgi".replace("soso", "so"),
        "hs gồm gì ạ",
        "hồ sơ gồm gììììì",
        "hồ\u200b sơ gồm gì 😀",
    ],
)
def test_the_same_question_whatever_the_typing(folder: Folder, typed: str) -> None:
    assert folder.fold(typed).words == ("ho", "so", "gom", "gi")


def test_the_place_of_a_tone_does_not_matter() -> None:
    assert mark("hoà") == mark("hòa") and mark("thuỷ") == mark("thủy")
    assert mark("hoà") != mark("hoa") != mark("hoá")


def test_letters_that_look_alike_are_one_letter() -> None:
    assert tidy("ð") == "đ" and tidy("ОСОР".lower()) == "ocop"


@pytest.mark.parametrize("typed", ["4*", "4sao", "4 sao", "4 ⭐", "⭐⭐⭐⭐"])
def test_stars_are_counted(folder: Folder, typed: str) -> None:
    assert folder.fold(typed).words == ("4", "sao")


def test_points_months_and_decisions_are_a_number_and_a_word(folder: Folder) -> None:
    assert folder.fold("90đ t8 qđ148").words == ("90", "diem", "thang", "8", "qd", "148")


def test_dialect_holds_only_with_its_marks_and_not_inside_other_words(folder: Folder) -> None:
    assert folder.fold("nộp ở mô").words == ("nop", "o", "dau")
    assert folder.fold("mô hình").words == ("mo", "hinh")
    assert folder.fold("mở cửa").words == ("mo", "cua")


def test_a_name_that_we_know_is_not_taken_for_keystrokes(folder: Folder) -> None:
    assert folder.fold("voso").words == ("voso",)


@given(st.text(max_size=200))
def test_any_text_can_be_folded(text: str) -> None:
    folded = Folder(SYNONYMS, KNOWN).fold(text)
    assert all(folded.words)
    assert len(folded.words) == len(folded.marked)


@given(st.text(alphabet="aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạếềểễệộợựỵ", min_size=1, max_size=12))
def test_marks_come_off_the_same_on_both_ways(word: str) -> None:
    assert unmark(mark(word)) == plain(word)
