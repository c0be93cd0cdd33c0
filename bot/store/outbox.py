"""The outbox: the one road out. A row is a message to one address, with a unique key."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from bot.core.message import Outgoing
from bot.store.database import Database
from bot.store.rate import Place, SharedPace
from bot.store.times import from_ms, to_ms


class Rank(IntEnum):
    """What goes first: replies, then reminders, then announcements."""

    REPLY = 0
    REMINDER = 10
    ANNOUNCEMENT = 20


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row that this worker may send now, and nobody else."""

    id: int
    rank: int
    address_id: int
    address: str
    message: Outgoing
    attempts: int
    expires_at: datetime | None
    bulk: bool = False  # one of an announcement's many rows
    place: Place | None = None  # in a flow that processes share


@dataclass(frozen=True, slots=True)
class Done:
    """How a delivery ended: sent, dead, blocked or unclear, with a word on it."""

    id: int
    state: str
    outcome: str = ""
    message: str = ""


async def add(
    db: Database,
    tx: Any,
    *,
    key: str,
    channel: str,
    address_id: int,
    message: Outgoing,
    rank: Rank,
    now: datetime,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
) -> bool:
    """Add a row within a transaction; False when the key is there already."""
    added = await db.sql.add_outbox(
        tx,
        key=key,
        channel=channel,
        address_id=address_id,
        rank=int(rank),
        body=json.dumps(message.to_json(), ensure_ascii=False),
        now=to_ms(now),
        not_before=to_ms(not_before or now),
        expires_at=None if expires_at is None else to_ms(expires_at),
    )
    return bool(added)


async def claim(
    db: Database, *, channel: str, worker: str, count: int, now: datetime, lease: timedelta
) -> list[Delivery]:
    """Take up to `count` due rows, most urgent first, marked "sending" under this lease."""
    return await turn_over(
        db, [], channel=channel, worker=worker, count=count, now=now, lease=lease
    )


async def turn_over(
    db: Database,
    done: list[Done],
    *,
    channel: str,
    worker: str,
    count: int,
    now: datetime,
    lease: timedelta,
    bulk: int = 0,
    plain: bool = False,
    shared: SharedPace | None = None,
) -> list[Delivery]:
    """Write down how deliveries ended, and take the next ones, in one transaction.

    Of them at most `bulk` belong to announcements; `plain`: the channel has no buttons. With a
    shared pace no more are taken than have a place soon, and each is told when.
    """
    claimed: list[Delivery] = []
    async with db.write() as tx:
        await _finish(db, tx, worker, done, now)
        if shared and count > 0:
            room, bulk_room = await shared.room(db, tx)
            count, bulk = min(count, room), min(bulk, bulk_room)
        if count > 0:
            who = {"channel": channel, "worker": worker, "now": to_ms(now)}
            who["lease_until"] = to_ms(now + lease)
            claimed = await _claimed(db, tx, who, count, bulk, plain)
        if shared and claimed:
            places = await shared.take(db, tx, [(one.message, one.bulk) for one in claimed])
            claimed = [replace(d, place=p) for d, p in zip(claimed, places, strict=True)]
    return claimed


async def _claimed(
    db: Database, tx: Any, who: dict[str, Any], count: int, bulk: int, plain: bool
) -> list[Delivery]:
    """Replies and reminders first, then the announcements that run, within what is left."""
    rows = [row async for row in db.sql.claim(tx, **who, count=count)]
    taken = sorted((_delivery(row) for row in rows), key=lambda d: (d.rank, d.id))
    runs = [r async for (r,) in db.sql.runs(tx, now=who["now"])] if bulk > 0 else []
    for number in runs:
        left = min(count - len(taken), bulk - sum(one.bulk for one in taken))
        if left <= 0:
            break
        wanted = {**who, "number": number, "count": left, "plain": int(plain)}
        rows = [row async for row in db.sql.claim_bulk(tx, **wanted)]
        taken += sorted((_delivery(row, bulk=True) for row in rows), key=lambda d: d.id)
    return taken


def _delivery(row: Any, *, bulk: bool = False) -> Delivery:
    number, rank, body, attempts, expires_at, address_id, address, replaces = row
    message = Outgoing.from_json(json.loads(body))
    if replaces:
        message = replace(message, replaces=replaces)
    expires = None if expires_at is None else from_ms(expires_at)
    return Delivery(number, rank, address_id, address, message, attempts, expires, bulk)


async def another_place(
    db: Database, shared: SharedPace, delivery: Delivery, parts: int, after: float
) -> Place | None:
    """A place in a shared flow instead of one that was lost, `after` seconds from now or later;
    None when it may no longer go."""
    async with db.write() as tx:
        if await db.sql.held(tx, id=delivery.id):
            return None
        return await shared.another(db, tx, parts, after)


async def finish(db: Database, worker: str, done: list[Done], now: datetime) -> None:
    """Write down how deliveries ended, all in one transaction."""
    async with db.write() as tx:
        await _finish(db, tx, worker, done, now)


async def _finish(db: Database, tx: Any, worker: str, done: list[Done], now: datetime) -> None:
    if done:
        ended = json.dumps([_ended(one) for one in done], ensure_ascii=False)
        await db.sql.finish(tx, worker=worker, done=ended, now=to_ms(now))


def _ended(one: Done) -> dict[str, Any]:
    return {"id": one.id, "state": one.state, "outcome": one.outcome, "message": one.message}


async def put_back(
    db: Database, worker: str, delivery: Delivery, *, not_before: datetime, attempts: int, why: str
) -> None:
    """Give a row back, to be sent not before a moment."""
    async with db.write() as tx:
        await db.sql.put_back(
            tx,
            id=delivery.id,
            worker=worker,
            not_before=to_ms(not_before),
            attempts=attempts,
            outcome=why,
        )


async def reap(
    db: Database, now: datetime, *, tries: int, dead_since: datetime | None = None
) -> dict[str, int]:
    """Deal with what is past its time: rows whose worker died, and rows too late to be useful.

    Replies and reminders of a dead worker wait again until they were tried `tries` times;
    announcements, and those tried too often, become unclear and are shown to a person. A worker
    counts as dead when its lease ended before `dead_since` (now, when not given).
    """
    moment, dead = to_ms(now), to_ms(dead_since or now)
    async with db.write() as tx:
        again = await db.sql.reap_again(
            tx, dead=dead, hold_rank=int(Rank.ANNOUNCEMENT), tries=tries
        )
        unclear = await db.sql.reap_unclear(tx, now=moment, dead=dead)
        expired = await db.sql.expire(tx, now=moment)
    return {"again": again, "unclear": unclear, "expired": expired}


async def next_due(
    db: Database, channel: str, *, announcing_at: datetime | None = None
) -> datetime | None:
    """When the next waiting row may go, or None when nothing waits.

    Of announcements only with `announcing_at`, a moment at which they may go.
    """
    async with db.read() as connection:
        moments = [await db.sql.next_due(connection, channel=channel)]
        runs = []
        if announcing_at:
            runs = [r async for (r,) in db.sql.runs(connection, now=to_ms(announcing_at))]
        for number in runs:
            moments.append(await db.sql.next_bulk_due(connection, channel=channel, number=number))
    known = [moment for moment in moments if moment is not None]
    return from_ms(min(known)) if known else None


async def counts(db: Database) -> dict[str, int]:
    """How many rows stand in each state."""
    async with db.read() as connection:
        return {state: number async for state, number in db.sql.count_states(connection)}


async def flood(db: Database, channel: str, until: datetime) -> None:
    """The platform asked the whole bot to be silent until a moment: every worker obeys."""
    async with db.write() as tx:
        await db.sql.put_flood(tx, channel=channel, until=to_ms(until))


async def flood_until(db: Database, channel: str) -> datetime | None:
    """Until when the whole bot must be silent on a channel; None when it never had to be."""
    async with db.read() as connection:
        moment = await db.sql.flood_until(connection, channel=channel)
    return None if moment is None else from_ms(moment)
