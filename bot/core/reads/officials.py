"""Who is an official, of what kind, and how far they reach."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """What an official is."""

    XA = "xa"  # of a commune
    TINH = "tinh"  # of a province
    EDITOR = "editor"  # looks after the knowledge
    ADMIN = "admin"  # looks after officials


@dataclass(frozen=True, slots=True)
class Office:
    """A role bound to a place: codes of the province and commune; no `xa` is the whole province,
    no `tinh` the whole country. Writing announcements and sending them are separate rights."""

    role: Role
    tinh: str = ""
    xa: str = ""
    may_write: bool = True
    may_send: bool = True

    def reaches(self, tinh: str, xa: str) -> bool:
        """Whether somebody who lives there is theirs to look after."""
        return self.tinh in ("", tinh) and self.xa in ("", xa)


class OfficialReads(Protocol):
    """What handlers ask about officials."""

    async def offices(self, person: int) -> tuple[Office, ...]:
        """The offices that a person holds now; none for a producer."""
        ...


class Nobody:
    """A house without officials."""

    async def offices(self, person: int) -> tuple[Office, ...]:
        """None."""
        return ()
