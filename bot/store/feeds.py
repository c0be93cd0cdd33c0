"""Addresses of private calendars: only the hash of a token is kept, so that no copy of the
database opens anybody's calendar."""

from __future__ import annotations

import hashlib
from typing import Any

from bot.core.effects import CloseFeed, OpenFeed
from bot.store.database import Database
from bot.store.scene import Carries, Scene
from bot.store.times import to_ms


def token_hash(token: str) -> str:
    """What is kept of a token. Tokens are random, so that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


async def owner(db: Database, token: str) -> int | None:
    """Whose calendar a token opens; None for a wrong or revoked one."""
    async with db.read() as connection:
        person = await db.sql.feed_owner(connection, token_hash=token_hash(token))
    return None if person is None else int(person)


async def _open(db: Database, tx: Any, opened: OpenFeed, scene: Scene) -> None:
    await db.sql.put_feed(
        tx, person=scene.person, token_hash=opened.token_hash, now=to_ms(scene.now)
    )


async def _close(db: Database, tx: Any, closed: CloseFeed, scene: Scene) -> None:
    await db.sql.drop_feed(tx, person=scene.person)


CARRIES: Carries = {OpenFeed: _open, CloseFeed: _close}
