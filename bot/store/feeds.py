"""Addresses of private calendars: only the hash of a token is kept, so that no copy of the
database opens anybody's calendar."""

from __future__ import annotations

from typing import Any

from bot.core.effects import CloseFeed, OpenFeed
from bot.core.feeds import token_hash
from bot.store.database import Database
from bot.store.scene import Carries, Scene
from bot.store.times import to_ms


async def owner(db: Database, token: str) -> int | None:
    """Whose calendar a token opens; None for a wrong or revoked one."""
    async with db.read() as connection:
        person = await db.sql.feed_owner(connection, token_hash=token_hash(token))
    return None if person is None else int(person)


async def hide_shown(db: Database) -> int:
    """Empty the messages that showed an address and are over; how many. Twice in a row: 0."""
    async with db.write() as tx:
        hidden = await db.sql.hide_shown_feeds(tx)
        await db.sql.hid_shown_feeds(tx)
    return int(hidden)


async def _open(db: Database, tx: Any, opened: OpenFeed, scene: Scene) -> None:
    await db.sql.put_feed(
        tx,
        person=scene.person,
        token_hash=opened.token_hash,
        shown=f"reply:{scene.turn}:0",
        now=to_ms(scene.now),
    )


async def _close(db: Database, tx: Any, closed: CloseFeed, scene: Scene) -> None:
    await db.sql.drop_feed(tx, person=scene.person)


CARRIES: Carries = {OpenFeed: _open, CloseFeed: _close}
