"""Which stages are marked on a morning: those of use today, and those that went by unplanned."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.core.reads.reminders import Deadline
from bot.core.reminding import DEADLINE, About, deadline
from bot.store.planned import Span
from knowledge.calendar.series import Stage, stages
from knowledge.calendar.windows import Whom, legal_dates

DAY = timedelta(days=1)
NONE = Stage(0, 0)  # not chosen yet
LONGEST_GAP = timedelta(days=45)  # further back nothing is counted as dropped


@dataclass(frozen=True, slots=True)
class Scan:
    """A morning to be planned. `since` is the last full day that was planned before (None: the
    first time); on a holiday (`urgent_only`) only what an official marked as urgent goes."""

    today: date
    morning: datetime
    since: date | None
    urgent_only: bool

    def gap(self) -> date | None:
        """The day after which stages went by unplanned; None when none can have."""
        if self.since is None or self.since >= self.today - DAY:
            return None
        return max(self.since, self.today - LONGEST_GAP)


@dataclass(frozen=True, slots=True)
class Dated:
    """A stage of one date that is the same for many people."""

    what: str
    due: date
    kind: str
    about: str
    whom: Whom
    place: tuple[str, str]
    stage: Stage
    urgent: bool = False
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Ending:
    """A stage of all certificates or papers that end within a span of days."""

    kind: str
    stage: Stage
    span: Span
    dropped: bool = False


def dated(scan: Scan, set_by_officials: list[Deadline]) -> Iterator[Dated]:
    """The stages of dates: those of the law and those that officials set."""
    for one in set_by_officials:
        if one.urgent or not scan.urgent_only:
            yield from _stages(scan, _official(one))
    if scan.urgent_only:
        return
    for year in range(scan.today.year - 1, scan.today.year + 2):
        for law in legal_dates(year):
            whole = Dated(law.what, law.due, About.WINDOW, "", law.whom, ("", ""), NONE)
            yield from _stages(scan, whole)


def ending(scan: Scan) -> Iterator[Ending]:
    """The stages of what ends on a day of its own."""
    if scan.urgent_only:
        return
    for kind in (About.CERTIFICATE, About.PAPER):
        for stage in stages(kind):
            first, last = scan.today + stage.shortest, scan.today + stage.longest
            begun = scan.since + stage.longest + DAY if scan.since else first
            yield Ending(kind, stage, Span(first, max(first, begun), last))
            if (gap := scan.gap()) and gap + stage.longest + DAY < first:
                missed = Span(gap + stage.longest + DAY, gap + stage.longest + DAY, first - DAY)
                yield Ending(kind, stage, missed, dropped=True)


def _official(one: Deadline) -> Dated:
    what, place = deadline(one.number), (one.tinh, one.xa)
    return Dated(what, one.day, DEADLINE, one.title, Whom.PRODUCERS, place, NONE, one.urgent)


def _stages(scan: Scan, one: Dated) -> Iterator[Dated]:
    """The date once for each of its stages that is of use today, or went by unplanned."""
    gap = scan.gap()
    for stage in stages(one.kind):
        begins, ends = one.due - stage.longest, one.due - stage.shortest
        if begins <= scan.today <= ends:
            yield replace(one, stage=stage)
        elif gap is not None and gap < begins and ends < scan.today:
            yield replace(one, stage=stage, dropped=True)
