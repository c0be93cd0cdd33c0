"""Telegram keeps the channel contract, on the strict fake."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram import TelegramChannel
from bot.core.channel import Channel
from bot.core.message import Incoming
from tests.channels.conftest import QUICK, Bot
from tests.channels.contract import ChannelContract, Stand
from tests.fakes.telegram import FakeTelegram


class TelegramStand:
    """A person in chat 7."""

    address = "7"

    def __init__(self, fake: FakeTelegram, bot: Bot) -> None:
        """The bot listens."""
        self._fake = fake
        self.channel: Channel = bot.channel
        self.received: list[Incoming] = bot.received

    async def says(self, text: str) -> None:
        """Writes."""
        self._fake.says(7, text)

    async def chooses(self, number: int) -> None:
        """Presses a button of the latest message."""
        latest = self._fake.seen(7)[-1]
        self._fake.presses(7, latest.id, latest.actions()[number - 1])

    async def seen(self) -> list[str]:
        """The chat as it looks now."""
        return [heard.text for heard in self._fake.seen(7)]


class TestTelegramContract(ChannelContract):
    """The contract, on Telegram."""

    @pytest.fixture
    async def stand(self) -> AsyncIterator[Stand]:
        """A listening channel on a fake with Telegram's real limits."""
        async with FakeTelegram() as fake:
            fake.meets(7)
            bot = Bot(fake, TelegramChannel(fake.token, base_url=fake.base, waits=QUICK))
            bot.listens()
            yield TelegramStand(fake, bot)
            await bot.stops()
            await bot.channel.close()
            assert not fake.violations
