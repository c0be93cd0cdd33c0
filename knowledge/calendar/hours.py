"""The hours of a day as people write them: "8h", "8h30", "14:00", "2 giờ chiều", "8h đến 11h30"."""

from __future__ import annotations

import re
from datetime import datetime, time

from bot.core.clock import VIETNAM, local_day, show_weekday
from knowledge.calendar.reading import fold

_HOUR = (
    r"(?<![\d/.:])(\d{1,2})\s*(?:h|gio|g|:)\s*(ruoi|[0-5]?\d(?!\d|\s*(?:h|g|:)))?"
    r"(?:\s*(?:phut|p))?(?![\d/])\s*(sang|trua|chieu|toi)?"
)
_ONE = re.compile(_HOUR)
_AFTERNOON = ("chieu", "toi")


def read_hours(text: str) -> tuple[time, time | None] | None:
    """When something begins, and when it ends if that is said; None for no hours, or no sense.

    "2 giờ chiều" is 14:00; what ends before it begins is no sense.
    """
    found = _ONE.findall(fold(text))
    if not 1 <= len(found) <= 2:
        return None
    times = [_time(hour, minute, part) for hour, minute, part in found]
    begins, ends = times[0], times[1] if len(times) == 2 else None
    if begins is None or (len(times) == 2 and (ends is None or ends <= begins)):
        return None
    return begins, ends


def show_span(starts: datetime, ends: datetime) -> str:
    """ "8h00–11h30, Thứ Ba 12/1/2027": from a moment to a moment of the same day in Việt Nam."""
    begin, end = starts.astimezone(VIETNAM), ends.astimezone(VIETNAM)
    hours = f"{begin.hour}h{begin.minute:02}–{end.hour}h{end.minute:02}"
    return f"{hours}, {show_weekday(local_day(starts))}"


def _time(hour: str, minute: str, part: str) -> time | None:
    at = int(hour)
    if (part in _AFTERNOON and at < 12) or (part == "trua" and at < 10):
        at += 12
    if (part == "sang" and at > 12) or at > 23:
        return None
    return time(at, 30 if minute == "ruoi" else int(minute or 0))
