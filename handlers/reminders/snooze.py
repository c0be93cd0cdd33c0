"""Later: tomorrow, in three days, or on a day that is typed; and "Đã làm xong"."""

from __future__ import annotations

from datetime import date, timedelta

from bot.core.clock import local_day, show_weekday
from bot.core.dialogue import Dialogue
from bot.core.effects import FinishSeries, Snooze
from bot.core.message import Choice, Outgoing
from bot.core.reminding import About, kind_of
from bot.core.reminding_actions import act as under
from bot.core.turn import Reply, Turn
from handlers.desk import Desk
from handlers.reminders.ahead import of_person
from handlers.reminders.days import Bounds, heard
from handlers.reminders.shapes import act

NAME = "snooze"
LATEST = timedelta(days=366)


async def asking(desk: Desk, turn: Turn, what: str) -> Reply:
    """ "rm:snooze:WHAT": until when?"""
    rows = (
        (desk.button("snooze_1", act("later", what, "1")),),
        (desk.button("snooze_3", act("later", what, "3")),),
        (desk.button("snooze_pick", act("pick", what)),),
        desk.way_home(),
    )
    return Reply((Outgoing(desk.text("snooze_when"), rows),))


async def later(desk: Desk, turn: Turn, what: str, days: int) -> Reply:
    """ "lich:later:WHAT:N": so many days from now."""
    return await _until(desk, turn, what, local_day(turn.now) + timedelta(days=days))


async def pick(desk: Desk, turn: Turn, what: str) -> Reply:
    """ "lich:pick:WHAT": the next message is the day."""
    message = Outgoing(desk.text("snooze_day"), (desk.way_home(),))
    return Reply((message,), dialogue=Dialogue(NAME, answers={"what": what}))


async def said(desk: Desk, turn: Turn) -> Reply:
    """The day itself."""
    dialogue = turn.dialogue
    assert dialogue is not None
    bounds = Bounds.ahead(turn.now, LATEST, timedelta(days=1))
    day = heard(desk, dialogue, turn.text, bounds)
    if isinstance(day, Reply):
        return day
    return await _until(desk, turn, dialogue.answers["what"], day)


async def done(desk: Desk, turn: Turn, what: str) -> Reply:
    """ "rm:done:WHAT": nothing more about it; a new certificate or paper begins anew."""
    rows: list[tuple[Choice, ...]] = []
    if kind_of(what) in (About.CERTIFICATE, About.PAPER):
        rows.append((desk.button("rm_do_paper", under("renew", what)),))
    rows.append((desk.button("rm_ahead", under("ahead")),))
    message = Outgoing(desk.text("done_noted"), (*rows, desk.way_home()))
    return Reply((message,), (FinishSeries(what),))


async def _until(desk: Desk, turn: Turn, what: str, day: date) -> Reply:
    """Silent until that morning; a day after the last one would remind of nothing."""
    ends = turn.dialogue is not None and turn.dialogue.name == NAME
    due = next((one.due for one in await of_person(desk, turn) if one.what == what), None)
    if due is not None and day > due:
        text = desk.text("snooze_after", day=show_weekday(day), due=show_weekday(due))
        return Reply((Outgoing(text, _again(desk, what)),), ends=ends)
    text = desk.text("snooze_noted", day=show_weekday(day))
    rows = ((desk.button("rm_ahead", under("ahead")),), desk.way_home())
    return Reply((Outgoing(text, rows),), (Snooze(what, day),), ends=ends)


def _again(desk: Desk, what: str) -> tuple[tuple[Choice, ...], ...]:
    return (
        (desk.button("snooze_1", act("later", what, "1")),),
        (desk.button("snooze_pick", act("pick", what)),),
        desk.way_home(),
    )
