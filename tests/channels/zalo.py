"""A Zalo bot under test that writes down what it hears."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from bot.channels.zalo import Waits, ZaloChannel
from bot.core.message import Incoming
from tests.fakes.zalo import TOKEN, FakeZalo

QUICK = Waits(poll=1.0, answer=1.0, first=0.02, longest=0.1, receive=(0.02, 0.02))


def zalo(fake: FakeZalo, *tokens: str, **more: Any) -> ZaloChannel:
    """The channel on the fake."""
    given = {"waits": QUICK, **more}
    return ZaloChannel(tokens or (TOKEN,), base_url=fake.base, **given)


class ZaloBot:
    """The channel, and what it received. `on_message` may be set to misbehave."""

    def __init__(self, fake: FakeZalo, channel: ZaloChannel) -> None:
        """Not listening yet."""
        self.fake, self.channel = fake, channel
        self.received: list[Incoming] = []
        self.on_message: Callable[[Incoming], Awaitable[None]] | None = None
        self._listening: asyncio.Task[None] | None = None

    async def receive(self, incoming: Incoming) -> None:
        """Take a message: first `on_message`, then the list."""
        if self.on_message:
            await self.on_message(incoming)
        self.received.append(incoming)

    async def listens(self) -> None:
        """Listen in the background, until every bot polls."""
        self._listening = asyncio.create_task(self.channel.listen(self.receive))
        accounts = self.fake.accounts.values()
        await self.fake.until(lambda: all(a.polling or a.url for a in accounts))

    async def stops(self) -> None:
        """Stop listening."""
        if self._listening:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def hears(self, count: int, timeout: float = 5.0) -> list[Incoming]:
        """What was received once there are `count`."""
        await self.fake.until(lambda: len(self.received) >= count, timeout)
        return self.received
