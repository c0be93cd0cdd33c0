"""When each kind of thing is reminded of: the stages before its last day, and how long each is
of use. Everything here is arithmetic on days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from bot.core.reminding import DEADLINE, About
from knowledge.dossier.load import load_dossier

ROUND_DAYS = (30, 14, 7, 3, 1)
PAPER_DAYS = (60, 30, 7)
BEFORE_CLOSE = (14, 7, 3, 1)  # days before the window of a re-evaluation closes
BEFORE_END = 30  # days before a certificate ends whose window was missed
UNFINISHED = (7, 37)  # an assessment left alone: from a week until it is no longer of use


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage begins `before` days before the last day, and is of use until `last` days before
    it, that day included: then the next one takes its place."""

    before: int
    last: int

    @property
    def name(self) -> str:
        """The stage's name in the store."""
        return str(self.before)

    @property
    def longest(self) -> timedelta:
        """How long before the last day it begins."""
        return timedelta(self.before)

    @property
    def shortest(self) -> timedelta:
        """How long before the last day it is of use for the last time."""
        return timedelta(self.last)

    def holds(self, due: date, today: date) -> bool:
        """Whether it is of use on a day."""
        return self.last <= (due - today).days <= self.before


@lru_cache
def stages(kind: str) -> tuple[Stage, ...]:
    """The stages of a kind, earliest first; none for what is told of by the hour.

    A certificate's count from the day it ends: its window opens and closes before (Điều 7 khoản
    6a); after the window two more say what can still be done (Điều 12 khoản 3).
    """
    if kind in (About.WINDOW, DEADLINE):
        return _stages(*ROUND_DAYS)
    if kind == About.PAPER:
        return _stages(*PAPER_DAYS)
    if kind == About.CERTIFICATE:
        opens, closes = load_dossier().again
        near = [closes + days for days in BEFORE_CLOSE]
        return _stages(opens, (opens + closes) // 2, *near, closes - 1, BEFORE_END)
    return ()


def over(kind: str, due: date, stage: str, today: date) -> bool:
    """Whether a stage that was marked is no longer of use."""
    marked = next((one for one in stages(kind) if one.name == stage), None)
    if marked is None:
        return today > due
    return (due - today).days < marked.last


def closes(expires: date) -> date:
    """The last day to hand in for the re-evaluation of a certificate."""
    return expires - timedelta(load_dossier().again[1])


def _stages(*days: int) -> tuple[Stage, ...]:
    lasts = [later + 1 for later in days[1:]]
    return tuple(Stage(before, last) for before, last in zip(days, [*lasts, 0], strict=True))
