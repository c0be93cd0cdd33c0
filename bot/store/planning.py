"""What the planning of reminders reads and writes: marks, bundles, changes of dates.

A mark is a row of `reminders` (unique: person, what, due, stage), "due" until it stands in a
bundle, a row of the outbox; then "planned". What came too late for any use is "dropped". Every
transaction takes the lock of `planning` first, so that several processes take turns.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from bot.core.reads.reminders import Deadline
from bot.store import deadlines
from bot.store.database import Database
from bot.store.outbox import Rank
from bot.store.planned import Bundle, Due, Mark, Planned, Span, Timely
from bot.store.times import from_ms, to_ms

RECENT = timedelta(days=2)  # a bundle that is not in the outbox any more was taken back, or is old


@asynccontextmanager
async def turn(db: Database) -> AsyncIterator[tuple[Any, Planned]]:
    """A transaction of the planner, and how far planning is: one process at a time."""
    async with db.write() as tx:
        day, full_day = await db.sql.lock_planning(tx)
        yield tx, Planned(_day(day), _day(full_day))


async def planned(db: Database, tx: Any, day: date, full_day: date | None) -> None:
    """The day is planned; `full_day` the last one that was no holiday."""
    kept = full_day.isoformat() if full_day else ""
    await db.sql.set_planning(tx, day=day.isoformat(), full_day=kept)


async def last_person(db: Database) -> int:
    """The highest number of a person."""
    async with db.read() as connection:
        return int(await db.sql.last_person(connection))


async def mark_place(
    db: Database,
    tx: Any,
    mark: Mark,
    *,
    what: str,
    due: date,
    kind: str,
    about: str,
    place: tuple[str, str],
    people: tuple[int, int],
    now: datetime,
) -> int:
    """A date for the producers of a place (province, commune; "" is all), for the people whose
    number is above the first and not above the second; how many rows are new."""
    tinh, xa = place
    after, upto = people
    values = _values(mark, now) | {"what": what, "due": due.isoformat(), "kind": kind}
    where = {"about": about, "tinh": tinh, "xa": xa, "after": after, "upto": upto}
    return int(await db.sql.mark_place(tx, **values, **where))


async def mark_offices(
    db: Database, tx: Any, mark: Mark, *, what: str, due: date, role: str, now: datetime
) -> int:
    """A date of the law for officials of a role; how many rows are new."""
    values = _values(mark, now) | {"what": what, "due": due.isoformat()}
    return int(await db.sql.mark_offices(tx, **values, kind="window", about="", role=role))


async def mark_expiring(
    db: Database,
    tx: Any,
    mark: Mark,
    *,
    kind: str,
    span: Span,
    touched: datetime,
    now: datetime,
) -> int:
    """Certificates or papers (`kind`) of a span; how many rows are new. Before `span.fresh` only
    those that were changed, or whose owner has written, since `touched`."""
    statement = db.sql.mark_certificates if kind == "certificate" else db.sql.mark_papers
    days = {"first": span.first, "fresh": span.fresh, "last": span.last}
    between = {name: day.isoformat() for name, day in days.items()}
    return int(await statement(tx, **_values(mark, now), **between, touched=to_ms(touched)))


async def mark_assessments(
    db: Database,
    tx: Any,
    mark: Mark,
    *,
    agreed: str,
    since: datetime,
    before: datetime,
    now: datetime,
) -> int:
    """Assessments left alone between two moments, of those with the fact `agreed`; new rows."""
    values = _values(mark, now)
    span = {"since": to_ms(since), "before": to_ms(before)}
    useful = mark.today + (before - since)
    which = {"agreed": agreed, "due": useful.isoformat()}
    return int(await db.sql.mark_assessments(tx, **values, **span, **which))


async def mark_snoozed(db: Database, tx: Any, mark: Mark, since: date, now: datetime) -> int:
    """What was to be silent until a day after `since` and not after today; new rows."""
    values = _values(mark, now)
    return int(await db.sql.mark_snoozed(tx, **values, since=since.isoformat()))


async def mark_timely(
    db: Database, tx: Any, kind: str, rows: Iterable[dict[str, Any]], now: datetime
) -> int:
    """Timely things that are due, as the plan made them; how many rows are new."""
    data = json.dumps(list(rows), ensure_ascii=False)
    return int(await db.sql.mark_timely(tx, rows=data, kind=kind, now=to_ms(now)))


async def forget_untimely(db: Database, tx: Any, kind: str, holding: Iterable[Timely]) -> int:
    """Forget what was due of a kind and holds no longer: moved, cancelled, or no longer theirs."""
    names = [f"{one.person} {one.what} {one.at.isoformat()}" for one in holding]
    return int(await db.sql.forget_untimely(tx, kind=kind, holding=json.dumps(names)))


async def take_up(db: Database, tx: Any, mark: Mark) -> int:
    """What came too late, or was left on an earlier morning, is due this morning; how many."""
    morning = {"day": mark.today.isoformat(), "not_before": to_ms(mark.not_before)}
    again = await db.sql.reopen_late(tx, **morning)
    await db.sql.close_late(tx)
    return int(again) + int(await db.sql.carry_over(tx, **morning))


async def forget_unwished(db: Database, tx: Any, today: date) -> int:
    """Forget what is due and no longer wished, or whose date has changed; how many."""
    return int(await db.sql.forget_unwished(tx, today=today.isoformat()))


async def active_deadlines(db: Database, tx: Any, first: date, last: date) -> list[Deadline]:
    """Officials' dates between two days."""
    days = {"first": first.isoformat(), "last": last.isoformat()}
    return [deadlines.read(row) async for row in db.sql.deadlines_active(tx, **days)]


async def changed_deadlines(db: Database, tx: Any) -> list[Deadline]:
    """Officials' dates whose change has not been told yet."""
    return [deadlines.read(row) async for row in db.sql.deadlines_changed(tx)]


async def tell_change(
    db: Database, tx: Any, one: Deadline, not_before: datetime, now: datetime
) -> int:
    """Take back what waits for the old date, and mark a notice for all who were told of it."""
    which: dict[str, Any] = {"what": f"deadline.{one.number}"}
    since = to_ms(now - RECENT)
    day = {"due": one.day.isoformat(), "off": int(one.state != "active")}
    await db.sql.take_back_waiting(tx, **which)
    await db.sql.free_taken_back(tx, **which, since=since)
    await db.sql.forget_untold(tx, **which, **day, since=since)
    moment = {"not_before": to_ms(not_before), "now": to_ms(now), "urgent": int(one.urgent)}
    version = str(one.version)
    told = await db.sql.mark_change(tx, **which, **day, **moment, about=one.title, version=version)
    await db.sql.set_told_version(tx, id=one.number, version=one.version)
    return int(told)


async def due_page(
    db: Database, tx: Any, *, soon: datetime, urgent: bool, after: int, count: int
) -> list[Due]:
    """What is due by a moment (`urgent`: only what is), of the people after a number, in order;
    at most `count` rows."""
    values = {"soon": to_ms(soon), "urgent": int(urgent), "after": after, "count": count}
    return [_due(row) async for row in db.sql.due_page(tx, **values)]


async def add_bundles(db: Database, tx: Any, bundles: Sequence[Bundle], now: datetime) -> set[str]:
    """Put bundles into the outbox; the keys of those that were not there before."""
    rows = [
        {
            "key": one.key,
            "channel": one.channel,
            "address_id": one.address_id,
            "body": json.dumps(one.message.to_json(), ensure_ascii=False),
            "not_before": to_ms(one.not_before),
            "expires_at": to_ms(one.expires_at),
        }
        for one in bundles
    ]
    data = json.dumps(rows, ensure_ascii=False)
    added = db.sql.add_bundles(tx, rows=data, rank=int(Rank.REMINDER), now=to_ms(now))
    return {key async for (key,) in added}


async def settle(
    db: Database, tx: Any, bundled: Iterable[tuple[int, str]], dropped: Iterable[int]
) -> None:
    """Rows now stand in bundles (row, key), or came too late for any use."""
    rows: list[dict[str, Any]] = [
        {"id": number, "state": "planned", "key": key} for number, key in bundled
    ]
    rows += [{"id": number, "state": "dropped", "key": ""} for number in dropped]
    if rows:
        await db.sql.set_planned(tx, rows=json.dumps(rows))


async def put_off(db: Database, tx: Any, row: int, not_before: datetime) -> None:
    """A row waits for a later moment."""
    await db.sql.put_off(tx, id=row, not_before=to_ms(not_before))


def _due(row: Any) -> Due:
    return Due._make((*row[:8], _moment(row[8]), *row[9:]))


_moment = lru_cache(maxsize=256)(from_ms)  # most of a page goes at one moment


def _values(mark: Mark, now: datetime) -> dict[str, Any]:
    return {
        "stage": mark.stage,
        "state": "dropped" if mark.dropped else "due",
        "not_before": to_ms(mark.not_before),
        "day": mark.today.isoformat(),
        "today": mark.today.isoformat(),
        "urgent": int(mark.urgent),
        "now": to_ms(now),
    }


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
