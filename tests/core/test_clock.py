"""Days as people read them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.core.clock import show_weekday, weekday_in_sentence


@pytest.mark.parametrize(
    ("day", "begins", "within"),
    [
        (date(2027, 4, 30), "Thứ Sáu 30/4/2027", "thứ Sáu, 30/4/2027"),
        (date(2026, 11, 22), "Chủ nhật 22/11/2026", "chủ nhật, 22/11/2026"),
    ],
)
def test_the_weekday_comes_first(day: date, begins: str, within: str) -> None:
    assert (show_weekday(day), weekday_in_sentence(day)) == (begins, within)
