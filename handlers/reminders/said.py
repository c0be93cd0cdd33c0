"""What is typed while one of our dialogues is open, and a day that was asked back and pressed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from inspect import isawaitable

from bot.core.clock import local_day, show_day
from bot.core.message import Kind, Outgoing
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.ask import ask
from handlers.deadlines import office as dates
from handlers.deadlines import writing
from handlers.desk import Desk
from handlers.officials.gate import only_officials
from handlers.reminders import certificates, renewal, snooze
from handlers.reminders.days import is_day
from handlers.trainings import changing, opening, seats

Said = Callable[[Desk, Turn], Awaitable[Reply]]
SAID: dict[str, Said] = {
    certificates.NAME: certificates.said,
    renewal.NAME: renewal.said,
    snooze.NAME: snooze.said,
    seats.NAME: seats.said,
    opening.NAME: only_officials(opening.said),
    changing.NAME: only_officials(changing.said),
    writing.NAME: only_officials(writing.said),
    dates.NAME: only_officials(dates.said),
}


def ours(turn: Turn) -> bool:
    """Whether one of our dialogues is open."""
    return turn.dialogue is not None and turn.dialogue.name in SAID


async def said(desk: Desk, turn: Turn) -> Reply:
    """A typed message for the open dialogue; a question in the middle is answered first."""
    assert turn.dialogue is not None
    if turn.text.rstrip().endswith("?") and not is_day(turn.text, local_day(turn.now)):
        return await _aside(desk, turn)
    return await SAID[turn.dialogue.name](desk, turn)


async def day(desk: Desk, turn: Turn) -> Reply:
    """ "day:YYYYMMDD": the day that was asked back is the one, as if it had been typed."""
    if turn.dialogue is None or turn.dialogue.name not in SAID:
        return fallback.stale(desk, turn)
    try:
        meant = date.fromisoformat(turn.incoming.action.partition(":")[2])
    except ValueError:
        return fallback.stale(desk, turn)
    typed = replace(turn.incoming, kind=Kind.TEXT, action="", text=show_day(meant))
    return await SAID[turn.dialogue.name](desk, replace(turn, incoming=typed))


async def _aside(desk: Desk, turn: Turn) -> Reply:
    """The answer, and a word that we still wait for what was asked."""
    reply = ask(desk, turn)
    answered = await reply if isawaitable(reply) else reply
    rows = (desk.way_home(),)
    waiting = Outgoing(desk.text("lich_waiting"), rows)
    return replace(answered, messages=(*answered.messages, waiting))
