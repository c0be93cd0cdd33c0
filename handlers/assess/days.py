"""A day as people write it: "31/12/2027", "31.12.27", "ngày 31 tháng 12 năm 2027", "12/2027"."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from bot.core.clock import show_weekday

EARLIEST, LATEST = 2000, 2079  # years that a paper may end in
_SEP = r"\s*[-/.\s]\s*"
_NUMBERS = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}}|\d{{2}})")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_MONTH = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{4}})")
_FILLER = re.compile(r"\b(?:ngày|ngay|đến|den|hết|het|hạn|han|tới|toi|là|la)\b")
_NAMED = re.compile(r"\b(?:tháng|thang|năm|nam)\b")


def read_day(text: str) -> date | None:
    """The day that was written, the last of the month when only that was; None for no day."""
    words = _NAMED.sub("/", _FILLER.sub(" ", text.casefold()))
    words = re.sub(r"[/\s]*/[/\s]*", "/", words).strip(" /.")
    if found := _ISO.fullmatch(words):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(words):
        year = int(found[3])
        return _day(year + 2000 if year < 100 else year, int(found[2]), int(found[1]))
    if (found := _MONTH.fullmatch(words)) and 1 <= int(found[1]) <= 12:
        year, month = int(found[2]), int(found[1])
        return _day(year, month, monthrange(year, month)[1] if EARLIEST <= year <= LATEST else 0)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    """That day if the calendar has it and a paper may end on it."""
    if not EARLIEST <= year <= LATEST or not 1 <= month <= 12:
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def in_sentence(day: date) -> str:
    """A day with its weekday as it stands inside a sentence: "thứ Sáu, 30/4/2027"."""
    weekday, written = show_weekday(day).rsplit(" ", 1)
    return f"{weekday[0].lower()}{weekday[1:]}, {written}"
