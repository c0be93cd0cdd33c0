"""One even flow for all processes of a bot: a GCRA row in PostgreSQL, taken several at a time.

Where the database belongs to one process (SQLite), `jobs/pace.py` does the same in memory.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.core.message import Outgoing
from bot.store.database import Database

CREDIT = 2.0  # seconds of announcements that may be made up for, within the flow in all
# Seconds after which a place is lost: at 27 places a second those of 1.05 s are never more than
# 29, so that the 30 a second of a platform hold although processes stand still now and then.
LATE = 0.05


@dataclass(frozen=True, slots=True)
class Place:
    """A moment of the flow by this process's clock, in seconds: not before, not after."""

    at: float
    latest: float


@dataclass
class SharedPace:
    """The pace of one bot: `per_second` in all, `bulk_per_second` of it for announcements.

    `ahead` is how many seconds of the flow may be taken before their time; `parts` says how many
    places a message takes; `time` is a clock that only goes forward, in seconds.
    """

    name: str
    per_second: float
    bulk_per_second: float
    ahead: float
    parts: Callable[[Outgoing], int]
    time: Callable[[], float]
    free_in: float = field(default=0.0, init=False)
    bulk_free_in: float = field(default=0.0, init=False)
    _base: float = field(default=0.0, init=False)  # now, by the database's clock
    _read: tuple[float, float] = field(default=(0.0, 0.0), init=False)  # at least, at most: by ours
    _quickest: float = field(default=math.inf, init=False)  # answer of the database until now

    async def room(self, db: Database, tx: Any) -> tuple[int, int]:
        """How many places begin soon: in all, and for announcements. Holds the flow until the
        end of the transaction."""
        names = {"name": self.name, "bulk": f"{self.name}:bulk"}
        await db.sql.rate_hold(tx, **names)
        asked = self.time()
        ahead = await db.sql.rate_ahead(tx, **names, credit=CREDIT)
        answered = self.time()
        self._base, self.free_in, self.bulk_free_in = (float(value) for value in ahead)
        # A process that stood still here does not know when the clock was read.
        self._quickest = min(self._quickest, answered - asked)
        self._read = (asked + self._quickest, answered)
        room = _places(self.free_in, self.ahead, self.per_second)
        return room, min(room, _places(self.bulk_free_in, self.ahead, self.bulk_per_second))

    async def take(
        self, db: Database, tx: Any, messages: Sequence[tuple[Outgoing, bool]]
    ) -> list[Place]:
        """Places for messages, each with whether it is bulk. After `room`, in its transaction."""
        places, free, bulk_free = [], self.free_in, self.bulk_free_in
        for message, bulk in messages:
            wait = max(free, bulk_free) if bulk else free
            parts = self.parts(message)
            places.append(self._place(wait))
            free = wait + parts / self.per_second
            bulk_free += parts / self.bulk_per_second if bulk else 0.0
        await self._move(db, tx, free, bulk_free)
        return places

    async def another(self, db: Database, tx: Any, parts: int, after: float) -> Place:
        """A place instead of one that was lost, not sooner than `after` seconds from now. The
        flow of announcements has counted it already."""
        await self.room(db, tx)
        wait = max(self.free_in, after)
        await self._move(db, tx, wait + parts / self.per_second, self.bulk_free_in)
        return self._place(wait)

    async def _move(self, db: Database, tx: Any, free_in: float, bulk_free_in: float) -> None:
        """The next places of both flows begin in so many seconds."""
        self.free_in, self.bulk_free_in = free_in, bulk_free_in
        flows = {self.name: free_in, f"{self.name}:bulk": bulk_free_in}
        for name, seconds in flows.items():
            await db.sql.rate_take(tx, name=name, free_at=self._base + seconds)

    def _place(self, wait: float) -> Place:
        least, most = self._read
        return Place(most + wait, least + wait + LATE)


def _places(free_in: float, ahead: float, per_second: float) -> int:
    left = ahead - free_in
    return int(left * per_second) + 1 if left >= 0 else 0
