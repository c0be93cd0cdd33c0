"""Who may go now: a pace of this process, one that processes share, or as many as are of use."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic  # not the event loop's: that of uvloop stands still during a callback

from bot.core.channel import Limits
from bot.core.message import Outgoing
from bot.core.text import length, split
from bot.store import outbox
from bot.store.database import Database
from bot.store.outbox import Delivery
from bot.store.rate import LATE, Place, SharedPace
from jobs.pace import Pacer, Sent

AT_ONCE = 8  # sends under way where nothing limits us: each is a connection, and they cost
AT_ONCE_PACED = 32  # with a limited pace: a second's worth, for a platform that answers slowly
LINE = 32  # announcements claimed in one statement where nothing limits us
TOGETHER = 0.03  # seconds that the outcome of one of them may wait for those of others
AHEAD = 0.1  # seconds of the pace that are claimed ahead: little, so that a reply overtakes


class Held(Exception):
    """While it waited for its place, its announcement was paused or stopped."""


class Flow:
    """The places of one channel's sends, in all and in time."""

    def __init__(self, db: Database, name: str, limits: Limits, bulk_rate: float) -> None:
        """Announcements get at most `bulk_rate` places a second; 0: as everything."""
        self._db, self._limits = db, limits
        self.is_free = limits.pace.per_second <= 0
        self._pacer = Pacer(limits.pace, monotonic, bulk_rate, shared=not db.alone)
        self.shared: SharedPace | None = None
        if not db.alone and not self.is_free:
            bulk = self._pacer.bulk_per_second
            self.shared = SharedPace(
                name, limits.pace.per_second, bulk, AHEAD, self._parts, monotonic
            )
        self._doors = {bulk: asyncio.Semaphore(AT_ONCE) for bulk in (True, False)}

    def room(self, under_way: int) -> int:
        """How many more may be claimed."""
        if self.is_free:
            return LINE + AT_ONCE - under_way
        places = AT_ONCE_PACED if self.shared else self._pacer.places(AHEAD)
        return min(AT_ONCE_PACED - under_way, places)

    def is_full(self, under_way: int) -> bool:
        """Whether the next are claimed when some of these end."""
        return under_way > (LINE // 2 + AT_ONCE if self.is_free else AT_ONCE_PACED - 1)

    def bulk_room(self, room: int) -> int:
        """How many of them may belong to announcements: where nothing limits us, many or none."""
        if self.is_free:
            return room if room >= LINE // 2 else 0
        return room if self.shared else min(room, self._pacer.places(AHEAD, bulk=True))

    def free_in(self, *, bulk: bool) -> float:
        """Seconds until more may be claimed."""
        free = self.shared.free_in if self.shared else self._pacer.free_in(bulk=bulk)
        return max(0.0, free - AHEAD)

    def chat_wait(self, address: str) -> float:
        """Seconds until this chat may get a message; 0 takes the place at once."""
        return self._pacer.chat_wait(address)

    @asynccontextmanager
    async def place(self, delivery: Delivery) -> AsyncIterator[None]:
        """Wait for its place in the flow, and hold it while it is sent. Held: it may not go."""
        if self.is_free:
            async with self._doors[delivery.bulk]:
                yield
            return
        parts = self._parts(delivery.message)
        if self.shared and delivery.place:
            sent = await self._use(self.shared, delivery, delivery.place, parts)
        else:
            sent = await self._pacer.take(parts, bulk=delivery.bulk)
        try:
            yield
        finally:
            self._pacer.arrived(sent)

    async def _use(self, shared: SharedPace, delivery: Delivery, place: Place, parts: int) -> Sent:
        """Wait for a place of the shared flow. Who comes late for it, because this process stood
        still or the database was slow, would crowd those that others use now: it is lost, and
        another one taken, each time with more time to get there. Held."""
        patience = 0.0
        while (sent := await self._pacer.use(place.at, parts, place.latest)) is None:
            another = await outbox.another_place(self._db, shared, delivery, parts, patience)
            if another is None:
                raise Held
            place, patience = another, min(5.0, 2 * patience + LATE)
        return sent

    def _parts(self, message: Outgoing) -> int:
        """How many sends the channel makes of it."""
        limits, extra = self._limits, 0
        if message.attachment:
            extra = length(message.text, limits.unit) > limits.caption
        return max(1, len(split(message.text, limits.text, limits.unit))) + extra
