"""Stopping: what is open is laid aside, not ended, and waits for months if need be."""

from __future__ import annotations

from bot.core.message import Outgoing
from bot.core.turn import Reply, Turn
from handlers.desk import Desk
from handlers.reminders.agreement import asked_once

OURS = ("assess", "dossier", "story", "plan")


def is_ours(turn: Turn) -> bool:
    """Whether a dialogue of the assessment is open: its table, its papers, its stories."""
    return turn.dialogue is not None and turn.dialogue.name in OURS


def stop(desk: Desk, turn: Turn) -> Reply:
    """ "Dừng lại", /huy: it stays exactly there."""
    rows = ((desk.button("as_resume", resume(turn)),), *desk.menu())
    reply = Reply((Outgoing(desk.text("as_stopped"), rows),), pauses=True)
    return asked_once(desk, turn, reply)


def home(desk: Desk, turn: Turn) -> Reply:
    """The main menu, with what was open laid aside."""
    menu = Outgoing(desk.text("home"), desk.menu(), replaces=turn.incoming.pressed)
    return Reply((menu,), pauses=True)


def resume(turn: Turn) -> str:
    """The action that goes on with what is open."""
    if turn.dialogue is None or turn.dialogue.name not in OURS:
        return "as:menu"
    name, subject = turn.dialogue.name, turn.dialogue.subject
    return f"as:go:{subject}" if name == "assess" else f"{name}:open:{subject}"
