"""Quiet hours: nobody is written to at night or on a public holiday, unless they wrote first."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from bot.core.clock import VIETNAM, local_day
from knowledge.calendar.workdays import is_holiday

OPENS, CLOSES = time(6, 30), time(21, 0)  # in Việt Nam
MORNING = time(7, 0)  # when the day's bundle goes


def next_open(moment: datetime, urgent: bool = False) -> datetime:
    """The moment itself when it is open, else when it opens next: 6:30 of an open day.

    Closed are 21:00 to 6:30 and public holidays; urgent ones pass holidays, never the night.
    """
    day = local_day(moment)
    if _open_day(day, urgent):
        if moment < at(day, OPENS):
            return at(day, OPENS)
        if moment < at(day, CLOSES):
            return moment
    day += timedelta(days=1)
    while not _open_day(day, urgent):
        day += timedelta(days=1)
    return at(day, OPENS)


def is_open(moment: datetime, urgent: bool = False) -> bool:
    """Whether people may be written to now."""
    return next_open(moment, urgent) == moment


def closing(moment: datetime) -> datetime:
    """When the day of a moment closes."""
    return at(local_day(moment), CLOSES)


def at(day: date, hour: time) -> datetime:
    """A moment of a day in Việt Nam."""
    return datetime.combine(day, hour, VIETNAM)


def _open_day(day: date, urgent: bool) -> bool:
    return urgent or not is_holiday(day)
