"""Pace: an even flow in all, and no more to one chat than a platform allows.

What is even when it leaves may be crowded when it arrives: a process stands still, a platform or
the way to it does. So a send counts from the moment it leaves until a second after it must have
arrived, and the next goes when no more count than were due (`Second`).
"""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from bot.core.channel import Pace

UNLIMITED = 1_000_000
CREDIT = 2.0  # seconds of announcements that may be made up for, within the flow in all
SECOND = 1.02  # a little longer than a platform's
WAYS = 200  # sends among which the shortest way there and back is looked for
GLANCE = 0.005  # seconds between two looks whether an answer has come
FORGET = 10_000  # chats remembered before those long silent are dropped


class Pacer:
    """Spreads sends evenly. Times are in seconds of a clock that only goes forward."""

    def __init__(
        self,
        pace: Pace,
        time: Callable[[], float],
        bulk_per_second: float = 0.0,
        *,
        shared: bool = False,
    ) -> None:
        """Announcements flow more slowly, so that there is always room for a reply (0: as
        everything). `shared`: other processes send too, and places come by `use`."""
        self._pace, self._time = pace, time
        self.bulk_per_second = min(bulk_per_second or pace.per_second, pace.per_second)
        self._next = self._next_bulk = 0.0
        self._second = Second(max(1, math.ceil(pace.per_second)), time, shared=shared)
        self._chats: dict[str, float] = {}

    async def take(self, places: int = 1, *, bulk: bool = False) -> Sent:
        """Wait for the next place in the even flow; a message of several parts takes several."""
        now = self._time()
        place = max(now, self._next)
        if bulk:
            regular = self._bulk_place(now)
            place = max(place, regular)
            self._next_bulk = regular + places / self.bulk_per_second
        self._next = place + places / self._pace.per_second
        sent = await self._second.leave(place, places)
        assert sent is not None  # without a latest moment it always leaves
        return sent

    async def use(self, at: float, places: int, latest: float) -> Sent | None:
        """Wait for a place that was taken elsewhere; None: it came too late for it."""
        return await self._second.leave(at, places, latest)

    def arrived(self, sent: Sent) -> None:
        """Its answer is there, or none will come."""
        self._second.arrived(sent)

    def _bulk_place(self, now: float) -> float:
        """The next regular place of announcements. One that replies took, or that was missed by a
        moment, lies before now and is made up for; an idle time is not."""
        return self._next_bulk if self._next_bulk >= now - CREDIT else now

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


@dataclass(eq=False, slots=True)
class Sent:
    """A send of some parts: when it was due, when it left, until when it counts. Seconds."""

    due: float
    parts: int
    left: float = 0.0
    until: float = math.inf


class Second:
    """No more than `most` arrive in any second; where a flow is shared, no more than were due.

    A send arrives between its leaving and its answer; of that time the shortest way there and
    back is known to be the way itself, the rest may lie before the arrival.
    """

    def __init__(self, most: int, time: Callable[[], float], *, shared: bool) -> None:
        """`time`: seconds of a clock that only goes forward."""
        self._most, self._time, self._shared = most, time, shared
        self._sends: list[Sent] = []
        self._ways = deque[float](maxlen=WAYS)
        self._line = asyncio.Lock()

    async def leave(self, due: float, parts: int, latest: float = math.inf) -> Sent | None:
        """Wait until it is due and there is room; None when that is after `latest`."""
        if (wait := due - self._time()) > 0:
            await asyncio.sleep(wait)
        sent = Sent(due, parts)
        async with self._line:
            while True:
                early = self._early(sent)
                if self._time() > latest:
                    return None
                if early <= 0:
                    break
                await asyncio.sleep(early)
            sent.left = self._time()
            self._sends.append(sent)
        return sent

    def arrived(self, sent: Sent) -> None:
        """It counts for another second, less the way."""
        now = self._time()
        self._ways.append(now - sent.left)
        sent.until = now + SECOND - min(self._ways)

    def _early(self, sent: Sent) -> float:
        """Seconds until it may leave, or until the next look."""
        now = self._time()
        self._sends = [one for one in self._sends if max(one.until, one.due + SECOND) > now]
        due = sent.parts + sum(one.parts for one in self._sends if one.due > now - SECOND)
        counting = [one for one in self._sends if one.until > now]
        most = max(sent.parts, self._share(due))
        if sum(one.parts for one in counting) + sent.parts <= most:
            return 0.0
        first = min(one.until for one in counting)
        return GLANCE if math.isinf(first) else max(first - now, 1e-4)

    def _share(self, due: int) -> int:
        """How many may count at once: what was due and one more, when others send too. A third
        always may, or one slow answer would hold up everything when little is sent."""
        return min(self._most, max(due + 1, self._most // 3)) if self._shared else self._most
