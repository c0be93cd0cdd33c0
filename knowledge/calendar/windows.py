"""The dates of the law (Điều 5) that people are reminded of, computed by rule: no rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from bot.core.reminding import window
from knowledge.dossier.rounds import last_hand_in, ministry_of, rounds_of

_DAY = timedelta(days=1)


class Whom(StrEnum):
    """Whose date it is."""

    PRODUCERS = "producers"  # hand in at the commune
    XA = "xa"  # commune officials: send the dossiers on
    TINH = "tinh"  # province officials: score, or send on to the ministry


@dataclass(frozen=True, slots=True)
class LegalDate:
    """The last day for something. `what` is its name; its middle part says which date it is:
    t hand in (our arithmetic), x send to the province, d score, m send to the ministry."""

    what: str
    due: date
    whom: Whom


@lru_cache(maxsize=64)
def legal_dates(year: int) -> tuple[LegalDate, ...]:
    """All dates of the law in a year, soonest first. "Before" a day is the day before it."""
    found: list[LegalDate] = []
    for one in rounds_of(year):
        found += [
            LegalDate(window(f"t{one.no}", year), last_hand_in(one), Whom.PRODUCERS),
            LegalDate(window(f"x{one.no}", year), one.commune_before - _DAY, Whom.XA),
            LegalDate(window(f"d{one.no}", year), one.done_before - _DAY, Whom.TINH),
        ]
    for round_ in ministry_of(year):
        due = round_.province_before - _DAY
        found.append(LegalDate(window(f"m{round_.no}", year), due, Whom.TINH))
    return tuple(sorted(found, key=lambda one: (one.due, one.what)))


def legal_dates_around(today: date) -> tuple[LegalDate, ...]:
    """Those of this year and the next."""
    return legal_dates(today.year) + legal_dates(today.year + 1)
