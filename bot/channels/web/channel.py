"""The web chat as a channel: sent is what is kept for the browser; open pages are told at once."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path

from starlette.routing import BaseRoute

from bot.channels.web import dress
from bot.channels.web.cookie import Sealer, kept_secret
from bot.channels.web.door import Door
from bot.channels.web.files import Files
from bot.channels.web.hub import Hub
from bot.channels.web.pages import Pages
from bot.channels.web.push import Pusher
from bot.channels.web.talk import Talk
from bot.core.channel import (
    ALWAYS,
    Allowance,
    Blocked,
    Bubble,
    Receive,
    Refused,
    TryLater,
    Webhook,
)
from bot.core.clock import Clock
from bot.core.message import Attachment, Outgoing, Receipt
from bot.store import web
from bot.store.away import AWAY, is_away
from bot.store.database import Database

log = logging.getLogger(__name__)

LOOK = 1.0  # seconds between two looks for what other processes showed
OVERLAP = timedelta(seconds=10)  # what is written slowly, or by a clock that is behind
SWEEP = 6 * 3600.0  # seconds


class WebChannel:
    """People in browsers. Its pages are served by the web server of the process."""

    name = "web"
    limits = dress.LIMITS

    def __init__(
        self,
        db: Database,
        clock: Clock,
        words: Mapping[str, str],
        folder: Path,
        *,
        pusher: Pusher | None = None,
        title: str = "Trợ lý OCOP",
        public_url: str = "",
        proxies: int = 0,
        rate: float = 10.0,
    ) -> None:
        """`words`: our texts by their keys; `folder` keeps the signing key.

        `rate`: requests a second of one internet address (0: no limit). Raises OSError when the
        folder cannot be written.
        """
        self._db, self._clock, self._title, self._pusher = db, clock, title, pusher
        self._hub, self._pushing = Hub(), set[asyncio.Task[int]]()
        self._pages = Pages(words, title)
        sealer = Sealer(kept_secret(folder / "web.key"))
        door = Door(db, clock, sealer, public_url=public_url, proxies=proxies, rate=rate)
        self._talk = Talk(db, clock, self._hub, door, pusher)
        self._files = Files(db, clock, self._hub, door, sealer, words["web_no_file"])

    def routes(self, receive: Receive) -> list[BaseRoute]:
        """What the web server serves."""
        return [
            *self._pages.routes(),
            *self._talk.routes(receive),
            *self._files.routes(receive),
        ]

    async def listen(self, receive: Receive) -> None:
        """Wake pages for what other processes showed; clean up. At the end, all streams end."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self._sweep())
                if not self._db.alone:
                    tasks.create_task(self._look())
        finally:
            self._hub.close()

    def webhooks(self, receive: Receive) -> tuple[Webhook, ...]:
        """None: browsers ask by the pages."""
        return ()

    def allowance(self, heard_at: datetime | None, now: datetime) -> Allowance:
        """Always: it waits for them on the page, and is pushed where they allowed it."""
        return ALWAYS

    def bubbles(self, message: Outgoing) -> tuple[Bubble, ...]:
        """As its bodies would look on the page."""
        file = dress.unread(message.attachment) if message.attachment else None
        return tuple(dress.bubble(body) for body in dress.bodies(message, file))

    async def send(self, to: str, message: Outgoing) -> Receipt:
        """Keep it for the browser. Blocked when the browser was forgotten."""
        file = None
        if message.attachment:
            ref = secrets.token_urlsafe(24)
            file = await asyncio.to_thread(dress.read_file, message.attachment, ref)
        parts = dress.bodies(message, file)
        now, replaces = self._clock.now(), message.replaces
        try:
            with _later_when_away():
                keys = await web.show(self._db, to, parts, now, replaces=replaces, file=file)
                looked_at = await self._is_looked_at(to)
        except web.NoSession as error:
            raise Blocked("no browser has this address") from error
        self._hub.wake(to)
        if not looked_at and not message.replaces:
            self._push(to, message, keys[0])
        return Receipt(keys[-1], self._clock.now(), tuple(keys))

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        """The bytes of a file that somebody sent. Refused when too big or no longer kept."""
        with _later_when_away():
            found = await web.file_of(self._db, attachment.ref)
        if found is None or len(found[1].data) > limit:
            raise Refused("no such file, or too big")
        return found[1].data

    async def hint(self, to: str) -> None:
        """Show "typing" on the open pages of this process."""
        self._hub.wake(to, typing=True)

    async def close(self) -> None:
        """End all streams, and wait a moment for what is being pushed."""
        self._hub.close()
        if self._pushing:
            await asyncio.wait(self._pushing, timeout=2)
        for task in self._pushing:
            task.cancel()
        if self._pusher:
            await self._pusher.close()

    def _push(self, to: str, message: Outgoing, key: str) -> None:
        words = message.text.strip() or (message.attachment.name if message.attachment else "")
        if self._pusher and words:
            task = asyncio.create_task(self._pusher.push(to, self._title, words, key))
            self._pushing.add(task)
            task.add_done_callback(self._pushing.discard)

    async def _is_looked_at(self, address: str) -> bool:
        if self._hub.looks(address):
            return True
        if self._db.alone:
            return False
        return await web.is_watched(self._db, address, self._clock.now())

    async def _look(self) -> None:
        """Other processes show messages too: wake whoever they are for."""
        while True:
            await asyncio.sleep(LOOK)
            open_here = self._hub.addresses()
            with contextlib.suppress(Exception):  # a database that is away is looked for again
                moved = await web.talked_since(self._db, self._clock.now() - OVERLAP)
                for address in open_here & moved:
                    self._hub.wake(address)

    async def _sweep(self) -> None:
        while True:
            try:
                log.info("web: swept %s", await web.sweep(self._db, self._clock.now()))
            except AWAY as error:
                if not is_away(error):
                    raise
            await asyncio.sleep(SWEEP)


@contextlib.contextmanager
def _later_when_away() -> Iterator[None]:
    try:
        yield
    except AWAY as error:
        if is_away(error):
            raise TryLater(1.0, reason="the database is away") from error
        raise
