"""Effects of officials: they invite, come, go, hand over, and answer what people asked.

Each is looked at again in its transaction: who lost the office meanwhile does nothing (Conflict,
and the handler then sees a person without office).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.core.effects.base import Effect
from bot.core.message import Outgoing
from bot.core.reads.officials import Office

INVITATION_LIFE = timedelta(days=7)


@dataclass(frozen=True)
class InviteOfficial(Effect):
    """A code for somebody to take an office, given by the holder of the office `by`."""

    code: str
    office: Office
    by: int
    life: timedelta = INVITATION_LIFE


@dataclass(frozen=True)
class HandOver(Effect):
    """A code for somebody to take over this very office; whoever holds it keeps it until then."""

    code: str
    office: int
    life: timedelta = INVITATION_LIFE


@dataclass(frozen=True)
class WithdrawInvitation(Effect):
    """A code of one's own that nobody used works no longer."""

    invitation: int


@dataclass(frozen=True)
class AcceptInvitation(Effect):
    """Take what a code offers: an office, somebody's office, or to be the person imported."""

    code: str
    name: str = ""


@dataclass(frozen=True)
class LeaveOffice(Effect):
    """Lay down an office of one's own."""

    office: int


@dataclass(frozen=True)
class RemoveOfficial(Effect):
    """End the office of another; `by` is the office that allows it."""

    office: int
    by: int


@dataclass(frozen=True)
class ShowCode(Effect):
    """The first message of this turn shows an invitation's code: it is emptied once sent, so that
    only the hash is kept."""


@dataclass(frozen=True)
class AnswerRequest(Effect):
    """Answer a question that was left for officials: `told` goes to whoever asked."""

    request: int
    answer: str
    told: Outgoing
