"""Push subscriptions: how a browser is reached when nobody looks at the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.store.database import Database
from bot.store.times import to_ms

KEEP = 5  # subscriptions of one address: a browser has one, and sometimes changes it


@dataclass(frozen=True, slots=True)
class Subscription:
    """Where the push service takes messages for a browser, and the browser's two keys
    (base64url: its public key, and the shared secret)."""

    endpoint: str
    key: str
    secret: str


async def subscribe(db: Database, address: str, to: Subscription, now: datetime) -> None:
    """Keep it; the same browser again changes its row, the oldest beyond KEEP go."""
    async with db.write() as tx:
        await db.sql.put_push(
            tx,
            address=address,
            endpoint=to.endpoint,
            key=to.key,
            secret=to.secret,
            now=to_ms(now),
        )
        await db.sql.prune_push(tx, address=address, keep=KEEP)


async def unsubscribe(db: Database, address: str, endpoint: str) -> None:
    """The person wants none there any more."""
    async with db.write() as tx:
        await db.sql.drop_push_of(tx, address=address, endpoint=endpoint)


async def gone(db: Database, endpoint: str) -> None:
    """The push service knows this browser no longer."""
    async with db.write() as tx:
        await db.sql.push_gone(tx, endpoint=endpoint)


async def subscriptions(db: Database, address: str) -> list[Subscription]:
    """All of an address."""
    async with db.read() as connection:
        rows = db.sql.push_to(connection, address=address)
        return [Subscription(*row) async for row in rows]
