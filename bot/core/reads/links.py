"""What a typed linking code is worth."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Sight(StrEnum):
    """What a look at a code shows."""

    FOUND = "found"  # another chat's: they may become one person
    OWN = "own"  # of this very person
    WRONG = "wrong"  # unknown, used or too old
    TIRED = "tired"  # too many wrong ones: nothing is looked at for an hour


@dataclass(frozen=True, slots=True)
class Look:
    """What a code is worth, and on which channels its owner is."""

    sight: Sight
    channels: tuple[str, ...] = ()


class LinkReads(Protocol):
    """What handlers ask about codes."""

    async def look(
        self, code: str, *, person: int, channel: str, address: str, now: datetime
    ) -> Look:
        """What a code is worth to a person (0: not written down yet) who typed it there."""
        ...


class NoLinks:
    """A house without codes."""

    async def look(
        self, code: str, *, person: int, channel: str, address: str, now: datetime
    ) -> Look:
        """Never right."""
        return Look(Sight.WRONG)
