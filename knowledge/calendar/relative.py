"""Days told from today: "mai", "3 ngày nữa", "thứ sáu tuần sau"."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAYS = {"hom nay": 0, "nay": 0, "ngay mai": 1, "mai": 1, "ngay kia": 2, "hom qua": -1}
_STEPS = {"ngay": 1, "hom": 1, "tuan": 7}
_AHEAD = re.compile(r"(?:sau )?(\d{1,3}) (ngay|hom|tuan)(?: nua| sau| toi)?")
_WEEKDAY = re.compile(r"(?:thu ?(hai|ba|tu|nam|sau|bay|[2-7])|(chu nhat|cn))( tuan (?:sau|toi))?")
_NAMES = ("hai", "ba", "tu", "nam", "sau", "bay")
_POLITE = re.compile(r"\b(?:a|nhe|nha|di|vao|den|toi)$|^(?:den|vao|toi|nhac|de)\b")


def said_relative(said: str, today: date) -> date | None:
    """The day that folded words mean, counted from today; None when they mean none.

    A weekday is the next one after today; with "tuần sau" the one of the week after this.
    """
    words = _POLITE.sub("", said.strip(" .!,")).strip()
    if words in _DAYS:
        return today + timedelta(days=_DAYS[words])
    if words in ("tuan sau", "tuan toi"):
        return today + timedelta(days=7)
    if found := _AHEAD.fullmatch(words):
        return today + timedelta(days=int(found[1]) * _STEPS[found[2]])
    if found := _WEEKDAY.fullmatch(words):
        return _next(_number(found), today, later=bool(found[3]))
    return None


def _number(found: re.Match[str]) -> int:
    """0 is Monday."""
    if found[2]:
        return 6
    return int(found[1]) - 2 if found[1].isdecimal() else _NAMES.index(found[1])


def _next(weekday: int, today: date, *, later: bool) -> date:
    if later:
        monday = today - timedelta(days=today.weekday()) + timedelta(days=7)
        return monday + timedelta(days=weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
