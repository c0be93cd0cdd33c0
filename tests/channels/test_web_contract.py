"""The web chat keeps the channel contract, over HTTP on loopback, on both databases."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.core.channel import Channel
from bot.core.message import Incoming
from bot.library import Knowledge
from bot.store.database import Database
from tests.channels.contract import ChannelContract, Stand
from tests.channels.web_house import Browser, WebHouse, new_id, web_house


class WebStand:
    """A person with one browser."""

    def __init__(self, house: WebHouse, browser: Browser, received: list[Incoming]) -> None:
        """The greeting that opening brings is heard already."""
        self.channel: Channel = house.channel
        self.address = received[0].address
        self.received = received
        self._browser = browser
        received.clear()

    async def says(self, text: str) -> None:
        """Writes."""
        await self._browser.says(text)

    async def chooses(self, number: int) -> None:
        """Touches a button of the latest message."""
        latest = (await self._browser.sees())[-1]
        choices = [choice for row in latest["rows"] for choice in row]
        press = {"id": new_id(), "action": choices[number - 1][1], "message": latest["key"]}
        await self._browser.post("/chat/say", press)

    async def seen(self) -> list[str]:
        """What we wrote, as it stands on the page now."""
        return [shown["text"] for shown in await self._browser.sees() if not shown["me"]]


class TestWebContract(ChannelContract):
    """The contract, in a browser."""

    @pytest.fixture
    async def stand(
        self, db: Database, knowledge: Knowledge, tmp_path: Path
    ) -> AsyncIterator[Stand]:
        received: list[Incoming] = []

        async def receive(incoming: Incoming) -> None:
            received.append(incoming)

        async with (
            web_house(db, knowledge, tmp_path, receive=receive) as house,
            house.browser() as browser,
        ):
            await browser.open()
            yield WebStand(house, browser, received)
