"""What officials see of announcements."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from bot.core.audience import Audience
from bot.core.channel import Bubble, Limits
from bot.core.message import Outgoing
from bot.core.reads.announcements import Announced
from bot.store import audiences
from bot.store.database import Database
from bot.store.times import from_ms


class StoredAnnouncements:
    """The real AnnouncementReads."""

    def __init__(
        self,
        db: Database,
        channels: Callable[[], Mapping[str, Limits]],
        approve_above: int,
        bubbles: Callable[[str, Outgoing], tuple[Bubble, ...]] = lambda channel, message: (),
    ) -> None:
        """`channels`: those that are served now; `bubbles`: how a message looks on one of them."""
        self._db, self._channels, self.approve_above = db, channels, approve_above
        self._bubbles = bubbles

    def channels(self) -> Mapping[str, Limits]:
        """The channels that are served, and what their messages hold."""
        return self._channels()

    def bubbles(self, channel: str, message: Outgoing) -> tuple[Bubble, ...]:
        """What people on that channel would see of a message."""
        return self._bubbles(channel, message)

    async def by_channel(self, audience: Audience, today: date) -> Mapping[str, int]:
        """How many people it is now, by the channel that would reach them."""
        return await audiences.by_channel(self._db, audience, today)

    async def sample(self, audience: Audience, today: date) -> tuple[str, ...]:
        """Five of their names."""
        return await audiences.sample(self._db, audience, today)

    async def segments(self, person: int) -> Mapping[str, Audience]:
        """The audiences that a person keeps."""
        return await audiences.segments(self._db, person)

    async def announced(self, draft: str) -> Announced | None:
        """An announcement by the name of its draft."""
        async with self._db.read() as connection:
            return await look(self._db, connection, draft)

    async def latest(self, count: int) -> tuple[Announced, ...]:
        """The latest ones, newest first; those that wait for somebody before all others."""
        async with self._db.read() as connection:
            rows = self._db.sql.latest_announcements(connection, count=count)
            drafts = [draft async for (draft,) in rows]
            found = [await look(self._db, connection, draft) for draft in drafts]
        return tuple(one for one in found if one is not None)


async def look(db: Database, connection: Any, draft: str) -> Announced | None:
    """An announcement as it stands, with its rows counted."""
    row = await db.sql.announcement(connection, draft=draft)
    if row is None:
        return None
    number = row[0]
    counted = [r async for r in db.sql.count_of_announcement(connection, number=number)]
    read = await db.sql.count_reads(connection, number=number)
    return _announced(row, counted, int(read))


def _announced(row: Any, counted: list[Any], read: int) -> Announced:
    """The columns of `announcement`, and rows of (state, why, how many)."""
    (number, draft, author, office, kind, parent, state, why, text, body, plain, audience,
     counted_then, starts_at, expires_at, repeats, expanded_at) = row  # fmt: skip
    counts: dict[str, int] = {}
    failed: dict[str, int] = {}
    for found, reason, many in counted:
        name = _state(found, reason)
        counts[name] = counts.get(name, 0) + many
        if name == "dead":
            failed[reason] = failed.get(reason, 0) + many
    return Announced(
        number, draft, author, office, kind, parent, state, why, text, _message(body),
        _message(plain), Audience.from_json(audience), counted_then, from_ms(starts_at),
        None if expires_at is None else from_ms(expires_at), repeats, expanded_at is None,
        counts, failed, read,
    )  # fmt: skip


def _state(state: str, why: str) -> str:
    """Rows that ended because their address was closed meanwhile count as blocked."""
    return "blocked" if state == "cancelled" and why in ("blocked", "left") else state


def _message(body: str) -> Outgoing:
    return Outgoing.from_json(json.loads(body))
