"""What a page has not seen yet, once or as a stream of server-sent events."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from time import monotonic
from typing import Any

from bot.channels.web.dress import as_data
from bot.channels.web.hub import Full, Hub, Stream
from bot.store import web
from bot.store.database import Database

HISTORY = 60  # messages that a page gets when it opens
BEAT = 20.0  # seconds; a line that is silent for longer is cut by many on the way

Beat = Callable[[str, float], Awaitable[None]]
"""Says that an address is looked at for so many seconds more."""


class News:
    """Reads conversations for pages."""

    def __init__(self, db: Database) -> None:
        """From this database."""
        self._db = db

    async def all(self, address: str) -> dict[str, Any]:
        """The end of the conversation; `page` tells which, after it was erased."""
        page, shown = await web.last(self._db, address, HISTORY)
        return _told(shown, page)

    async def since(self, address: str, seq: int, page: int) -> dict[str, Any] | None:
        """What came after `seq`; the whole when it was erased meanwhile; None for nothing."""
        now, shown = await web.after(self._db, address, seq)
        if now != page:
            return {**await self.all(address), "clear": True}
        return _told(shown, page) if shown else None


def _told(shown: list[web.Shown], page: int) -> dict[str, Any]:
    seq = max((one.seq for one in shown), default=0)
    return {"messages": [as_data(one) for one in shown], "seq": seq, "page": page}


async def stream(
    hub: Hub, news: News, address: str, seq: int, page: int, beat: Beat | None
) -> AsyncIterator[bytes]:
    """Events until the page closes, the browser is forgotten or the process stops."""
    try:
        with hub.look(address) as looking:
            yield b"retry: 2000\n: hello\n\n"
            async for event in _events(looking, news, address, seq, page, beat):
                yield event
    except Full:
        return


async def _events(
    looking: Stream, news: News, address: str, seq: int, page: int, beat: Beat | None
) -> AsyncIterator[bytes]:
    beaten = -BEAT
    while not looking.ended:
        if beat and monotonic() - beaten >= BEAT / 2:
            beaten = monotonic()
            await beat(address, BEAT * 2)
        if found := await news.since(address, seq, page):
            seq, page = max(seq, found["seq"]), found["page"]
            yield _event("news", found)
        if looking.typing:
            looking.typing = False
            yield _event("typing", {})
        if not await looking.happens(BEAT):
            yield b": beat\n\n"


def _event(name: str, data: object) -> bytes:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n".encode()
