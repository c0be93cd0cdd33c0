"""A fake Telegram, the channel on it, and a bot that writes down what it hears."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

import pytest

from bot.channels.telegram import TelegramChannel, Waits
from bot.core.message import Incoming
from tests.fakes.telegram import FREE, FakeTelegram

QUICK = Waits(
    poll=5, answer=1.0, upload=2.0, first=0.02, longest=0.1, rival=0.1, receive=(0.02, 0.02)
)


class Bot:
    """The channel under test, and what it received. `on_message` may be set to misbehave."""

    def __init__(self, fake: FakeTelegram, channel: TelegramChannel) -> None:
        """Not listening yet."""
        self.fake = fake
        self.channel = channel
        self.received: list[Incoming] = []
        self.on_message: Callable[[Incoming], Awaitable[None]] | None = None
        self._listening: asyncio.Task[None] | None = None

    async def receive(self, incoming: Incoming) -> None:
        """Take a message: first `on_message`, then the list."""
        if self.on_message:
            await self.on_message(incoming)
        self.received.append(incoming)

    def listens(self) -> asyncio.Task[None]:
        """Start listening in the background."""
        self._listening = asyncio.create_task(self.channel.listen(self.receive))
        return self._listening

    async def stops(self) -> None:
        """Stop listening, as an ending process does."""
        if self._listening:
            self._listening.cancel()
            with suppress(asyncio.CancelledError):
                await self._listening

    async def hears(self, count: int, timeout: float = 5.0) -> list[Incoming]:
        """What was received once there are `count`."""
        await self.fake.until(lambda: len(self.received) >= count, timeout)
        return self.received


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    """Free of limits on sending, with one chat, number 7."""
    async with FakeTelegram(FREE) as fake:
        fake.meets(7)
        yield fake


@pytest.fixture
async def channel(fake: FakeTelegram) -> AsyncIterator[TelegramChannel]:
    """The channel on the fake; all its calls must be in order."""
    channel = TelegramChannel(fake.token, base_url=fake.base, waits=QUICK)
    yield channel
    await channel.close()
    assert not fake.violations


@pytest.fixture
async def bot(fake: FakeTelegram, channel: TelegramChannel) -> AsyncIterator[Bot]:
    """A bot that is not listening yet."""
    bot = Bot(fake, channel)
    yield bot
    await bot.stops()
