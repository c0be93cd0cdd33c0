"""Settings: what we keep, and how to have it erased."""

from __future__ import annotations

from bot.core.effects import Forget
from bot.core.message import Outgoing
from bot.core.turn import Reply, Turn
from handlers.desk import Desk


def settings(desk: Desk, turn: Turn) -> Reply:
    """ "settings": what we keep and what can be changed."""
    rows = (
        (desk.button("place", "place"), desk.button("help", "help")),
        (desk.button("lich_kinds", "lich:kinds"), desk.button("link", "link")),
        (desk.button("forget", "forget"),),
        desk.way_home(),
    )
    return Reply((Outgoing(desk.text("settings"), rows, replaces=turn.incoming.pressed),))


def sure(desk: Desk, turn: Turn) -> Reply:
    """ "forget": are you sure?"""
    rows = ((desk.button("forget_yes", "forget:yes"),), desk.way_home())
    return Reply((Outgoing(desk.text("forget_sure"), rows, replaces=turn.incoming.pressed),))


def forget(desk: Desk, turn: Turn) -> Reply:
    """ "forget:yes": everything about this person is erased."""
    return Reply((Outgoing(desk.text("forgotten")),), (Forget(),))
