"""Effects on trainings: officials announce them, producers take seats; and private calendars."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.core.effects.base import Effect


@dataclass(frozen=True)
class OpenTraining(Effect):
    """A training for a place ("" for `xa`: the whole province). Written to the audit log.

    `sets` narrows it to producers of these criteria sets; none is everybody. `map` is a link.
    """

    tinh: str
    xa: str
    sets: tuple[int, ...]
    topic: str
    place: str
    map: str
    starts_at: datetime
    ends_at: datetime
    seats: int


@dataclass(frozen=True)
class ChangeTraining(Effect):
    """Another time, place or number of seats; None leaves it. Written to the audit log.

    Those who registered are told of a new time or place; new seats go to those who wait. Fewer
    seats take none away from anybody.
    """

    training: int
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    place: str | None = None
    map: str | None = None
    seats: int | None = None


@dataclass(frozen=True)
class CancelTraining(Effect):
    """It does not take place; those who registered are told. Written to the audit log."""

    training: int


@dataclass(frozen=True)
class JoinTraining(Effect):
    """Register. `expects` is what was said to them, "seat" or "waiting": when the last seat went
    to somebody else meanwhile, the turn is done again. `name` stands on the list."""

    training: int
    expects: str
    name: str = ""


@dataclass(frozen=True)
class NameRegistered(Effect):
    """Another name on the list of a training."""

    training: int
    name: str


@dataclass(frozen=True)
class LeaveTraining(Effect):
    """Give the seat (or the place in the line) back; a seat goes to the first who waits."""

    training: int


@dataclass(frozen=True)
class MarkCame(Effect):
    """Who came: registrations by number, all others with a seat did not. Audited."""

    training: int
    registrations: tuple[int, ...]
    came: bool


@dataclass(frozen=True)
class GiveMaterials(Effect):
    """Words and links for those who came. Written to the audit log."""

    training: int
    materials: str


@dataclass(frozen=True)
class RateTraining(Effect):
    """One tap of feedback: `question` is "useful" or "clear", `mark` "1" to "3"."""

    training: int
    question: str
    mark: str


@dataclass(frozen=True)
class OpenFeed(Effect):
    """A private calendar address; only the hash of its token is kept. An older one ends."""

    token_hash: str


@dataclass(frozen=True)
class CloseFeed(Effect):
    """The private calendar address serves nobody any more."""
