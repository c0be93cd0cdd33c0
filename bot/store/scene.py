"""The scene of a turn: what those who carry out effects know about it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.effects import Effect
from bot.store.database import Database


class Conflict(Exception):
    """What this turn was decided on was changed by somebody else meanwhile: do the turn again.

    A carrier raises it when it finds that its handler read something that holds no longer (a code
    just used, a question just answered); the handler then reads anew and says so.
    """


@dataclass(frozen=True, slots=True)
class Scene:
    """Who did it, from which address, in which turn, and when."""

    turn: int
    channel: str
    address: str
    address_id: int
    person: int
    now: datetime


Carrier = Callable[[Database, Any, Any, Scene], Awaitable[Scene | None]]
"""Carries out one kind of effect in a transaction; None leaves the scene as it was."""

Carries = Mapping[type[Effect], Carrier]
"""Which kinds of effect a part of the store carries out."""
