"""The gate: only who holds an office gets in; to others nothing is there."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.core.message import Kind
from bot.core.reads.officials import Office
from bot.core.turn import Reply, Turn
from handlers import ask, fallback
from handlers.desk import Desk

Offices = tuple[Office, ...]
Work = Callable[[Desk, Turn, Offices], Reply | Awaitable[Reply]]


def only_officials(work: Work) -> Callable[[Desk, Turn], Awaitable[Reply]]:
    """A handler that does the work for officials, and knows nothing of it for anybody else."""

    async def handler(desk: Desk, turn: Turn) -> Reply:
        offices = await desk.reads.officials.offices(turn.person.number)
        if not offices:
            return stranger(desk, turn)
        reply = work(desk, turn, offices)
        return await reply if inspect.isawaitable(reply) else reply

    return handler


def stranger(desk: Desk, turn: Turn) -> Reply:
    """What any unknown button or word is answered with; an official's talk left open ends."""
    reply = fallback.stale if turn.incoming.kind is Kind.PRESS else ask.ask
    ends = turn.dialogue is not None and turn.dialogue.name.startswith("oc_")
    return replace(reply(desk, turn), ends=ends)
