"""Working days of Việt Nam: weekends, public holidays, Tết, and the Saturdays worked instead."""

from __future__ import annotations

from datetime import date, timedelta

import holidays

_DAY = timedelta(days=1)
_VIETNAM = holidays.country_holidays("VN")  # learns a year when it is first asked about


def is_holiday(day: date) -> bool:
    """Whether the day is a public holiday (a weekend is none).

    Tết of a far year follows the lunar calendar; the days that the government swaps are known
    only once it has announced them.
    """
    return day in _VIETNAM


def is_working(day: date) -> bool:
    """Whether offices work on the day: make-up Saturdays count, as far as they are announced."""
    return bool(_VIETNAM.is_working_day(day))


def last_before(day: date, working: int) -> date:
    """The last day after which `working` whole working days are left before `day`.

    The day itself is too late, and the day of handing in is not counted (our reading): with 15,
    what is handed in on the result can be dealt with in 15 working days (Điều 7 khoản 2) before
    `day`. The result is a working day.
    """
    found, left = day - _DAY, working
    while left or not is_working(found):
        left -= is_working(found)
        found -= _DAY
    return found
