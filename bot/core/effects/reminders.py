"""Effects on reminders: what a person wishes of them, papers with a last day, officials' dates.

`what` is a thing's name as `bot.core.reminding` makes it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.effects.base import Effect


@dataclass(frozen=True)
class Snooze(Effect):
    """Nothing about this until the morning of a day; then once more, if it is still of use."""

    what: str
    until: date


@dataclass(frozen=True)
class FinishSeries(Effect):
    """ "Đã làm xong": nothing more about this thing."""

    what: str


@dataclass(frozen=True)
class StopKind(Effect):
    """No more reminders of a kind (a value of `bot.core.reminding.About`)."""

    kind: str


@dataclass(frozen=True)
class AllowKind(Effect):
    """Reminders of a kind again."""

    kind: str


@dataclass(frozen=True)
class KeepPaper(Effect):
    """A paper and its last day. `subject` is the product's ("" for the whole business), `paper`
    the id in content/dossier/papers.yaml or a short name of its own; `expires_on` None drops it."""

    subject: str
    paper: str
    name: str
    expires_on: date | None


@dataclass(frozen=True)
class PutDeadline(Effect):
    """An official's date for a place: "" for `xa` is the whole province. Written to the audit log.

    `kind` is "round" (an extra round of the province), "earlier" (an earlier day of the commune)
    or "other". `urgent` lets its reminders pass public holidays, never the night.
    """

    tinh: str
    xa: str
    title: str
    day: date
    kind: str = "other"
    urgent: bool = False


@dataclass(frozen=True)
class MoveDeadline(Effect):
    """The date has moved: those who were told are told of it. Written to the audit log."""

    deadline: int
    day: date


@dataclass(frozen=True)
class CancelDeadline(Effect):
    """The date is off: those who were told are told of it. Written to the audit log."""

    deadline: int
