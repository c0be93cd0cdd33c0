"""The web chat on loopback: the whole bot behind it, and browsers that ask as the page does."""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from bot.app import App
from bot.channels.web import Pusher, WebChannel
from bot.core.channel import Receive
from bot.library import Knowledge
from bot.server import web_app
from bot.settings import Settings
from bot.store.database import Database
from tests.loopback import serving
from tests.world import FakeClock

OURS = {"X-OCOP": "1"}
PHOTO = b"\xff\xd8\xff\xe0" + b"anh" * 50
NUMBERS = itertools.count()


def new_id() -> str:
    """An id as the page makes it."""
    return secrets.token_hex(12)


@dataclass
class Browser:
    """One browser with its cookies; `messages` as its page would show them."""

    client: httpx.AsyncClient
    messages: dict[str, dict[str, Any]] = field(default_factory=dict)
    seq: int = 0
    page: int = 0

    async def open(self) -> dict[str, Any]:
        """Load the page."""
        told = await self.post("/chat/open", {})
        self.messages, self.seq = {}, 0
        self.takes(told)
        return told

    async def post(self, path: str, data: object, **headers: str) -> dict[str, Any]:
        """Ask, and be understood."""
        written = json.dumps(data)  # ASCII, so that broken letters travel too
        answer = await self.client.post(path, content=written, headers=OURS | headers)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def says(self, text: str, ident: str = "") -> None:
        """Write."""
        await self.post("/chat/say", {"id": ident or new_id(), "text": text})

    async def presses(self, label: str) -> None:
        """Touch the newest button with this label."""
        for message in reversed(await self.sees()):
            for row in message["rows"]:
                for name, action in row:
                    if name == label:
                        press = {"id": new_id(), "action": action, "message": message["key"]}
                        await self.post("/chat/say", press)
                        return
        raise AssertionError(f"no button {label!r}")

    async def sends(self, data: bytes, name: str = "anh.jpg", ident: str = "") -> httpx.Response:
        """A photo or a file."""
        where = {"id": ident or new_id(), "name": name}
        return await self.client.post("/chat/file", params=where, content=data, headers=OURS)

    async def sees(self) -> list[dict[str, Any]]:
        """Ask for news; all that the page shows now."""
        where = {"after": self.seq, "page": self.page}
        answer = await self.client.get("/chat/news", params=where)
        assert answer.status_code == 200, answer.text
        self.takes(answer.json())
        return list(self.messages.values())

    def takes(self, news: dict[str, Any]) -> None:
        """What the page does with news."""
        if news.get("clear"):
            self.messages = {}
        self.page = news.get("page", self.page)
        self.seq = max(self.seq, news.get("seq", 0))
        for message in news.get("messages", ()):
            self.messages[message["key"]] = message

    @asynccontextmanager
    async def stream(self) -> AsyncIterator[asyncio.Queue[tuple[str, dict[str, Any]]]]:
        """The open page: events as they come."""
        events: asyncio.Queue[tuple[str, dict[str, Any]]] = asyncio.Queue()
        opened = asyncio.Event()
        reading = asyncio.create_task(self._read(events, opened))
        await asyncio.wait_for(opened.wait(), 5)
        try:
            yield events
        finally:
            reading.cancel()
            await asyncio.gather(reading, return_exceptions=True)

    async def _read(
        self, events: asyncio.Queue[tuple[str, dict[str, Any]]], opened: asyncio.Event
    ) -> None:
        where = {"after": self.seq, "page": self.page}
        async with self.client.stream("GET", "/chat/events", params=where) as answer:
            assert answer.headers["content-type"].startswith("text/event-stream")
            name = ""
            async for line in answer.aiter_lines():
                opened.set()
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    events.put_nowait((name, json.loads(line.removeprefix("data: "))))


@dataclass
class WebHouse:
    """The bot, its web channel and where it listens."""

    app: App
    channel: WebChannel
    base: str
    clock: FakeClock

    @asynccontextmanager
    async def browser(self, **headers: str) -> AsyncIterator[Browser]:
        """Somebody's browser, not opened yet."""
        async with httpx.AsyncClient(base_url=self.base, headers=headers, timeout=10) as client:
            yield Browser(client)


@asynccontextmanager
async def web_house(
    db: Database,
    knowledge: Knowledge,
    folder: Path,
    *,
    receive: Receive | None = None,
    pusher: Callable[[Database, FakeClock], Pusher] | None = None,
    rate: float = 0,
    **options: Any,
) -> AsyncIterator[WebHouse]:
    """The whole bot with a web chat; `receive` in its place hears instead of it."""
    clock = FakeClock()
    app = App(Settings(ocop_data=folder), knowledge, db, clock)
    words = knowledge.library.texts
    push = pusher(db, clock) if pusher else None
    channel = WebChannel(db, clock, words, folder, pusher=push, rate=rate, **options)
    app.add(channel)
    routes = channel.routes(receive or app.receive_and_deliver)
    listening = asyncio.create_task(channel.listen(app.receive_and_deliver))
    try:
        async with serving(web_app([], routes), listening.cancel) as base:
            yield WebHouse(app, channel, base, clock)
    finally:
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
        await channel.close()


async def soon(holds: Callable[[], bool], seconds: float = 5.0) -> None:
    """Wait until something holds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come"
        await asyncio.sleep(0.005)
