"""Reminders: what is due is planned, never lost, never doubled, never at night.

`plan` is a function of *now*: it marks what is due (unique rows: the second run marks nothing),
and bundles it into one message a person a morning. The future stays with its deadline. What
happens between two ticks, or while the machine is off, is caught up by rule: a stage is of use
until the next one, and is told on the first open morning in that time, or dropped and counted.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from bot.core.clock import local_day
from bot.core.reminding import AGREED
from bot.store import planning
from bot.store.database import Database
from bot.store.planned import Bundle, Due, Mark, Planned, Source, Timely
from jobs.quiet import CLOSES, MORNING, at, next_open
from jobs.reminders_bundle import bundles, is_over, tomorrow
from jobs.reminders_marks import Dated, Ending, Scan, dated, ending
from knowledge.calendar.series import ROUND_DAYS, UNFINISHED
from knowledge.calendar.windows import Whom
from knowledge.calendar.workdays import is_holiday
from knowledge.model import Library

TICK = 60.0  # seconds between two looks
SOON = timedelta(seconds=2 * TICK)  # bundled this long before they may go, so that they go in time
PEOPLE = 5_000  # people marked in one transaction: others want to write too
ROWS = 1_000  # rows bundled in one transaction


@dataclass(frozen=True, slots=True)
class Counts:
    """What one run of `plan` did: rows marked, messages made, notices of changes, rows taken up
    again after a late bundle, rows dropped because they came too late."""

    marked: int = 0
    bundled: int = 0
    changes: int = 0
    again: int = 0
    dropped: int = 0

    def __add__(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(
            self.marked + other.marked,
            self.bundled + other.bundled,
            self.changes + other.changes,
            self.again + other.again,
            self.dropped + other.dropped,
        )


Put = Callable[[Database, Any, Sequence[Bundle], datetime], Awaitable[set[str]]]
"""Puts bundles where they are sent from; the keys of those that were not there before."""


async def plan(
    library: Library,
    db: Database,
    now: datetime,
    sources: Sequence[Source] = (),
    *,
    put: Put = planning.add_bundles,
) -> Counts:
    """Plan what is due at `now`. Run again, at once or by another process: zeros."""
    counts = await _by_the_hour(db, now, sources)
    scan = await _morning(db, now)
    if scan:
        counts += await _scan(db, scan, now)
    counts += await _bundle_all(library, db, now, put)
    if scan:
        await _close(db, scan)
    return counts


async def _by_the_hour(db: Database, now: datetime, sources: Sequence[Source]) -> Counts:
    """Changes of officials' dates, and what is told of by the hour."""
    counts = Counts()
    async with planning.turn(db) as (tx, _):
        for one in await planning.changed_deadlines(db, tx):
            not_before = next_open(now, one.urgent)
            counts += Counts(changes=await planning.tell_change(db, tx, one, not_before, now))
        for source in sources:
            coming = await source.coming(db, tx, now)
            await planning.forget_untimely(db, tx, source.kind, coming)
            rows = [row for row in (_timely(one, now) for one in coming) if row]
            marked = await planning.mark_timely(db, tx, source.kind, rows, now)
            counts += Counts(marked=marked)
    return counts


def _timely(one: Timely, now: datetime) -> dict[str, Any] | None:
    """The row of the offset that has begun last; None when none has."""
    begun = [offset for offset in one.offsets if one.at - offset <= now + SOON]
    if not begun or now >= one.at:
        return None
    not_before = next_open(max(now, one.at - min(begun)), one.urgent)
    return {
        "person": one.person,
        "what": one.what,
        "due": one.at.isoformat(),
        "stage": f"{min(begun).total_seconds() / 3600:g}h",
        "about": one.about,
        "urgent": int(one.urgent),
        "state": "due" if not_before < one.at else "dropped",
        "not_before": round(not_before.timestamp() * 1000),
    }


async def _morning(db: Database, now: datetime) -> Scan | None:
    """The morning to be planned now; None when it is planned, not yet here, or over."""
    today = local_day(now)
    opens, closes = at(today, MORNING), at(today, CLOSES)
    async with planning.turn(db) as (_, state):
        if not opens - SOON <= now < closes or state.day == today:
            return None
        return Scan(today, max(opens, now), _before(state, today), is_holiday(today))


def _before(state: Planned, today: date) -> date | None:
    """The last full day; a day ahead of today was a wrong clock's."""
    return state.full_day if state.full_day and state.full_day <= today else None


async def _scan(db: Database, scan: Scan, now: datetime) -> Counts:
    """Mark everything that is due this morning; interrupted, it begins anew and marks the rest."""
    mark = Mark("", scan.morning, scan.today)
    counts = Counts()
    async with planning.turn(db) as (tx, _):
        if not scan.urgent_only:
            counts += Counts(again=await planning.take_up(db, tx, mark))
            since = scan.today - timedelta(days=60)
            counts += Counts(marked=await planning.mark_snoozed(db, tx, mark, since, now))
        await planning.forget_unwished(db, tx, scan.today)
        officials = await _deadlines(db, tx, scan)
        counts += await _mark_endings(db, tx, ending(scan), scan, now)
        if not scan.urgent_only:
            counts += Counts(marked=await _mark_assessments(db, tx, mark, now))
    for one in dated(scan, officials):
        counts += await _mark_dated(db, one, mark, now)
    return counts


async def _deadlines(db: Database, tx: Any, scan: Scan) -> list[Any]:
    first = (scan.gap() or scan.today) - timedelta(days=1)
    last = scan.today + timedelta(ROUND_DAYS[0])
    return await planning.active_deadlines(db, tx, first, last)


async def _mark_endings(
    db: Database, tx: Any, endings: Iterable[Ending], scan: Scan, now: datetime
) -> Counts:
    counts, mark = Counts(), Mark("", scan.morning, scan.today)
    touched = at((scan.since or scan.today) - timedelta(days=1), CLOSES)
    for one in endings:
        named = replace(mark, stage=one.stage.name, dropped=one.dropped)
        marked = await planning.mark_expiring(
            db, tx, named, kind=one.kind, span=one.span, touched=touched, now=now
        )
        counts += Counts(dropped=marked) if one.dropped else Counts(marked=marked)
    return counts


async def _mark_assessments(db: Database, tx: Any, mark: Mark, now: datetime) -> int:
    begins, ends = (now - timedelta(days) for days in UNFINISHED)
    span = {"since": ends, "before": begins}
    return await planning.mark_assessments(db, tx, mark, agreed=AGREED, **span, now=now)


async def _mark_dated(db: Database, one: Dated, mark: Mark, now: datetime) -> Counts:
    """A date for many: page by page, so that nobody waits long for the database."""
    named = replace(mark, stage=one.stage.name, dropped=one.dropped, urgent=one.urgent)
    marked, last = 0, await planning.last_person(db)
    if one.whom is not Whom.PRODUCERS:
        async with planning.turn(db) as (tx, _):
            marked = await planning.mark_offices(
                db, tx, named, what=one.what, due=one.due, role=one.whom.value, now=now
            )
    else:
        for after in range(0, last, PEOPLE):
            async with planning.turn(db) as (tx, _):
                marked += await planning.mark_place(
                    db, tx, named,
                    what=one.what, due=one.due, kind=one.kind, about=one.about,
                    place=one.place, people=(after, after + PEOPLE), now=now,
                )  # fmt: skip
    return Counts(dropped=marked) if one.dropped else Counts(marked=marked)


async def _bundle_all(library: Library, db: Database, now: datetime, put: Put) -> Counts:
    """Nothing at night, and on a holiday only what is urgent."""
    counts, after, soon = Counts(), 0, now + SOON
    if next_open(now, urgent=True) > soon:
        return counts
    urgent = is_holiday(local_day(now))
    while True:
        async with planning.turn(db) as (tx, _):
            page = await planning.due_page(
                db, tx, soon=soon, urgent=urgent, after=after, count=ROWS
            )
            whole = _whole_people(page)
            if not whole:
                return counts
            counts += await _bundle_page(library, db, tx, whole, now, put)
        after = whole[-1].person


def _whole_people(page: list[Due]) -> list[Due]:
    """Without the last person of a full page, whose rows may go on in the next one."""
    if len(page) < ROWS:
        return page
    last = page[-1].person
    return [row for row in page if row.person != last] or page


async def _bundle_page(
    library: Library, db: Database, tx: Any, rows: list[Due], now: datetime, put: Put
) -> Counts:
    dropped = {row.id for row in rows if is_over(row, max(now, row.not_before))}
    kept = [row for row in rows if row.id not in dropped]
    made: list[Bundle] = []
    for _, of_one in groupby(kept, key=lambda row: row.person):
        made += bundles(library, list(of_one), now)
    added = await put(db, tx, made, now)
    bundled = [(row.row, one.key) for one in made if one.key in added for row in one.stands]
    await planning.settle(db, tx, bundled, dropped)
    await _put_off(db, tx, kept, {row for row, _ in bundled}, now)
    return Counts(bundled=len(added), dropped=len(dropped))


async def _put_off(
    db: Database, tx: Any, rows: list[Due], bundled: set[int], now: datetime
) -> None:
    """Whose bundle of today has gone already is told of the rest tomorrow."""
    for row in rows:
        if row.id not in bundled:
            await planning.put_off(db, tx, row.id, tomorrow(now))


async def _close(db: Database, scan: Scan) -> None:
    async with planning.turn(db) as (tx, state):
        full_day = _before(state, scan.today) if scan.urgent_only else scan.today
        await planning.planned(db, tx, scan.today, full_day)
