"""Asking again through every outage: back-off, patience with floods and rivals, a quiet log."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

from bot.channels.telegram.errors import Failure, Trouble

Result = TypeVar("Result")
LOGGED_EVERY = 20

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds to wait for things. The defaults suit the real service; tests set small ones.

    `poll`: one long poll. `answer`: any other answer. `upload`: sending a file. `first` and
    `longest`: after a failed poll, doubling. `rival`: when another process polls with our token.
    `receive`: between tries to hand on one update; there is one more try than waits.
    """

    poll: float = 30.0
    answer: float = 15.0
    upload: float = 60.0
    first: float = 0.5
    longest: float = 30.0
    rival: float = 20.0
    receive: tuple[float, ...] = (1.0, 10.0)


async def persist(step: Callable[[], Awaitable[Result]], waits: Waits) -> Result:
    """The result of the step, tried until it does not end in a Failure. Never gives up."""
    failures = 0
    while True:
        try:
            result = await step()
        except Failure as failure:
            wait = _wait(failure, failures, waits)
            if failures % LOGGED_EVERY == 0:
                logger.warning("Telegram: %s; again in %g s", _explained(failure), wait)
            failures += 1
            await asyncio.sleep(wait)
            continue
        if failures:
            logger.warning("Telegram answers again after %d failed tries", failures)
        return result


def _wait(failure: Failure, failures: int, waits: Waits) -> float:
    if failure.kind in (Trouble.RIVAL, Trouble.TOKEN):
        return waits.rival
    doubled: float = waits.first * 2 ** min(failures, 10)
    return max(min(doubled, waits.longest), failure.after)


def _explained(failure: Failure) -> str:
    """A line somebody can act on."""
    if failure.kind is Trouble.RIVAL:
        return "409, another process fetches with this token, or a webhook is set: stop that one"
    if failure.kind is Trouble.TOKEN:
        return "the token is refused now: was it revoked?"
    return str(failure)
