"""What becomes of a delivery that met an error: pure rules over the SendError family."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.channel import Blocked, Moved, Refused, SendError, TryLater, Unclear
from bot.store.outbox import Delivery, Rank

TRIES = 2  # an unclear reply is sent once more, no oftener
LONGEST_WAIT = 300.0  # seconds between two tries at most, unless a longer one is asked for


@dataclass(frozen=True, slots=True)
class Again:
    """Send it later. `attempts` is what the row's count becomes."""

    not_before: datetime
    attempts: int
    why: str


@dataclass(frozen=True, slots=True)
class End:
    """It is over: dead, blocked or unclear."""

    state: str
    why: str


def judge(delivery: Delivery, error: SendError, now: datetime) -> Again | End:
    """What to do with a delivery after an error of sending.

    A wait that the platform asked of everyone is no attempt of this row's. An unclear reply or
    reminder goes once more (better twice than never); an unclear announcement is held.
    """
    match error:
        case TryLater():
            used = delivery.attempts - 1 if error.everyone else delivery.attempts
            wait = error.after if error.everyone else _backed_off(error.after, delivery.attempts)
            return Again(now + timedelta(seconds=wait), used, f"try later: {error}")
        case Blocked():
            return End("blocked", str(error))
        case Moved():
            return Again(now, delivery.attempts, str(error))
        case Refused():
            return End("dead", str(error))
        case Unclear() if delivery.rank < Rank.ANNOUNCEMENT and delivery.attempts < TRIES:
            return Again(now + timedelta(seconds=1), delivery.attempts, f"unclear: {error}")
        case _:
            return End("unclear", str(error))


def _backed_off(after: float, attempts: int) -> float:
    return float(max(after, min(LONGEST_WAIT, after * 2 ** (attempts - 1))))
