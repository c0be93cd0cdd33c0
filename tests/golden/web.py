"""The web chat as a phone: its pages' own requests, in this process."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx

from bot.app import App
from bot.channels.web import WebChannel
from bot.server import web_app
from tests.channels.web_house import Browser
from tests.golden.phone import Phone, Told


class WebPhone(Phone):
    """Somebody's browser."""

    def __init__(self, app: App, folder: Path) -> None:
        """`folder` keeps the channel's key."""
        words = app.knowledge.library.texts
        channel = WebChannel(app.db, app.clock, words, folder, rate=0.0)
        super().__init__(app, channel)
        served = httpx.ASGITransport(web_app((), channel.routes(self.receive)))
        self._client = httpx.AsyncClient(transport=served, base_url="http://127.0.0.1:8080")
        self._browser = Browser(self._client)
        self._every: list[Told] = []
        self._words: dict[str, str] = {}

    async def greets(self) -> None:
        """The page is opened: that says it for them."""
        await self._browser.open()

    async def stop(self) -> None:
        """The page is closed."""
        await self._client.aclose()
        await super().stop()

    async def writes(self, text: str) -> None:
        """Words in the box."""
        await self._browser.says(text)

    async def taps(self, label: str) -> None:
        """The newest button with this label."""
        await self._browser.presses(label)

    async def screen(self) -> list[Told]:
        """Every message of ours, again when its words have changed."""
        for message in await self._browser.sees():
            if not message["me"] and self._words.get(message["key"]) != message["text"]:
                self._words[message["key"]] = message["text"]
                self._every.append(_told(message))
        return list(self._every)


def _told(message: dict[str, Any]) -> Told:
    return Told(message["text"], tuple(label for row in message["rows"] for label, _ in row))
