"""Working days, counted by hand around Tết 2027, 30/4–1/5 and 2/9, with make-up Saturdays."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar.workdays import is_holiday, is_working, last_before
from knowledge.dossier.rounds import last_hand_in, ministry_of, rounds_of

ANY_DAY = st.dates(date(2026, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("before", "working", "last"),
    [
        # Tết 2027 is off from Thursday 4/2 to Wednesday 10/2 (mùng 1 is 6/2).
        (date(2027, 2, 11), 0, date(2027, 2, 3)),
        (date(2027, 2, 12), 1, date(2027, 2, 3)),
        # 19–15 · 12, 11 · 3, 2, 1/2 · 29–25/1: the 15th is Monday 25/1; so Friday 22/1.
        (date(2027, 2, 20), 15, date(2027, 1, 22)),
        # Round 1: 29, 28, 27, 26 · 23–19 · 15–12 (16/4 is Giỗ Tổ) · 9, 8: the 15th; so 7/4.
        (date(2027, 4, 30), 15, date(2027, 4, 7)),
        # After 30/4 (Friday), 1/5 (Saturday) and the Monday given for it.
        (date(2027, 5, 5), 1, date(2027, 4, 29)),
        # Round 2: 29–25 · 22–18 · 15–11/10: the 15th is Monday 11/10; so Friday 8/10.
        (date(2027, 10, 30), 15, date(2027, 10, 8)),
        # 2/9 and 3/9 of 2027 are off: Thursday and Friday.
        (date(2027, 9, 6), 0, date(2027, 9, 1)),
        (date(2027, 9, 7), 2, date(2027, 8, 31)),
        # Saturday 22/8/2026 was worked for Monday 31/8/2026.
        (date(2026, 8, 24), 1, date(2026, 8, 21)),
        (date(2026, 9, 3), 1, date(2026, 8, 27)),
    ],
)
def test_by_hand(before: date, working: int, last: date) -> None:
    assert last_before(before, working) == last


def test_holidays_and_make_up_days() -> None:
    assert is_holiday(date(2027, 4, 16))  # Giỗ Tổ, by the lunar calendar
    assert is_working(date(2026, 8, 22))  # a make-up Saturday
    assert not is_working(date(2027, 8, 21))  # an ordinary Saturday
    assert not is_holiday(date(2027, 8, 21))


@given(ANY_DAY, st.integers(0, 30))
def test_so_many_whole_working_days_are_left(before: date, working: int) -> None:
    last = last_before(before, working)
    between = [last + timedelta(n) for n in range(1, (before - last).days)]
    assert is_working(last)
    assert last < before
    assert sum(map(is_working, between)) == working


def test_the_last_day_to_hand_in_leaves_the_commune_its_days() -> None:
    for year in range(2026, 2031):
        for one in rounds_of(year):
            assert one.hand_in <= last_hand_in(one) < one.commune_before


def test_the_rounds_of_the_ministry() -> None:
    """Điều 5 khoản 2: 30/7 → 30/9, and 30/01 → 30/3."""
    first, second = ministry_of(2027)
    assert (first.province_before, first.done_before) == (date(2027, 7, 30), date(2027, 9, 30))
    assert (second.province_before, second.done_before) == (date(2027, 1, 30), date(2027, 3, 30))
