"""A day as people write it on a phone: "30/4/2027", "30 thang 4 nam 2027", "cuối tháng 6/2027".

The day comes first and the month second, as everybody here writes. What is not certain is never
guessed: it comes back as a Doubt, with what was probably meant, to be asked back.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from knowledge.calendar.relative import said_relative
from knowledge.search.letters import tidy

FARTHEST = timedelta(days=366 * 20)  # nothing we keep reaches further


class Why(StrEnum):
    """Why a text is not simply a day."""

    NO_DAY = "no_day"  # nothing in it is a day
    NOT_REAL = "not_real"  # 31/02
    SHORT_YEAR = "short_year"  # 30/4/27
    NO_YEAR = "no_year"  # 30/4
    MONTH_ONLY = "month_only"  # tháng 6/2027
    SWAPPED = "swapped"  # 4/30/2027
    LUNAR = "lunar"  # mùng 5 tháng giêng
    WEEKDAY = "weekday"  # thứ Hai 30/4/2027, which is a Friday
    SEVERAL = "several"  # two days
    EARLY = "early"  # before what is asked for
    LATE = "late"  # after what is asked for


@dataclass(frozen=True, slots=True)
class Doubt:
    """A text that is no certain day: why, and the day it probably means (None: no idea)."""

    why: Why
    meant: date | None = None


@dataclass(frozen=True, slots=True)
class _Numbers:
    """What stands in the text: -1 for a part that does not."""

    day: int
    month: int
    year: int
    part: str = ""  # "dau", "giua" or "cuoi" of a month


_GLUE = r"\s*(?:[-/.]|thang|\s)\s*"
_HARD = r"\s*(?:[-/.]|thang)\s*"
_YEAR = r"\s*(?:[,-/.]?\s*nam|[-/.,]|\s)\s*"
_HARD_YEAR = r"\s*(?:[,-/.]?\s*nam|[-/.])\s*"
_SHAPES = tuple(
    re.compile(rf"(?<![\d/.:h-])(?:{shape})(?!\d|[/.-]\d|\s*(?:h\b|h\d|:\d|gio\b))")
    for shape in (
        r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})",
        rf"(?P<d>\d{{1,2}}){_GLUE}(?P<m>\d{{1,2}}){_YEAR}(?P<y>\d{{4}})",
        r"(?P<d>\d\d)(?P<m>\d\d)(?P<y>(?:19|20)\d\d)",
        rf"(?P<d>\d{{1,2}}){_HARD}(?P<m>\d{{1,2}}){_HARD_YEAR}(?P<y>\d\d)",
        rf"(?P<p>dau|giua|cuoi|het)?\s*(?:thang\s*)?(?P<m>\d{{1,2}}){_HARD_YEAR}(?P<y>\d{{4}})",
        rf"(?P<p>dau|giua|cuoi|het)?\s*thang\s*(?P<m>\d{{1,2}}){_YEAR}(?P<y>\d{{4}})",
        r"(?P<d>\d{1,2})\s*(?:[-/]|thang)\s*(?P<m>\d{1,2})",
        r"(?P<p>dau|giua|cuoi)\s*(?:thang\s*)(?P<m>\d{1,2})",
        r"(?P<p>dau|cuoi)\s+nam\s+(?P<y>\d{4})",
    )
)
_MONTHS = {
    "gieng": 1, "mot": 1, "hai": 2, "ba": 3, "tu": 4, "bon": 4, "nam": 5, "sau": 6, "bay": 7,
    "tam": 8, "chin": 9, "muoi mot": 11, "muoi hai": 12, "muoi": 10, "chap": 12,
}  # fmt: skip
_MONTH_WORD = re.compile(r"\bthang\s+(muoi mot|muoi hai|" + "|".join(_MONTHS) + r")\b(?! ngay)")
_LUNAR = re.compile(
    r"\b(?:am lich|lich am|ngay am|mung|mong|gieng|chap|ram|nhuan|al|am"
    r"|(?:giap|at|binh|dinh|mau|ky|canh|tan|nham|quy)"
    r" (?:ty|ti|suu|dan|mao|meo|thin|ngo|mui|than|dau|tuat|hoi))\b|\(al\)"
)
_SOLAR = re.compile(r"\b(?:duong lich|lich duong|duong|dl)\b")
_WEEKDAY = re.compile(r"\b(?:thu\s*(hai|ba|tu|nam|sau|bay|[2-7])|(chu nhat|cn))\b")
_WEEKDAYS = {"hai": 0, "ba": 1, "tu": 2, "nam": 3, "sau": 4, "bay": 5}


def read_day(
    text: str, today: date, first: date = date.min, last: date | None = None
) -> date | Doubt:
    """The day that a text says, from `first` to `last` (none: 20 years ahead), or a Doubt.

    `today` is what "mai" and "3 ngày nữa" count from. Never raises.
    """
    last = last or today + FARTHEST
    said = fold(text)
    found = list(dict.fromkeys(_written(said)))
    if len(found) > 1:
        return Doubt(Why.SEVERAL)
    if not found:
        return _unwritten(said, today, first, last)
    reading = _as_day(found[0], today, first, last)
    if _LUNAR.search(said) and not _SOLAR.search(said):
        return Doubt(Why.LUNAR, None if _named_lunar(said) else _day_of(reading))
    if isinstance(reading, date) and _contradicted(said, reading):
        return Doubt(Why.WEEKDAY, reading)
    return reading


def fold(text: str) -> str:
    """Plain lower-case letters without marks, one space between words."""
    marked = unicodedata.normalize("NFD", tidy(text)).replace("đ", "d")
    plain = "".join(c for c in marked if not unicodedata.combining(c))
    return " ".join(plain.split())


def _unwritten(said: str, today: date, first: date, last: date) -> date | Doubt:
    """Without numbers: "mai", "thứ sáu tuần sau"; or nothing that we know."""
    if _LUNAR.search(said):
        return Doubt(Why.LUNAR)
    day = said_relative(said, today)
    return Doubt(Why.NO_DAY) if day is None else _within(day, first, last)


def _written(said: str) -> Iterator[_Numbers]:
    """What stands in the text, the fullest ways of writing first; each sign is read once."""
    said = _MONTH_WORD.sub(lambda m: f"thang {_MONTHS[m[1]]}", said)
    sure = False
    for shape in _SHAPES:
        for match in shape.finditer(said):
            found = _numbers(match)
            if sure and not _possible(found):
                continue  # "Quyết định 26/2026 ngày 22/5/2026"
            sure = True
            yield found
        said = shape.sub(" ; ", said)


def _numbers(match: re.Match[str]) -> _Numbers:
    parts = {"d": "-1", "m": "-1", "y": "-1", "p": "", **match.groupdict()}
    part = {"het": "cuoi"}.get(parts["p"] or "", parts["p"] or "")
    return _Numbers(int(parts["d"]), int(parts["m"]), int(parts["y"]), part)


def _possible(one: _Numbers) -> bool:
    return one.month <= 12 and one.day <= 31


def _as_day(one: _Numbers, today: date, first: date, last: date) -> date | Doubt:
    if one.day < 0:
        return _month(one, today, first, last)
    if one.year < 0:
        return _nearest(one, today, first, last)
    year = one.year + 2000 if one.year < 100 else one.year
    if one.month > 12 and one.day <= 12:
        return _doubted(Why.SWAPPED, _real(year, one.day, one.month), first, last)
    day = _real(year, one.month, one.day)
    if day is None:
        return Doubt(Why.NOT_REAL)
    if one.year < 100:
        return _doubted(Why.SHORT_YEAR, day, first, last)
    return _within(day, first, last)


def _month(one: _Numbers, today: date, first: date, last: date) -> date | Doubt:
    """A month, or a part of one: only its end is a day."""
    if one.year < 0:
        return _nearest(one, today, first, last)
    day = _in_month(one, one.year)
    if day is None:
        return Doubt(Why.NOT_REAL)
    if one.part == "cuoi":
        return _within(day, first, last)
    return _doubted(Why.MONTH_ONLY, day, first, last)


def _in_month(one: _Numbers, year: int) -> date | None:
    """The day in a year that numbers mean: a part of a month by its first, 15th or last day."""
    if one.day >= 0:
        return _real(year, one.month, one.day)
    begin = _real(year, one.month if one.month >= 0 else 1 if one.part == "dau" else 12, 1)
    if begin is None:
        return None
    return {"dau": begin, "giua": begin.replace(day=15)}.get(one.part, _end(begin))


def _nearest(one: _Numbers, today: date, first: date, last: date) -> Doubt:
    """Without a year: the next such day that may be meant, else the latest that was."""
    years = range(today.year - 8, today.year + 9)  # 29/2 comes every four years, or eight
    real = [day for year in years if (day := _in_month(one, year)) is not None]
    if not real:
        return Doubt(Why.NOT_REAL)
    may = [day for day in real if first <= day <= last]
    coming = [day for day in may if day >= today]
    return Doubt(Why.NO_YEAR, next(iter(coming), may[-1] if may else None))


def _doubted(why: Why, day: date | None, first: date, last: date) -> Doubt:
    """A doubt about a day; outside the bounds the bounds are what must be said."""
    if day is None:
        return Doubt(Why.NOT_REAL)
    bounded = _within(day, first, last)
    return bounded if isinstance(bounded, Doubt) else Doubt(why, day)


def _within(day: date, first: date, last: date) -> date | Doubt:
    if day < first:
        return Doubt(Why.EARLY, day)
    return Doubt(Why.LATE, day) if day > last else day


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _end(begin: date) -> date:
    """The last day of the month that begins on a day."""
    return begin.replace(day=monthrange(begin.year, begin.month)[1])


def _day_of(reading: date | Doubt) -> date | None:
    if isinstance(reading, date):
        return reading
    return None if reading.why in (Why.EARLY, Why.LATE) else reading.meant


def _named_lunar(said: str) -> bool:
    """The first and the last lunar month have names of their own: no solar day is meant."""
    return re.search(r"\b(?:gieng|chap|ram|nhuan|am lich|lich am|al)\b", said) is not None


def _contradicted(said: str, day: date) -> bool:
    """Whether a weekday stands beside the day that it does not fall on."""
    found = list(_weekdays(_WEEKDAY.findall(said)))
    return len(found) == 1 and found[0] != day.weekday()


def _weekdays(named: Iterable[tuple[str, str]]) -> Iterator[int]:
    for word, sunday in named:
        yield 6 if sunday else _WEEKDAYS.get(word, int(word) - 2 if word.isdecimal() else 0)
