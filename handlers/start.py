"""The first words, the main menu, the help, and stopping."""

from __future__ import annotations

from bot.core.message import Outgoing
from bot.core.turn import Reply, Turn
from handlers.desk import Desk
from handlers.officials.menu import entrance


async def greet(desk: Desk, turn: Turn) -> Reply:
    """Three short lines and the main menu; whatever was open is left where it is."""
    name = desk.text("me_of", office=desk.office) if desk.office else desk.text("me")
    rows = (*desk.menu(), *await entrance(desk, turn))
    return Reply(messages=(Outgoing(desk.text("greet", name=name), rows),))


async def home(desk: Desk, turn: Turn) -> Reply:
    """The main menu, in place of the message whose button was pressed."""
    rows = (*desk.menu(), *await entrance(desk, turn))
    menu = Outgoing(desk.text("home"), rows, replaces=turn.incoming.pressed)
    return Reply(messages=(menu,), ends=turn.dialogue is not None)


def help_(desk: Desk, turn: Turn) -> Reply:
    """How to use it."""
    return desk.reply("help")


def cancel(desk: Desk, turn: Turn) -> Reply:
    """Stop what is open."""
    key = "cancelled" if turn.dialogue else "nothing_to_cancel"
    message = Outgoing(desk.text(key), desk.menu())
    return Reply(messages=(message,), ends=turn.dialogue is not None)


def left(desk: Desk, turn: Turn) -> Reply:
    """They blocked us: nothing may be said."""
    return Reply()


def came(desk: Desk, turn: Turn) -> Reply:
    """They let us in again."""
    return Reply(messages=(Outgoing(desk.text("welcome_back"), desk.menu()),))
