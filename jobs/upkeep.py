"""Upkeep: forget what is no longer needed."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.store.database import Database
from bot.store.outbox import Rank
from bot.store.times import to_ms

KEEP_INBOX = timedelta(days=30)  # long after any platform sends an update again
KEEP_REPLIES = timedelta(days=30)  # what we said to people is theirs; nobody here needs it


async def upkeep(db: Database, now: datetime) -> dict[str, int]:
    """Drop inbox rows that no platform can send again, and old replies; counts.

    Reminders and announcements stay: their keys say that they were sent. Twice in a row: zeros.
    """
    async with db.write() as tx:
        forgotten = await db.sql.forget_inbox(tx, before=to_ms(now - KEEP_INBOX))
        replies = await db.sql.forget_replies(
            tx, before=to_ms(now - KEEP_REPLIES), reply=int(Rank.REPLY)
        )
    return {"forgotten": int(forgotten), "replies": int(replies)}
