"""A slip of the thumb is undone when what was meant is plain, and nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.letters import plain
from knowledge.search.mend import mended
from knowledge.search.syllable import is_syllable
from knowledge.search.words import Folder, vocabulary

KNOWN = frozenset({"giay", "phuong", "ocop", "khong", "vach", "duoc", "hon", "cat", "di", "logo"})


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("giấyy", "giấy"),
        ("giâys", "giây"),
        ("phưongf", "phưong"),
        ("khôgn", "không"),
        ("ocpo", "ocop"),
        ("hơnn", "hơn"),
        ("vahc", "vach"),
        ("đươcj", "đươc"),
    ],
)
def test_a_slip_is_undone(typed: str, meant: str) -> None:
    assert plain(mended(typed, KNOWN)) == plain(meant)


@pytest.mark.parametrize("typed", ["haccp", "qr", "shopee", "xyz", "a", "2026", "nghiêngngả"])
def test_what_is_no_slip_stays(typed: str) -> None:
    assert mended(typed, KNOWN) == typed


@given(st.text("aăâbcdđeêghiklmnoôơpqrstuưvxy", min_size=1, max_size=12))
def test_only_what_no_syllable_is_becomes_something_that_is_known(word: str) -> None:
    found = mended(word, KNOWN)
    assert found == word or (plain(found) in KNOWN and not is_syllable(plain(word)))
    assert mended(found, KNOWN) == found


def test_a_slip_in_a_phrase_is_no_word_of_ours() -> None:
    said = ["giấy"] * 9 + ["giấyy"] + ["haccp"] * 4
    assert vocabulary(said) == {"giay", "haccp"}
    assert Folder({}, vocabulary(said)).fold("giấyy haccp").text == "giay haccp"
