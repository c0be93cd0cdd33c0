"""For which place something is: the office's own, or a smaller one within its reach."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.message import Choice
from bot.core.reads.officials import Office, Role
from handlers.desk import Desk
from knowledge import places
from knowledge.places import Place

MOST = 8  # places with a button


def writing(offices: Sequence[Office]) -> tuple[Office, ...]:
    """The offices that may set dates and announce trainings."""
    return tuple(o for o in offices if o.may_write and o.role in (Role.XA, Role.TINH, Role.ADMIN))


def within(offices: Sequence[Office], tinh: str, xa: str) -> bool:
    """Whether one of the offices may write for this place."""
    return any(office.reaches(tinh, xa) for office in writing(offices))


def choices(desk: Desk, offices: Sequence[Office], action: str) -> tuple[tuple[Choice, ...], ...]:
    """A button for each office's own place: `action` with its number."""
    own = writing(offices)[:MOST]
    return tuple((Choice(name(desk, o.tinh, o.xa), f"{action}:{n}"),) for n, o in enumerate(own))


def meant(offices: Sequence[Office], text: str) -> tuple[Place, ...]:
    """The places within reach that a text may mean."""
    return tuple(place for place in places.find(text) if within(offices, place.tinh, place.xa))


def name(desk: Desk, tinh: str, xa: str) -> str:
    """A place in words; the whole country for none."""
    code = xa or tinh
    return places.name(code) if places.exists(code) else desk.text("tr_everywhere")
