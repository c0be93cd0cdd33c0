"""Numbers for buttons, where there are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.choices import HOME, PAGE, TURN, as_press, countable, numbered, turned, where
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


@pytest.mark.parametrize(
    "said", ["dừng", "dung", "Stop", "3", "-1", "1 2", "²", "99999999999", "nộp ở đâu", ""]
)
def test_anything_else_is_what_was_written(said: str) -> None:
    assert (typed(said).kind, typed(said).text) == (Kind.TEXT, said)


FEW = (
    Choice("Hỏi đáp", "ask"),
    Choice("Tự chấm điểm", "as:menu"),
    Choice("Tập huấn", "page:trainings"),
    Choice("Bỏ qua", "skip"),
    Choice("Trang chính", HOME),
    Choice("Gặp cán bộ", "official"),
)


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("h", "ask"),
        ("H", "ask"),
        ("hoi dap", "ask"),
        ("hỏi", "ask"),
        ("hd", "ask"),
        ("tcd", "as:menu"),
        ("th", "page:trainings"),
        ("tự chấm", "as:menu"),
        ("tu cham", "as:menu"),
        ("b", "skip"),
        ("bỏ", "skip"),
        ("tc", HOME),
        ("trang chinh", HOME),
        ("gcb", "official"),
    ],
)
def test_first_letters_choose(said: str, action: str) -> None:
    assert as_press(Incoming("zalo", "an", "1", Kind.TEXT, text=said), FEW).action == action


def test_the_beginning_of_initials_is_enough_where_nothing_else_is_meant() -> None:
    menu = (*FEW[:3], Choice("Gặp cán bộ", "official"))
    assert as_press(Incoming("zalo", "an", "1", Kind.TEXT, text="tc"), menu).action == "as:menu"
    assert as_press(Incoming("zalo", "an", "1", Kind.TEXT, text="gc"), menu).kind is Kind.TEXT


@pytest.mark.parametrize(
    "said", ["t", "g", "tra", "bo", "bò", "ca", "gà", "trà xanh", "hoi", "hỏi giá", "h!", "👍"]
)
def test_what_may_be_an_answer_of_its_own_chooses_nothing(said: str) -> None:
    """Two begin with "t"; tea, beef and fish are products; and "g" would leave the question."""
    assert as_press(Incoming("zalo", "an", "1", Kind.TEXT, text=said), FEW).kind is Kind.TEXT


@given(st.integers(0, 60), st.integers(0, 9))
def test_every_choice_of_a_long_menu_is_on_some_page_with_its_number(count: int, on: int) -> None:
    menu = tuple(Choice(f"mục {n}", f"a:{n}") for n in range(count)) + MENU[1:2]
    seen: list[str] = []
    shown = menu
    for _ in range(count // PAGE + 1):
        page = numbered(Outgoing("x", (shown,)), pages=True).split("\n")[2:]
        assert len(page) <= PAGE + 5 and page[-1] == "0. Trang chính"
        seen += [line for line in page if line[0] not in "+0"]
        pressed = as_press(Incoming("zalo", "an", "1", Kind.TEXT, text="+"), shown)
        if pressed.action != TURN:
            break
        shown = turned(shown)
        assert countable(shown) == countable(menu)
        if where(shown) == 0:
            break
    assert seen == [f"{n}. mục {n - 1}" for n in range(1, count + 1)]
    if count > on:
        typed = as_press(Incoming("zalo", "an", "1", Kind.TEXT, text=str(on + 1)), shown)
        assert typed.action == f"a:{on}"


@given(st.lists(st.sampled_from(["a", "b", HOME]), max_size=12))
def test_every_printed_number_presses_the_line_it_stands_on(actions: list[str]) -> None:
    choices = tuple(Choice(f"nút {i}", action) for i, action in enumerate(actions))
    lines = numbered(Outgoing("x", (choices,))).split("\n")[2:]
    labels = {choice.label: choice.action for choice in choices}
    for line in lines:
        number, _, label = line.partition(". ")
        pressed = as_press(Incoming("zalo", "an", "1", Kind.TEXT, text=number), choices)
        assert pressed.action == labels[label]


@pytest.mark.parametrize("said", ["dừng", "dung", "Stop", "lịch", "thôi"])
def test_words_that_mean_something_on_every_screen_begin_no_choice(said: str) -> None:
    """Under a reminder "dừng" asks which kinds; it must not press "Dừng nhắc loại này"."""
    under = (Choice("Dừng nhắc loại này", "rm:stop:paper"), Choice("Lịch của tôi", "rm:ahead"))
    assert as_press(Incoming("zalo", "an", "1", Kind.TEXT, text=said), under).kind is Kind.TEXT
