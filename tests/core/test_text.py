"""Text on the wire: cleaning, measuring, cutting."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.text import clean, is_boundary, length, shorten, split

UNITS = ("utf16", "characters")
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
FLAG = "\U0001f1fb\U0001f1f3"
WAVE = "\U0001f44b\U0001f3fd"
HEART = "\u2764\ufe0f"
PIECES = st.sampled_from(
    ["chè ", "mật ong. ", "\n", "\n\n", "e\u0302\u0301", FAMILY, FLAG, WAVE, HEART, "đ", "\u200d"]
)
MIXED = st.one_of(st.text(), st.lists(PIECES, max_size=60).map("".join))


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("ho\u0300a", "hòa"),
        ("một\r\nhai\rba", "một\nhai\nba"),
        ("a\x00b\x07c\td", "abc\td"),
        ("lẻ \ud83d đôi \ud83d\ude00", "lẻ  đôi \U0001f600"),
        ("an\u202eexe.gpj\u202c", "anexe.gpj"),
        ("", ""),
    ],
)
def test_clean_keeps_what_people_wrote_and_drops_what_hides(given_text: str, wanted: str) -> None:
    assert clean(given_text) == wanted


@given(st.text(alphabet=st.characters()))
def test_clean_twice_is_clean_once_and_can_be_sent(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\x00" not in once and "\r" not in once
    once.encode("utf-8")


def test_telegram_counts_an_emoji_as_two() -> None:
    assert length("chè \U0001f375", "utf16") == 6
    assert length("chè \U0001f375", "characters") == 5
    with pytest.raises(ValueError, match="unit"):
        length("x", "bytes")


@given(MIXED, st.integers(min_value=2, max_value=40), st.sampled_from(UNITS))
def test_parts_fit_and_joined_are_the_text(text: str, limit: int, unit: str) -> None:
    parts = split(text, limit, unit)
    assert "".join(parts) == text
    assert all(0 < length(part, unit) <= limit for part in parts)


@given(MIXED, st.integers(min_value=16, max_value=60), st.sampled_from(UNITS))
def test_no_cut_falls_inside_a_grapheme(text: str, limit: int, unit: str) -> None:
    at = 0
    for part in split(text, limit, unit)[:-1]:
        at += len(part)
        alone_too_long = all(not is_boundary(text, i) for i in range(at - len(part) + 1, at + 1))
        assert is_boundary(text, at) or alone_too_long


@pytest.mark.parametrize("sign", [FAMILY, FLAG, WAVE, HEART, "e\u0302\u0301", "1\ufe0f\u20e3"])
def test_signs_stay_whole(sign: str) -> None:
    for part in split(sign * 30, 17, "utf16"):
        assert part == sign * (len(part) // len(sign))


def test_cuts_fall_on_paragraph_then_line_then_sentence_then_word() -> None:
    assert split("một hai\n\nba bốn", 12, "characters") == ["một hai\n\n", "ba bốn"]
    assert split("một hai\nba bốn", 12, "characters") == ["một hai\n", "ba bốn"]
    assert split("Một hai. Ba bốn", 12, "characters") == ["Một hai. ", "Ba bốn"]
    assert split("một hai ba bốn", 12, "characters") == ["một hai ba ", "bốn"]
    assert split("x" * 25, 12, "characters") == ["x" * 12, "x" * 12, "x"]


def test_a_tiny_first_paragraph_does_not_go_alone() -> None:
    assert split("a\n\n" + "bc " * 10, 24, "characters")[0] == "a\n\n" + "bc " * 7


def test_a_huge_text_is_cut_at_once() -> None:
    parts = split("Sản phẩm OCOP bốn sao. " * 5_000, 4096, "utf16")
    assert len(parts) == 29
    assert all(part.endswith(". ") for part in parts)


def test_an_endless_grapheme_is_cut_somewhere() -> None:
    assert split("e" + "\u0301" * 30, 10, "characters")[0] == "e" + "\u0301" * 9


def test_nothing_has_no_parts_and_no_room_is_an_error() -> None:
    assert split("", 10, "utf16") == []
    with pytest.raises(ValueError, match="at least"):
        split("x", 1, "utf16")


@given(MIXED, st.integers(min_value=0, max_value=30), st.sampled_from(UNITS))
def test_a_shortened_text_fits(text: str, limit: int, unit: str) -> None:
    short = shorten(text, limit, unit)
    assert length(short, unit) <= limit
    assert short == text or short.endswith("…") or limit == 0


def test_shorten_stops_at_a_word_and_keeps_signs_whole() -> None:
    assert shorten("mật ong rừng U Minh", 13, "characters") == "mật ong rừng…"
    assert shorten(FLAG * 5, 6, "utf16") == FLAG + "…"
    assert shorten("vừa", 3, "characters") == "vừa"
