"""Quiet hours: 21:00 to 6:30 and public holidays; what is urgent passes holidays only."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.clock import VIETNAM
from jobs.quiet import closing, is_open, next_open
from knowledge.calendar.workdays import is_holiday

MOMENTS = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, time(hour, minute), VIETNAM)


@pytest.mark.parametrize(
    ("now", "opens", "urgent"),
    [
        (moment(date(2027, 5, 17), 6, 29), moment(date(2027, 5, 17), 6, 30), False),
        (moment(date(2027, 5, 17), 6, 30), moment(date(2027, 5, 17), 6, 30), False),
        (moment(date(2027, 5, 17), 20, 59), moment(date(2027, 5, 17), 20, 59), False),
        (moment(date(2027, 5, 17), 21), moment(date(2027, 5, 18), 6, 30), True),
        # Tết 2027: from the evening of 3/2 to the morning of 11/2
        (moment(date(2027, 2, 3), 22), moment(date(2027, 2, 11), 6, 30), False),
        (moment(date(2027, 2, 3), 22), moment(date(2027, 2, 4), 6, 30), True),
        (moment(date(2027, 2, 7), 9), moment(date(2027, 2, 7), 9), True),
    ],
)
def test_when_it_opens(now: datetime, opens: datetime, urgent: bool) -> None:
    assert next_open(now, urgent) == opens


@given(MOMENTS, st.booleans())
def test_it_is_never_closed_then_and_never_open_before(now: datetime, urgent: bool) -> None:
    opens = next_open(now, urgent)
    here = opens.astimezone(VIETNAM)
    assert opens >= now
    assert time(6, 30) <= here.time() < time(21)
    assert urgent or not is_holiday(here.date())
    assert next_open(opens, urgent) == opens
    assert is_open(now, urgent) == (opens == now)
    assert closing(opens) - opens <= timedelta(hours=14, minutes=30)
