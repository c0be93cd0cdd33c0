"""Files that people send as evidence, and results that they show to officials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.message import Incoming
from bot.core.reads.officials import Office


@dataclass(frozen=True, slots=True)
class Received:
    """A file that was fetched, checked and put on our disk; nobody's until KeepEvidence."""

    name: str
    mime: str
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """A file that cannot be taken.

    `why`: empty, too_large, heic, kind, broken, gone, away (for now), full, twice.
    """

    why: str


class EvidenceReads(Protocol):
    """What handlers ask about files."""

    async def receive(
        self, incoming: Incoming, person: int, subject: str, about: str
    ) -> Received | Wrong:
        """Fetch the message's file through its channel, check it by its content and keep it.

        Asked twice for one message, the second answer is the first.
        """
        ...


class NoCabinet:
    """A house that keeps no files."""

    async def receive(
        self, incoming: Incoming, person: int, subject: str, about: str
    ) -> Received | Wrong:
        """Never now."""
        return Wrong("away")


@dataclass(frozen=True, slots=True)
class Shared:
    """A result as it was shown: `body` is the JSON of ShareResult, `owner` a person's number."""

    id: int
    owner: int
    subject: str
    tinh: str
    xa: str
    name: str
    set_no: int
    body: str
    at: datetime
    seen: tuple[str, ...] = ()  # the ids of papers that an official marked as seen


@dataclass(frozen=True, slots=True)
class Comment:
    """A word of an official on a criterion."""

    code: str
    text: str
    by: str
    at: datetime


class SharedReads(Protocol):
    """What officials' handlers ask about shared results."""

    async def within(
        self, offices: Sequence[Office], count: int, skip: int = 0
    ) -> tuple[Shared, ...]:
        """Up to `count` results within reach of these offices, latest first, without the first
        `skip`. `body` and `seen` are left empty."""
        ...

    async def one(self, number: int) -> Shared | None:
        """A shared result; None when it was taken back or never was."""
        ...

    async def comments(self, number: int) -> tuple[Comment, ...]:
        """What was said of it, oldest first."""
        ...

    async def is_kept(self, owner: int, name: str) -> bool:
        """Whether a file of this name is still kept for its owner."""
        ...


class NothingShared:
    """A house where nobody shares anything."""

    async def within(
        self, offices: Sequence[Office], count: int, skip: int = 0
    ) -> tuple[Shared, ...]:
        """None."""
        return ()

    async def one(self, number: int) -> Shared | None:
        """None."""
        return None

    async def comments(self, number: int) -> tuple[Comment, ...]:
        """None."""
        return ()

    async def is_kept(self, owner: int, name: str) -> bool:
        """No."""
        return False
