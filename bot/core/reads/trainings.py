"""What handlers read of trainings: those ahead, their seats, and who registered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Training:
    """A training, and where one person stands with it.

    `mine` is "" (nothing), "seat", "waiting" or "left"; `before` is how many wait before them.
    `taken` and `waiting` count everybody.
    """

    number: int
    tinh: str
    xa: str
    sets: tuple[int, ...]
    topic: str
    place: str
    map: str
    starts_at: datetime
    ends_at: datetime
    seats: int
    state: str
    version: int
    materials: str
    taken: int = 0
    waiting: int = 0
    mine: str = ""
    before: int = 0

    @property
    def free(self) -> int:
        """Seats that nobody has and nobody waits for."""
        return max(0, self.seats - self.taken - self.waiting)

    def open(self, now: datetime) -> bool:
        """Whether somebody may still register or leave."""
        return self.state == "open" and now < self.starts_at

    def reaches(self, tinh: str, xa: str) -> bool:
        """Whether it is for people of this place; for those whose place nobody knows, too."""
        return (self.tinh in ("", tinh) and self.xa in ("", xa)) or not tinh


@dataclass(frozen=True, slots=True)
class Registered:
    """Somebody with a seat or in the line; `came` is "yes", "no" or "" (nobody marked it)."""

    number: int
    name: str
    phone: str
    tinh: str
    xa: str
    state: str
    came: str


class TrainingReads(Protocol):
    """What handlers ask about trainings."""

    async def ahead(self, person: int, now: datetime) -> tuple[Training, ...]:
        """Those for this person's place and products that have not begun, and those they
        registered for, soonest first."""
        ...

    async def one(self, number: int, person: int) -> Training | None:
        """A training as one person sees it."""
        ...

    async def of_place(self, tinh: str, xa: str, since: datetime) -> tuple[Training, ...]:
        """All that begin after a moment within a place ("" is any), soonest first."""
        ...

    async def registered(self, number: int) -> tuple[Registered, ...]:
        """Those with a seat, then those who wait, each in the order they came."""
        ...

    async def ratings(self, number: int) -> Mapping[str, Mapping[str, int]]:
        """How many gave which mark ("1" to "3") to "useful" and "clear"."""
        ...

    async def has_feed(self, person: int) -> bool:
        """Whether they have a private calendar address."""
        ...


class NoTrainings:
    """A house without trainings."""

    async def ahead(self, person: int, now: datetime) -> tuple[Training, ...]:
        """None."""
        return ()

    async def one(self, number: int, person: int) -> Training | None:
        """None."""
        return None

    async def of_place(self, tinh: str, xa: str, since: datetime) -> tuple[Training, ...]:
        """None."""
        return ()

    async def registered(self, number: int) -> tuple[Registered, ...]:
        """Nobody."""
        return ()

    async def ratings(self, number: int) -> Mapping[str, Mapping[str, int]]:
        """None."""
        return {}

    async def has_feed(self, person: int) -> bool:
        """No."""
        return False
