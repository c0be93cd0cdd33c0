"""Pace: an even flow in all, and no more to one chat than a platform allows."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.core.channel import Pace

UNLIMITED = 1_000_000
FORGET = 10_000  # chats remembered before those long silent are dropped


class Pacer:
    """Spreads sends evenly. Times are in seconds of a clock that only goes forward."""

    def __init__(self, pace: Pace, time: Callable[[], float]) -> None:
        """`time` is the event loop's clock."""
        self._pace, self._time = pace, time
        self._next = 0.0
        self._chats: dict[str, float] = {}

    async def take(self, places: int = 1) -> None:
        """Wait for the next place in the even flow; a message of several parts takes several."""
        if self._pace.per_second <= 0:
            return
        now = self._time()
        place = max(now, self._next)
        self._next = place + places / self._pace.per_second
        if place > now:
            await asyncio.sleep(place - now)

    def places(self, within: float) -> int:
        """How many places of the even flow begin within so many seconds from now."""
        if self._pace.per_second <= 0:
            return UNLIMITED
        left = self._time() + within - max(self._time(), self._next)
        return int(left * self._pace.per_second) + 1 if left >= 0 else 0

    def free_in(self) -> float:
        """Seconds until the next place of the even flow."""
        return max(0.0, self._next - self._time())

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
