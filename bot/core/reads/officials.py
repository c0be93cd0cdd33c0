"""Who is an official, of what kind, and how far they reach; what waits for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.core.message import Incoming


class Role(StrEnum):
    """What an official is."""

    XA = "xa"  # of a commune
    TINH = "tinh"  # of a province
    EDITOR = "editor"  # looks after the knowledge
    ADMIN = "admin"  # looks after officials


@dataclass(frozen=True, slots=True)
class Office:
    """A role bound to a place: codes of the province and commune; no `xa` is the whole province,
    no `tinh` the whole country. Writing announcements and sending them are separate rights.
    `number` is the row's own, 0 for an office that nobody holds yet."""

    role: Role
    tinh: str = ""
    xa: str = ""
    may_write: bool = True
    may_send: bool = True
    number: int = 0

    def reaches(self, tinh: str, xa: str) -> bool:
        """Whether somebody who lives there is theirs to look after."""
        return self.tinh in ("", tinh) and self.xa in ("", xa)

    def may_invite(self, other: Office) -> bool:
        """Whether the holder may give that office to somebody: within their reach, no right that
        they do not have, and no wider role than their own."""
        if other.role not in GIVES[self.role] or not self.reaches(other.tinh, other.xa):
            return False
        more = (other.may_write and not self.may_write) or (other.may_send and not self.may_send)
        return not more

    def may_remove(self, other: Office) -> bool:
        """Whether the holder may end that office: an administrator any, a province a commune's."""
        if self.role is Role.ADMIN:
            return True
        narrower = self.role is Role.TINH and other.role is Role.XA
        return narrower and self.reaches(other.tinh, other.xa)


GIVES = {
    Role.ADMIN: (Role.XA, Role.TINH, Role.EDITOR, Role.ADMIN),
    Role.TINH: (Role.XA, Role.TINH),
    Role.XA: (Role.XA,),
    Role.EDITOR: (Role.EDITOR,),
}
"""The roles that each role may invite others to."""


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody who holds an office, by the name they go by ("" while unknown)."""

    person: int
    name: str
    office: Office
    since: datetime


class Offer(StrEnum):
    """What a look at a typed code shows."""

    OFFICE = "office"  # an office is offered
    HANDOVER = "handover"  # somebody hands theirs over
    PERSON = "person"  # somebody was imported, and may be this one
    NOT = "not"  # no invitation (perhaps another kind of code)
    OVER = "over"  # it was one: used, withdrawn or too old
    TIRED = "tired"  # too many wrong ones from here: nothing is looked at for an hour


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a code offers: `office` when it is one, else the imported person's name and place."""

    kind: Offer
    office: Office | None = None
    name: str = ""
    tinh: str = ""
    xa: str = ""


@dataclass(frozen=True, slots=True)
class Pending:
    """A code that an official gave and nobody has used: what it offers, and until when."""

    number: int
    kind: Offer
    office: Office
    until: datetime


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that somebody left for officials, and who waits for the answer.

    `reachable` is False when they have left every chat; `answered` when it is closed already.
    """

    number: int
    person: int
    name: str
    phone: str
    tinh: str
    xa: str
    question: str
    at: datetime
    reachable: bool = True
    answered: bool = False


class OfficialReads(Protocol):
    """What handlers ask about officials."""

    async def offices(self, person: int) -> tuple[Office, ...]:
        """The offices that a person holds now; none for a producer."""
        ...

    async def invitation(self, code: str, incoming: Incoming, now: datetime) -> Invitation:
        """What a code is worth that was typed in that chat."""
        ...

    async def pending(self, person: int, now: datetime) -> tuple[Pending, ...]:
        """The codes that this official gave and that still work, newest first, at most 100."""
        ...

    async def officials(self, person: int) -> tuple[Official, ...]:
        """All officials within the reach of this one, widest first, at most 200."""
        ...

    async def next_asked(self, person: int, after: int = 0) -> Asked | None:
        """The oldest open question with a higher number that is this official's to answer.

        Somebody's questions are for those who reach their place; where nobody does (or the place
        is unknown), for those with the widest reach there is.
        """
        ...

    async def asked(self, person: int, number: int) -> Asked | None:
        """A question by its number, also an answered one; None when it is not theirs."""
        ...

    async def waiting(self, person: int) -> int:
        """How many open questions are this official's to answer."""
        ...


class Nobody:
    """A house without officials."""

    async def offices(self, person: int) -> tuple[Office, ...]:
        """None."""
        return ()

    async def invitation(self, code: str, incoming: Incoming, now: datetime) -> Invitation:
        """Never one."""
        return Invitation(Offer.NOT)

    async def pending(self, person: int, now: datetime) -> tuple[Pending, ...]:
        """None."""
        return ()

    async def officials(self, person: int) -> tuple[Official, ...]:
        """None."""
        return ()

    async def next_asked(self, person: int, after: int = 0) -> Asked | None:
        """None."""
        return None

    async def asked(self, person: int, number: int) -> Asked | None:
        """None."""
        return None

    async def waiting(self, person: int) -> int:
        """None."""
        return 0
