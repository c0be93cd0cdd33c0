"""Time: aware, kept in UTC, shown in Việt Nam, and always from one Clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


class Clock(Protocol):
    """Where every *now* comes from, so that tests can set it."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


def local_day(moment: datetime) -> date:
    """The calendar day in Việt Nam at an aware moment."""
    return moment.astimezone(VIETNAM).date()


def show_day(day: date) -> str:
    """A day as people write it: 30/4/2027."""
    return f"{day.day}/{day.month}/{day.year}"


def show_weekday(day: date) -> str:
    """A day with its weekday, to begin a line: "Thứ Sáu 30/4/2027"."""
    return f"{WEEKDAYS[day.weekday()]} {show_day(day)}"


def weekday_in_sentence(day: date) -> str:
    """The same in the middle of a sentence: "thứ Sáu, 30/4/2027"."""
    weekday = WEEKDAYS[day.weekday()]
    return f"{weekday[0].lower()}{weekday[1:]}, {show_day(day)}"
