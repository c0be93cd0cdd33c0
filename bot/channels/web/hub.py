"""Who looks at which conversation now, in this process, and how they are woken."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic

MOST_EACH, MOST = 6, 4_000  # streams of one address, and in all
POLLED = 15.0  # seconds for which somebody who asked for news counts as looking


class Full(Exception):
    """No more streams: ask for news from time to time instead."""


class Stream:
    """One open page."""

    def __init__(self) -> None:
        """Nothing has happened yet."""
        self._event = asyncio.Event()
        self.typing = self.ended = False

    def wake(self, *, typing: bool = False, ended: bool = False) -> None:
        """Something happened."""
        self.typing, self.ended = self.typing or typing, self.ended or ended
        self._event.set()

    async def happens(self, seconds: float) -> bool:
        """Whether something happened within so many seconds; what was before counts too."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):  # `wait_for` loses a cancel that meets the event
                await self._event.wait()
        happened = self._event.is_set()
        self._event.clear()
        return happened


class Hub:
    """The open pages of this process, by address."""

    def __init__(self, time: Callable[[], float] = monotonic) -> None:
        """`time` only goes forward."""
        self._streams: defaultdict[str, list[Stream]] = defaultdict(list)
        self._polled: dict[str, float] = {}
        self._time, self._closed = time, False

    @contextmanager
    def look(self, address: str) -> Iterator[Stream]:
        """A page is open. The oldest of too many ends; raises Full when there is no room."""
        if self.is_full():
            raise Full
        stream, streams = Stream(), self._streams[address]
        streams.append(stream)
        if len(streams) > MOST_EACH:
            streams[0].wake(ended=True)
        if self._closed:
            stream.wake(ended=True)
        try:
            yield stream
        finally:
            streams.remove(stream)
            if not streams:
                self._streams.pop(address, None)

    def polled(self, address: str) -> None:
        """A page without a stream asked for news."""
        now = self._time()
        self._polled[address] = now
        if len(self._polled) > MOST:
            self._polled = {a: at for a, at in self._polled.items() if now - at < POLLED}

    def looks(self, address: str) -> bool:
        """Whether somebody looks at this conversation."""
        if address in self._streams:
            return True
        return self._time() - self._polled.get(address, -POLLED) < POLLED

    def addresses(self) -> set[str]:
        """Those with open pages."""
        return set(self._streams)

    def count(self) -> int:
        """How many pages are open."""
        return sum(len(streams) for streams in self._streams.values())

    def is_full(self) -> bool:
        """Whether there is no room for another page."""
        return self.count() >= MOST

    def wake(self, address: str, *, typing: bool = False, ended: bool = False) -> None:
        """Tell all open pages of an address."""
        for stream in self._streams.get(address, ()):
            stream.wake(typing=typing, ended=ended)

    def close(self) -> None:
        """End all streams, those that come later too: the process stops."""
        self._closed = True
        for address in self.addresses():
            self.wake(address, ended=True)
