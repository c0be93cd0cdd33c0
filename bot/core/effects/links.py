"""Effects by which the chats of one person on several channels become one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.core.effects.base import Effect
from bot.core.message import Outgoing

LIFE = timedelta(minutes=15)


@dataclass(frozen=True)
class KeepCode(Effect):
    """A code that links another chat to this person, for so long; an older one ends."""

    code: str
    life: timedelta = LIFE


@dataclass(frozen=True)
class NoteGuess(Effect):
    """A code that was typed here is wrong."""


@dataclass(frozen=True)
class JoinByCode(Effect):
    """Whoever types this becomes one person with the one who made the code.

    `told` is said to the other chat, so that nobody is linked without knowing it.
    """

    code: str
    told: Outgoing
