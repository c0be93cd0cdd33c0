"""What officials ask about announcements: whom one would reach, and how one is going."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol

from bot.core.audience import Audience
from bot.core.channel import Bubble, Limits
from bot.core.message import Outgoing


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement that was confirmed, as it stands.

    `counts` are its rows by state, `failed` the failed ones by reason; `left_to_list` says that
    its list of people is still being written.
    """

    number: int
    draft: str
    author: int
    office: str
    kind: str
    parent: str
    state: str
    why: str
    text: str
    message: Outgoing
    plain: Outgoing
    audience: Audience
    counted: int
    starts_at: datetime
    expires_at: datetime | None
    repeats: str
    left_to_list: bool
    counts: Mapping[str, int] = field(default_factory=dict)
    failed: Mapping[str, int] = field(default_factory=dict)
    read: int = 0

    def count(self, *states: str) -> int:
        """How many rows stand in these states."""
        return sum(self.counts.get(state, 0) for state in states)


class AnnouncementReads(Protocol):
    """What handlers read of announcements."""

    @property
    def approve_above(self) -> int:
        """Above so many people a second official approves."""
        ...

    def channels(self) -> Mapping[str, Limits]:
        """The channels that are served, and what their messages hold."""
        ...

    def bubbles(self, channel: str, message: Outgoing) -> tuple[Bubble, ...]:
        """What people on that channel would see of a message; nothing where it is not served."""
        ...

    async def by_channel(self, audience: Audience, today: date) -> Mapping[str, int]:
        """How many people it is now, by the channel that would reach them."""
        ...

    async def sample(self, audience: Audience, today: date) -> tuple[str, ...]:
        """Five of their names, "" for who told none."""
        ...

    async def announced(self, draft: str) -> Announced | None:
        """An announcement by the name of its draft."""
        ...

    async def latest(self, count: int) -> tuple[Announced, ...]:
        """The latest ones, newest first; those that wait for somebody before all others."""
        ...

    async def segments(self, person: int) -> Mapping[str, Audience]:
        """The audiences that a person keeps, by name."""
        ...


class Silence:
    """A house that announces nothing."""

    approve_above = 0

    def channels(self) -> Mapping[str, Limits]:
        """None."""
        return {}

    def bubbles(self, channel: str, message: Outgoing) -> tuple[Bubble, ...]:
        """Nothing."""
        return ()

    async def by_channel(self, audience: Audience, today: date) -> Mapping[str, int]:
        """Nobody."""
        return {}

    async def sample(self, audience: Audience, today: date) -> tuple[str, ...]:
        """Nobody."""
        return ()

    async def announced(self, draft: str) -> Announced | None:
        """None."""
        return None

    async def latest(self, count: int) -> tuple[Announced, ...]:
        """None."""
        return ()

    async def segments(self, person: int) -> Mapping[str, Audience]:
        """None."""
        return {}
