"""A paper was made anew: its new last day takes the place of the old one."""

from __future__ import annotations

from datetime import timedelta

from bot.core.clock import local_day, show_weekday
from bot.core.dialogue import Dialogue
from bot.core.effects import KeepPaper
from bot.core.message import Outgoing
from bot.core.reminding_actions import act as under
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.desk import Desk
from handlers.reminders.days import Bounds, heard

NAME = "renewal"
LONGEST = timedelta(days=366 * 15)  # trademarks are renewed every ten years


async def asking(desk: Desk, turn: Turn, what: str) -> Reply:
    """ "rm:renew:paper…": until which day does the new one hold?"""
    kept = await desk.reads.reminders.kept(turn.person.number, local_day(turn.now))
    row = what.rsplit(".", 1)[0]  # the day in its name may have changed since
    paper = next((one for one in kept.papers if one.what.startswith(f"{row}.")), None)
    if paper is None:
        return fallback.stale(desk, turn)
    told = {"subject": paper.subject, "paper": paper.paper, "name": paper.name}
    message = Outgoing(desk.text("renew_day", name=paper.name), (desk.way_home(),))
    return Reply((message,), dialogue=Dialogue(NAME, answers=told))


async def said(desk: Desk, turn: Turn) -> Reply:
    """The day."""
    dialogue = turn.dialogue
    assert dialogue is not None
    told = dialogue.answers
    day = heard(desk, dialogue, turn.text, Bounds.ahead(turn.now, LONGEST))
    if isinstance(day, Reply):
        return day
    text = desk.text("renew_noted", name=told["name"], day=show_weekday(day))
    rows = ((desk.button("rm_ahead", under("ahead")),), desk.way_home())
    effect = KeepPaper(told["subject"], told["paper"], told["name"], day)
    return Reply((Outgoing(text, rows),), (effect,), ends=True)
