"""Zalo keeps the channel contract, on our fake of the Zalo Bot API."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.core.channel import Channel
from bot.core.message import Incoming
from tests.channels.contract import ChannelContract, Stand
from tests.channels.zalo import ZaloBot, zalo
from tests.fakes.zalo import FakeZalo


class ZaloStand:
    """A person in chat "lan" of the first bot."""

    address = "bot1:lan"

    def __init__(self, bot: ZaloBot) -> None:
        """The bot listens."""
        self._fake = bot.fake
        self.channel: Channel = bot.channel
        self.received: list[Incoming] = bot.received

    async def says(self, text: str) -> None:
        """Writes."""
        self._fake.says("lan", text)

    async def chooses(self, number: int) -> None:
        """Writes the number that stands before the choice."""
        self._fake.says("lan", str(number))

    async def seen(self) -> list[str]:
        """The chat as it looks now."""
        return [heard.text for heard in self._fake.seen("lan")]


class TestZaloContract(ChannelContract):
    """The contract, on Zalo."""

    @pytest.fixture
    async def stand(self) -> AsyncIterator[Stand]:
        """A listening channel on the fake."""
        async with FakeZalo() as fake:
            fake.meets("lan")
            bot = ZaloBot(fake, zalo(fake))
            await bot.listens()
            yield ZaloStand(bot)
            await bot.stops()
            await bot.channel.close()
            assert not fake.violations
