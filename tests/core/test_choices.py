"""Numbers for buttons, where there are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.choices import HOME, as_press, numbered
from bot.core.message import Choice, Incoming, Kind, Outgoing

MENU = (Choice("Xem thêm", "more"), Choice("Trang chính", HOME), Choice("Gặp cán bộ", "official"))


def typed(text: str) -> Incoming:
    return as_press(Incoming("zalo", "an", "1", Kind.TEXT, text=text), MENU)


def test_choices_are_numbered_and_home_is_zero() -> None:
    text = numbered(Outgoing("Chọn:", (MENU[:1], MENU[1:])))
    assert text == "Chọn:\n\n1. Xem thêm\n2. Gặp cán bộ\n0. Trang chính"


def test_a_message_without_choices_is_only_its_text() -> None:
    assert numbered(Outgoing("Cảm ơn.")) == "Cảm ơn."


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("1", "more"),
        (" 2. ", "official"),
        ("2)", "official"),
        ("0", HOME),
        ("xem THÊM", "more"),
        ("gặp cán bộ", "official"),
    ],
)
def test_a_number_or_the_words_are_that_button(said: str, action: str) -> None:
    assert (typed(said).kind, typed(said).action) == (Kind.PRESS, action)


@pytest.mark.parametrize("said", ["3", "-1", "1 2", "²", "99999999999", "nộp ở đâu", ""])
def test_anything_else_is_what_was_written(said: str) -> None:
    assert (typed(said).kind, typed(said).text) == (Kind.TEXT, said)


@given(st.lists(st.sampled_from(["a", "b", HOME]), max_size=12))
def test_every_printed_number_presses_the_line_it_stands_on(actions: list[str]) -> None:
    choices = tuple(Choice(f"nút {i}", action) for i, action in enumerate(actions))
    lines = numbered(Outgoing("x", (choices,))).split("\n")[2:]
    labels = {choice.label: choice.action for choice in choices}
    for line in lines:
        number, _, label = line.partition(". ")
        pressed = as_press(Incoming("zalo", "an", "1", Kind.TEXT, text=number), choices)
        assert pressed.action == labels[label]
