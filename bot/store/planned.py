"""What a plan of reminders is made of: marks, spans, rows that are due, bundles, sources."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from bot.core.message import Outgoing
from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Planned:
    """The day that was planned last, and the last one that was no holiday (None: never)."""

    day: date | None
    full_day: date | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A stage to be marked: its name, from when it may go, on which morning.

    `dropped`: its time went by while nobody planned; it is only counted. `urgent` passes holidays.
    """

    stage: str
    not_before: datetime
    today: date
    dropped: bool = False
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `first` to `last`; from `fresh` on nobody has been looked at before."""

    first: date
    fresh: date
    last: date


class Due(NamedTuple):
    """A row to be bundled. `day` is its morning, "" for what goes by itself."""

    id: int
    person: int
    what: str
    due: str
    stage: str
    kind: str
    about: str
    day: str
    not_before: datetime
    address_id: int
    channel: str


class Stands(NamedTuple):
    """A row that stands in a bundle: why it was made."""

    row: int
    kind: str
    what: str
    due: str
    stage: str


class Bundle(NamedTuple):
    """One message to one person: an outbox row, and the rows that stand in it."""

    key: str
    person: int
    channel: str
    address_id: int
    message: Outgoing
    not_before: datetime
    expires_at: datetime
    stands: tuple[Stands, ...]


@dataclass(frozen=True, slots=True)
class Timely:
    """Something that a person is told of by the hour, such as a training they registered for.

    Each of `offsets` before `at` one reminder, in its own message; an offset that has passed
    makes room for the next one. `about` is what the message calls it. `urgent` passes holidays.
    A moved `at` is a new thing to be told of; what waited for the old one is forgotten.
    """

    person: int
    what: str
    about: str
    at: datetime
    offsets: tuple[timedelta, ...]
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where timely things come from: their kind (bot.core.reminding.About), and a reading of all
    that begin between a moment and the longest offset after it, within a transaction."""

    kind: str
    coming: Callable[[Database, Any, datetime], Awaitable[Sequence[Timely]]]
