"""What handlers read about reminders: a person's dates and wishes, and who has not reacted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Deadline:
    """An official's date. `state` is "active" or "cancelled"; `version` counts its changes."""

    number: int
    tinh: str
    xa: str
    title: str
    day: date
    kind: str
    urgent: bool
    state: str
    version: int
    moved_from: date | None


@dataclass(frozen=True, slots=True)
class Expiring:
    """A certificate or a paper with its last day. `what` is its name (bot.core.reminding), `paper`
    a paper's id ("" for a certificate)."""

    what: str
    subject: str
    name: str
    expires_on: date
    paper: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """All that the store knows of a person's dates. `snoozed` says until when, by name.

    `knowledge.calendar.ahead.ahead(kept, today)` adds the rounds of the law and puts all of it
    in order, with the days left.
    """

    certificates: tuple[Expiring, ...] = ()
    papers: tuple[Expiring, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    done: frozenset[str] = frozenset()
    snoozed: Mapping[str, date] = field(default_factory=dict)
    stops: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Silent:
    """Somebody who was reminded and has neither pressed nor written since."""

    person: int
    name: str
    phone: str
    xa: str
    what: str
    about: str
    told_at: datetime


class ReminderReads(Protocol):
    """What handlers ask about reminders."""

    async def kept(self, person: int, today: date) -> Kept:
        """A person's own dates and those of their place that are not past."""
        ...

    async def stops(self, person: int) -> frozenset[str]:
        """The kinds that this person does not want."""
        ...

    async def deadline(self, number: int) -> Deadline | None:
        """One official date."""
        ...

    async def deadlines(self, tinh: str, xa: str, since: date) -> tuple[Deadline, ...]:
        """The dates set for a place itself ("" for `xa`: the province's own), soonest first."""
        ...

    async def audience(self, tinh: str, xa: str) -> int:
        """How many people a date for this place would reach now."""
        ...

    async def silent(self, tinh: str, xa: str, since: datetime) -> tuple[Silent, ...]:
        """Who of a place was reminded since a moment and has not reacted, longest waiting first."""
        ...


class NoReminders:
    """A house without reminders."""

    async def kept(self, person: int, today: date) -> Kept:
        """Nothing."""
        return Kept()

    async def stops(self, person: int) -> frozenset[str]:
        """None."""
        return frozenset()

    async def deadline(self, number: int) -> Deadline | None:
        """None."""
        return None

    async def deadlines(self, tinh: str, xa: str, since: date) -> tuple[Deadline, ...]:
        """None."""
        return ()

    async def audience(self, tinh: str, xa: str) -> int:
        """Nobody."""
        return 0

    async def silent(self, tinh: str, xa: str, since: datetime) -> tuple[Silent, ...]:
        """Nobody."""
        return ()
