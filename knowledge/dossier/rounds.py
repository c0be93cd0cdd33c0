"""When to hand in: the next rounds of the year, and the window of a re-evaluation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.calendar.workdays import last_before
from knowledge.dossier.load import load_dossier
from knowledge.dossier.model import RoundRule


@dataclass(frozen=True, slots=True)
class Round:
    """One round of one year. "Before" is the last day but one: the day itself is too late.

    `hand_in` is our advice for the commune, `commune_before` when it must have sent the dossier
    on, `done_before` when the province must have scored it.
    """

    no: int
    year: int
    hand_in: date
    commune_before: date
    done_before: date


@dataclass(frozen=True, slots=True)
class MinistryRound:
    """A round of the ministry for five stars (Điều 5 khoản 2), "before" as in `Round`."""

    no: int
    year: int
    province_before: date
    done_before: date


@dataclass(frozen=True, slots=True)
class Window:
    """The first and last day to hand in for a re-evaluation."""

    first: date
    last: date


def next_rounds(
    today: date, most: int = 2, rules: Iterable[RoundRule] | None = None
) -> tuple[Round, ...]:
    """The rounds that a commune can still send dossiers to, soonest first."""
    chosen = tuple(load_dossier().rounds if rules is None else rules)
    years = range(today.year, today.year + most + 1)
    rounds = [_of(rule, year) for year in years for rule in chosen]
    coming = [one for one in rounds if today < one.commune_before]
    return tuple(sorted(coming, key=lambda one: one.commune_before)[:most])


def rounds_of(year: int) -> tuple[Round, ...]:
    """The province rounds of the law in a year."""
    return tuple(_of(rule, year) for rule in load_dossier().rounds)


def last_hand_in(one: Round) -> date:
    """The last day to hand in at the commune, so that it has its 15 working days (Điều 7 khoản 2)
    before it must have sent the dossier on: our arithmetic, over weekends, holidays and Tết."""
    return last_before(one.commune_before, load_dossier().commune_days)


def ministry_of(year: int) -> tuple[MinistryRound, ...]:
    """The ministry rounds of the law that end in a year."""
    return tuple(
        MinistryRound(rule.no, year, _on(year, rule.province_before), _on(year, rule.done_before))
        for rule in load_dossier().ministry
    )


def again_window(expires: date, days: tuple[int, int] | None = None) -> Window:
    """When to hand in for a re-evaluation of a certificate that ends on a day."""
    earliest, latest = days or load_dossier().again
    return Window(expires - timedelta(earliest), expires - timedelta(latest))


def _of(rule: RoundRule, year: int) -> Round:
    days = (rule.hand_in, rule.commune_before, rule.done_before)
    return Round(rule.no, year, *(_on(year, day) for day in days))


def _on(year: int, day: tuple[int, int]) -> date:
    return date(year, day[1], day[0])
