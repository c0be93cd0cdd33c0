"""A small world to test conversations in: the real bot, a clock we set, a channel we hold."""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.app import App
from bot.core.channel import (
    ALWAYS,
    Allowance,
    Bubble,
    Limits,
    Pace,
    Receive,
    Refused,
    SendError,
    Webhook,
)
from bot.core.choices import numbered
from bot.core.message import Attachment, Incoming, Kind, Outgoing, Receipt
from bot.library import Knowledge
from bot.settings import Settings
from bot.store.database import Database

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)  # 12:00 in Việt Nam


@dataclass
class FakeClock:
    """A clock that stands still until it is moved."""

    moment: datetime = NOON

    def now(self) -> datetime:
        """The moment it shows."""
        return self.moment

    def pass_(self, **time: float) -> None:
        """Let time pass: `clock.pass_(minutes=5)`."""
        self.moment += timedelta(**time)


@dataclass
class FakeChannel:
    """A channel that keeps what it is sent, and fails when told to."""

    name: str = "fake"
    buttons: bool = True
    pace: Pace = field(default_factory=Pace)
    sent: list[tuple[str, Outgoing]] = field(default_factory=list)
    failures: deque[SendError | None] = field(default_factory=deque)
    hinted: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)  # what people sent, by ref
    away: deque[SendError | None] = field(default_factory=deque)  # failures of the next fetches
    fetched: list[str] = field(default_factory=list)
    first: asyncio.Event = field(default_factory=asyncio.Event)
    allows: Callable[[datetime | None, datetime], Allowance] | None = None

    @property
    def limits(self) -> Limits:
        """Those of Telegram, at any pace."""
        return Limits(4096, 1024, "utf16", buttons=self.buttons, files=True, pace=self.pace)

    async def listen(self, receive: Receive) -> None:
        """Nothing comes by itself."""

    def webhooks(self, receive: Receive) -> tuple[Webhook, ...]:
        """None."""
        return ()

    def allowance(self, heard_at: datetime | None, now: datetime) -> Allowance:
        """As `allows` says: always, when nothing is set."""
        return self.allows(heard_at, now) if self.allows else ALWAYS

    def bubbles(self, message: Outgoing) -> tuple[Bubble, ...]:
        """One, whatever its length, with the labels of its buttons."""
        file = message.attachment.kind if message.attachment else ""
        rows = tuple(tuple(choice.label for choice in row) for row in message.rows)
        return (Bubble(message.text if self.buttons else numbered(message), file, rows),)

    async def send(self, to: str, message: Outgoing) -> Receipt:
        """Keep it, or fail as the next of `failures` says (None: no failure)."""
        failure = self.failures.popleft() if self.failures else None
        if failure:
            raise failure
        self.sent.append((to, message))
        self.first.set()
        return Receipt(str(len(self.sent)))

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        """One of `files` by its ref; Refused for another, or a larger one."""
        self.fetched.append(attachment.ref)
        failure = self.away.popleft() if self.away else None
        if failure:
            raise failure
        data = self.files.get(attachment.ref)
        if data is None or len(data) > limit:
            raise Refused("no such file, or too large")
        return data

    async def hint(self, to: str) -> None:
        """Keep who was hinted at."""
        self.hinted.append(to)

    async def close(self) -> None:
        """Nothing."""


class World:
    """One bot and the people who talk to it."""

    def __init__(self, db: Database, knowledge: Knowledge, **settings: Any) -> None:
        """A bot on this database with this content."""
        self.clock, self.channel = FakeClock(), FakeChannel()
        self.app = App(Settings(**settings), knowledge, db, self.clock)
        self.deliverer = self.app.add(self.channel)
        self.db = db
        self._updates = itertools.count(1)

    async def gives(self, incoming: Incoming) -> list[Outgoing]:
        """Hand in one incoming message; what is sent because of it."""
        before = len(self.channel.sent)
        await self.app.intake.receive(incoming)
        await self.deliverer.once()
        return [message for _, message in self.channel.sent[before:]]

    def incoming(self, kind: Kind, who: str = "an", **more: Any) -> Incoming:
        """A new incoming message of somebody."""
        return Incoming(self.channel.name, who, str(next(self._updates)), kind, **more)

    async def says(self, text: str, who: str = "an") -> list[Outgoing]:
        """Somebody writes; the replies."""
        return await self.gives(self.incoming(Kind.TEXT, who, text=text))

    async def presses(self, label: str, who: str = "an") -> list[Outgoing]:
        """Somebody presses the newest button with this label; the replies."""
        for to, message in reversed(self.channel.sent):
            for choice in message.choices():
                if to == who and choice.label == label:
                    return await self.presses_action(choice.action, who)
        raise AssertionError(f"no button {label!r} was shown to {who}")

    async def presses_action(self, action: str, who: str = "an") -> list[Outgoing]:
        """Somebody presses a button with this action, real or forged; the replies."""
        press = self.incoming(Kind.PRESS, who, action=action, pressed="1")
        return await self.gives(press)

    async def sends(self, kind: str, who: str = "an") -> list[Outgoing]:
        """Somebody sends a photo, document, voice, sticker …; the replies."""
        as_file = kind in ("photo", "document")
        files = (Attachment(kind, "file-1"),)
        incoming_kind = Kind.FILE if as_file else Kind.UNSUPPORTED
        return await self.gives(self.incoming(incoming_kind, who, attachments=files))
