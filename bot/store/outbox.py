"""The outbox: the one road out. A row is a message to one address, with a unique key."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any

from bot.core.message import Outgoing
from bot.store.database import Database
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
) -> list[Delivery]:
    """Write down how deliveries ended, and take the next ones, in one transaction."""
    rows: list[Any] = []
    async with db.write() as tx:
        await _finish(db, tx, worker, done, now)
        if count > 0:
            claimed = db.sql.claim(
                tx,
                channel=channel,
                worker=worker,
                count=count,
                now=to_ms(now),
                lease_until=to_ms(now + lease),
            )
            rows = [row async for row in claimed]
    return sorted((_delivery(row) for row in rows), key=lambda d: (d.rank, d.id))


def _delivery(row: Any) -> Delivery:
    number, rank, body, attempts, expires_at, address_id, address = row
    message = Outgoing.from_json(json.loads(body))
    expires = None if expires_at is None else from_ms(expires_at)
    return Delivery(number, rank, address_id, address, message, attempts, expires)


async def finish(db: Database, worker: str, done: list[Done], now: datetime) -> None:
    """Write down how deliveries ended, all in one transaction."""
    async with db.write() as tx:
        await _finish(db, tx, worker, done, now)


async def _finish(db: Database, tx: Any, worker: str, done: list[Done], now: datetime) -> None:
    for one in done:
        await db.sql.finish(
            tx,
            id=one.id,
            worker=worker,
            state=one.state,
            outcome=one.outcome,
            message=one.message,
            now=to_ms(now),
        )


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


async def next_due(db: Database, channel: str) -> datetime | None:
    """When the next waiting row may go, or None when nothing waits."""
    async with db.read() as connection:
        moment = await db.sql.next_due(connection, channel=channel)
    return None if moment is None else from_ms(moment)


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
