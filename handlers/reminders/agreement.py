"""To be reminded of an unfinished assessment: asked once, when one is laid aside."""

from __future__ import annotations

from dataclasses import replace

from bot.core.effects import Remember
from bot.core.reminding import AGREED
from bot.core.turn import Reply, Turn
from handlers.desk import Desk
from handlers.reminders.shapes import act

ASKED = "asked"


def asked_once(desk: Desk, turn: Turn, reply: Reply) -> Reply:
    """The reply with the question under it, unless it was asked before."""
    if turn.person.recall(AGREED) or turn.dialogue is None or turn.dialogue.name != "assess":
        return reply
    *first, last = reply.messages
    row = (
        desk.button("agree_yes", act("agree", "yes")),
        desk.button("agree_no", act("agree", "no")),
    )
    text = f"{last.text}\n{desk.text('agree_ask')}"
    asking = replace(last, text=text, rows=(*last.rows[:1], row, *last.rows[1:]))
    effects = (*reply.effects, Remember(AGREED, ASKED))
    return replace(reply, messages=(*first, asking), effects=effects)
