"""Pace: an even flow in all, and no more to one chat than a platform allows."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable

from bot.core.channel import Pace

UNLIMITED = 1_000_000
CREDIT = 2.0  # seconds of announcements that may be made up for, within the flow in all
SECOND = 1.02  # a little longer than a platform's, for what catches up on its way there
FORGET = 10_000  # chats remembered before those long silent are dropped


class Pacer:
    """Spreads sends evenly. Times are in seconds of a clock that only goes forward."""

    def __init__(self, pace: Pace, time: Callable[[], float], bulk_per_second: float = 0.0) -> None:
        """`time` is the event loop's clock; announcements flow more slowly, so that there is
        always room for a reply (0: as everything)."""
        self._pace, self._time = pace, time
        self.bulk_per_second = min(bulk_per_second or pace.per_second, pace.per_second)
        self._next = self._next_bulk = 0.0
        self._recent = deque[float](maxlen=max(1, math.ceil(pace.per_second)))
        self._line = asyncio.Lock()
        self._chats: dict[str, float] = {}

    async def take(self, places: int = 1, *, bulk: bool = False) -> None:
        """Wait for the next place in the even flow; a message of several parts takes several."""
        if self._pace.per_second <= 0:
            return
        now = self._time()
        place = max(now, self._next)
        if bulk:
            regular = self._bulk_place(now)
            place = max(place, regular)
            self._next_bulk = regular + places / self.bulk_per_second
        self._next = place + places / self._pace.per_second
        await self.until(place - now, places)

    def _bulk_place(self, now: float) -> float:
        """The next regular place of announcements. One that replies took, or that was missed by a
        moment, lies before now and is made up for; an idle time is not."""
        return self._next_bulk if self._next_bulk >= now - CREDIT else now

    async def until(self, wait: float, places: int = 1) -> None:
        """Wait for a place that was taken; never more than the rate in any one second, also
        after a moment in which this process could not run."""
        if wait > 0:
            await asyncio.sleep(wait)
        async with self._line:
            full = len(self._recent) == self._recent.maxlen
            early = self._recent[0] + SECOND - self._time() if full else 0.0
            if early > 0:
                await asyncio.sleep(early)
            self._recent.extend([self._time()] * places)

    def places(self, within: float, *, bulk: bool = False) -> int:
        """How many places of the even flow begin within so many seconds from now."""
        if self._pace.per_second <= 0:
            return UNLIMITED
        now = self._time()
        places = _begin(within - max(0.0, self._next - now), self._pace.per_second)
        if bulk:
            ahead = within + now - self._bulk_place(now)
            places = min(places, _begin(ahead, self.bulk_per_second))
        return places

    def free_in(self, *, bulk: bool = False) -> float:
        """Seconds until the next place of the even flow."""
        return max(0.0, (max(self._next, self._next_bulk) if bulk else self._next) - self._time())

    def chat_wait(self, address: str) -> float:
        """Seconds until this chat may get a message; 0 takes the place at once.

        This is GCRA: a chat's next regular moment moves on by `chat_seconds` a message, and may
        run ahead of now by a burst.
        """
        pace = self._pace
        if pace.chat_seconds <= 0:
            return 0.0
        now = self._time()
        regular = max(now, self._chats.get(address, 0.0))
        ahead = pace.chat_seconds * (pace.chat_burst - 1)
        if regular - now > ahead:
            return regular - now - ahead
        self._remember(address, regular + pace.chat_seconds, now)
        return 0.0

    def _remember(self, address: str, regular: float, now: float) -> None:
        if len(self._chats) >= FORGET:
            self._chats = {chat: at for chat, at in self._chats.items() if at > now}
        self._chats[address] = regular


def _begin(seconds: float, rate: float) -> int:
    """How many places begin within so many seconds, the first at once."""
    return int(seconds * rate) + 1 if seconds >= 0 else 0
