"""A question in the middle: it is answered, then the road goes on with one line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.message import Outgoing
from bot.core.turn import Reply, Turn
from handlers.ask import ask
from handlers.assess.onward import led
from handlers.assess.rest import resume
from handlers.desk import Desk

OFFERS = "chose:"  # buttons that are still to be chosen from: nothing may come after them


def asked_aside(desk: Desk, turn: Turn, here: Sequence[Outgoing]) -> Reply:
    """Answer the question, then say where we were: `here` are the messages of that place."""
    return then_on(desk, turn, ask(desk, turn), here)


def then_on(desk: Desk, turn: Turn, reply: Reply, here: Sequence[Outgoing]) -> Reply:
    """A reply with the road after it; after an offer only a button that leads back to it."""
    offered = [c for m in reply.messages for c in m.choices() if c.action.startswith(OFFERS)]
    if not offered:
        messages = (*reply.messages, *led(desk.text("as_meanwhile"), list(here)))
    else:
        *first, last = reply.messages
        back = (desk.button("as_resume", resume(turn)),)
        messages = (*first, replace(last, rows=(*last.rows[:-1], back, *last.rows[-1:])))
    return replace(reply, messages=messages)
