"""Turning the page of a long menu, on channels where choices are numbered lines."""

from __future__ import annotations

from bot.core.choices import is_long, turned
from bot.core.message import Outgoing
from bot.core.turn import Reply, Turn
from handlers.desk import Desk


def turn_page(desk: Desk, turn: Turn) -> Reply:
    """ "menu": the next page of the menu that was shown last."""
    if not is_long(turn.offered):
        return desk.reply("stale")
    rows = tuple((choice,) for choice in turned(turn.offered))
    return Reply((Outgoing(desk.text("next_page"), rows),))
