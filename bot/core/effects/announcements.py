"""Effects of officials who announce, and of those who read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.audience import Audience
from bot.core.effects.base import Effect
from bot.core.message import Outgoing


class Step(StrEnum):
    """What an official does with an announcement that was confirmed."""

    APPROVE = "approve"
    REFUSE = "refuse"
    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    FAILED_AGAIN = "failed_again"  # send once more what failed
    UNCLEAR_AGAIN = "unclear_again"  # send once more what may have arrived
    UNCLEAR_LEFT = "unclear_left"  # let be what may have arrived


@dataclass(frozen=True)
class Announce(Effect):
    """Confirm a draft. Its name makes a second confirmation harmless.

    `message` is what is sent where there are buttons, `plain` where there are none. `channel` is
    where its file was sent to us. `ask` is said, not before `ask_at`, to officials who could
    approve it, when it is not `approved`. `parent` is the draft that a follow-up belongs to;
    `kind` is first, unread, correction or withdrawal.
    """

    draft: str
    office: str
    text: str
    message: Outgoing
    plain: Outgoing
    audience: Audience
    counted: int
    approved: bool
    starts_at: datetime
    expires_at: datetime | None = None
    repeats: str = ""
    channel: str = ""
    kind: str = "first"
    parent: str = ""
    ask: Outgoing | None = None
    ask_at: datetime | None = None


@dataclass(frozen=True)
class Steer(Effect):
    """Do this with an announcement, if it stands where that can be done; then tell its author."""

    draft: str
    step: Step
    tell: Outgoing | None = None


@dataclass(frozen=True)
class MarkRead(Effect):
    """The person pressed "Đã đọc"; with no draft, under the last announcement they got."""

    draft: str = ""


@dataclass(frozen=True)
class OrderList(Effect):
    """Make the list of who got it, and send it here."""

    draft: str


@dataclass(frozen=True)
class KeepSegment(Effect):
    """Keep an audience under a name, in place of what the person kept under it."""

    name: str
    audience: Audience


@dataclass(frozen=True)
class DropSegment(Effect):
    """Keep no audience under this name any more."""

    name: str
