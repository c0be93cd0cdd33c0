"""One even flow for all processes of a bot: a GCRA row in PostgreSQL, taken several at a time.

Where the database belongs to one process (SQLite), `jobs/pace.py` does the same in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.core.message import Outgoing
from bot.store.database import Database

CREDIT = 2.0  # seconds of announcements that may be made up for, within the flow in all


@dataclass
class SharedPace:
    """The pace of one bot: `per_second` in all, `bulk_per_second` of it for announcements.

    `ahead` is how many seconds of the flow may be taken before their time; `parts` says how many
    places a message takes.
    """

    name: str
    per_second: float
    bulk_per_second: float
    ahead: float
    parts: Callable[[Outgoing], int]
    free_in: float = field(default=0.0, init=False)
    bulk_free_in: float = field(default=0.0, init=False)

    async def room(self, db: Database, tx: Any) -> tuple[int, int]:
        """How many places begin soon: in all, and for announcements. Holds the flow until the
        end of the transaction."""
        self.free_in = float(await db.sql.rate_ahead(tx, name=self.name, credit=0.0))
        self.bulk_free_in = float(await db.sql.rate_ahead(tx, name=self._bulk, credit=CREDIT))
        room = _places(self.free_in, self.ahead, self.per_second)
        return room, min(room, _places(self.bulk_free_in, self.ahead, self.bulk_per_second))

    async def take(
        self, db: Database, tx: Any, messages: Sequence[tuple[Outgoing, bool]]
    ) -> list[float]:
        """Places for messages (each with whether it is bulk): seconds until each may go."""
        waits, free, bulk_free = [], self.free_in, self.bulk_free_in
        for message, bulk in messages:
            wait = max(free, bulk_free) if bulk else free
            parts = self.parts(message)
            waits.append(wait)
            free = wait + parts / self.per_second
            bulk_free += parts / self.bulk_per_second if bulk else 0.0
        await self._move(db, tx, self.name, free)
        await self._move(db, tx, self._bulk, bulk_free)
        self.free_in, self.bulk_free_in = free, bulk_free
        return waits

    async def _move(self, db: Database, tx: Any, name: str, free_in: float) -> None:
        """The next place of a flow begins in so many seconds."""
        was = self.free_in if name == self.name else self.bulk_free_in
        if free_in > was:
            credit = 0.0 if name == self.name else CREDIT
            await db.sql.rate_take(tx, name=name, seconds=free_in - was, credit=credit)

    @property
    def _bulk(self) -> str:
        return f"{self.name}:bulk"


def _places(free_in: float, ahead: float, per_second: float) -> int:
    left = ahead - free_in
    return int(left * per_second) + 1 if left >= 0 else 0
