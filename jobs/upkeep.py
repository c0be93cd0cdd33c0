"""Upkeep: forget what is no longer needed."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store.database import Database
from bot.store.times import to_ms

KEEP_INBOX = timedelta(days=30)  # long after any platform sends an update again


async def upkeep(db: Database, now: datetime) -> dict[str, int]:
    """Drop inbox rows that no platform can send again; counts. Twice in a row: zeros."""
    async with db.write() as tx:
        forgotten = await db.sql.forget_inbox(tx, before=to_ms(now - KEEP_INBOX))
    return {"forgotten": int(forgotten)}
