"""Audiences: which people the rules mean, page by page, and the ones that are kept by name."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any

from bot.core.audience import Audience
from bot.core.effects import DropSegment, KeepSegment
from bot.store import audit
from bot.store.database import Database
from bot.store.scene import Carries, Scene
from bot.store.times import to_ms

PAGE = 5_000  # people looked at in one transaction: replies come in between
LAST = 2**62
SAMPLE = 5


def wanted(audience: Audience, today: date, *, after: int = 0, upto: int = LAST) -> dict[str, Any]:
    """The values that the statements over `members` take. `today` in Việt Nam."""
    rules = [[field, _value(field, value, today)] for field, value in audience.rules]
    known = json.dumps(rules, ensure_ascii=False)
    return {"rules": known, "today": today.isoformat(), "after": after, "upto": upto}


def _value(field: str, value: str, today: date) -> str:
    """A number of days becomes the last of them."""
    if field == "expires":
        return (today + timedelta(days=int(value))).isoformat()
    return value


async def by_channel(db: Database, audience: Audience, today: date) -> dict[str, int]:
    """How many people it is, by the channel of the address that would reach them."""
    async with db.read() as connection:
        rows = db.sql.audience_channels(connection, **wanted(audience, today))
        return {channel: number async for channel, number in rows}


async def sample(db: Database, audience: Audience, today: date) -> tuple[str, ...]:
    """The names of five of them, by chance."""
    async with db.read() as connection:
        rows = db.sql.audience_sample(connection, **wanted(audience, today), count=SAMPLE)
        return tuple([name async for (name,) in rows])


async def segments(db: Database, person: int) -> dict[str, Audience]:
    """What a person keeps, by name."""
    async with db.read() as connection:
        rows = [row async for row in db.sql.segments_of(connection, person=person)]
    return {name: Audience.from_json(kept) for name, kept in rows}


async def _keep(db: Database, tx: Any, kept: KeepSegment, scene: Scene) -> None:
    await db.sql.put_segment(
        tx,
        person=scene.person,
        name=kept.name,
        audience=kept.audience.to_json(),
        now=to_ms(scene.now),
    )


async def _drop(db: Database, tx: Any, gone: DropSegment, scene: Scene) -> None:
    number = await db.sql.drop_segment(tx, person=scene.person, name=gone.name)
    if number is not None:
        await audit.note(db, tx, scene.person, "segment: drop", str(number), scene.now)


CARRIES: Carries = {KeepSegment: _keep, DropSegment: _drop}
