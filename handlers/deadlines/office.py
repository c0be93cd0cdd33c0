"""An official's dates: those of their place, one of them, another day, off, and who is silent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from bot.core.clock import local_day, show_day, show_weekday
from bot.core.dialogue import Dialogue
from bot.core.effects import CancelDeadline, MoveDeadline
from bot.core.message import Choice, Outgoing
from bot.core.reads.reminders import Deadline, Silent
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.deadlines import outlook, reach, writing
from handlers.deadlines.shapes import act
from handlers.desk import Desk
from handlers.officials.gate import Offices
from handlers.reminders.days import Bounds, heard
from knowledge import places

NAME = "deadline_move"
SHOWN = 6
SILENT = timedelta(days=30)  # how long ago somebody may have been reminded
WRITING = ("new", "reach", "kind", "urgent", "put", "back")


async def press(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """Any "dl:…" button, or the words for the first one."""
    _, verb, *rest = (turn.incoming.action or act("menu")).split(":")
    if verb == "new":
        return await writing.begin(desk, offices)
    if verb in WRITING:
        return await writing.step(desk, turn, offices, verb, rest)
    if verb == "silent":
        return await _silent(desk, turn, offices, int(rest[0]) if rest else 0)
    if verb == "plan":
        return await outlook.planned(desk, turn, offices, int(rest[0]) if rest else 0)
    if verb == "ics":
        return await outlook.ics(desk, turn, offices)
    if verb == "menu":
        return await _listed(desk, turn, offices)
    one = await desk.reads.reminders.deadline(int(rest[0]))
    if one is None or not reach.within(offices, one.tinh, one.xa):
        return fallback.stale(desk, turn)
    return await _at(desk, turn, one, verb, rest[1:])


async def _at(desk: Desk, turn: Turn, one: Deadline, verb: str, rest: list[str]) -> Reply:
    past = one.day < local_day(turn.now)
    if verb == "open" or one.state != "active" or past:
        return _shown(desk, turn, one)
    if verb == "move":
        dialogue = Dialogue(NAME, answers={"deadline": str(one.number)})
        text = desk.text("dl_new_day", title=one.title, day=show_weekday(one.day))
        return Reply((Outgoing(text, (_back(desk, one), desk.way_home())),), dialogue=dialogue)
    if verb == "moved":
        return _moved(desk, turn, one, rest[0])
    count = str(await desk.reads.reminders.audience(one.tinh, one.xa))
    if verb == "off":
        rows = ((desk.button("dl_gone", act("gone", one.number)),), _back(desk, one))
        text = desk.text("dl_off", title=one.title, day=show_weekday(one.day), count=count)
        return Reply((Outgoing(text, (*rows, desk.way_home())),))
    rows = ((desk.button("dl_menu", act("menu")),), desk.way_home())
    message = Outgoing(desk.text("dl_was_off"), rows)
    return Reply((message,), (CancelDeadline(one.number),))


async def said(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """The new day of a date: asked once more with the number of people it reaches."""
    assert turn.dialogue is not None
    one = await desk.reads.reminders.deadline(int(turn.dialogue.answers["deadline"]))
    if one is None or not reach.within(offices, one.tinh, one.xa):
        return replace(fallback.stale(desk, turn), ends=True)
    bounds = Bounds.ahead(turn.now, writing.AHEAD, timedelta(days=1))
    day = heard(desk, turn.dialogue, turn.text, bounds)
    if isinstance(day, Reply):
        return day
    count = str(await desk.reads.reminders.audience(one.tinh, one.xa))
    days = {"before": show_weekday(one.day), "day": show_weekday(day)}
    text = desk.text("dl_move_sure", title=one.title, count=count, **days)
    yes = (desk.button("dl_moved", act("moved", one.number, f"{day:%Y%m%d}")),)
    rows = (yes, _back(desk, one), desk.way_home())
    return Reply((Outgoing(text, rows),), ends=True)


def _moved(desk: Desk, turn: Turn, one: Deadline, written: str) -> Reply:
    """ "dl:moved:N:DAY": a forged or old day is no day."""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        return fallback.stale(desk, turn)
    if day <= local_day(turn.now):
        return fallback.stale(desk, turn)
    rows = ((desk.button("dl_menu", act("menu")),), desk.way_home())
    message = Outgoing(desk.text("dl_was_moved", day=show_weekday(day)), rows)
    return Reply((message,), (MoveDeadline(one.number, day),))


async def _listed(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "dl:menu": the dates of the offices' own places, and what else can be seen."""
    found: dict[int, Deadline] = {}
    for office in reach.writing(offices):
        since = local_day(turn.now)
        for one in await desk.reads.reminders.deadlines(office.tinh, office.xa, since):
            found[one.number] = one
    active = [one for one in found.values() if one.state == "active"]
    every = sorted(active, key=lambda one: one.day)[:SHOWN]
    rows: list[tuple[Choice, ...]] = [
        (Choice(_label(one), act("open", one.number)),) for one in every
    ]
    rows += [
        (desk.button("dl_new", act("new")),),
        (desk.button("dl_silent", act("silent")),),
        (desk.button("dl_plan", act("plan")), desk.button("dl_ics", act("ics"))),
    ]
    text = desk.text("dl_menu" if every else "dl_menu_none")
    message = Outgoing(text, (*rows, desk.way_home()))
    return Reply((message,), ends=turn.dialogue is not None)


def _shown(desk: Desk, turn: Turn, one: Deadline) -> Reply:
    lines = [desk.text("dl_what", title=one.title, day=show_weekday(one.day))]
    lines.append(reach.name(desk, one.tinh, one.xa))
    if one.urgent:
        lines.append(desk.text("dl_is_urgent"))
    if one.moved_from is not None:
        lines.append(desk.text("dl_was", day=show_weekday(one.moved_from)))
    rows: list[tuple[Choice, ...]] = []
    if one.state != "active":
        lines.append(desk.text("dl_is_off"))
    elif one.day >= local_day(turn.now):
        rows.append((desk.button("dl_move", act("move", one.number)),))
        rows.append((desk.button("dl_off", act("off", one.number)),))
    rows.append((desk.button("dl_menu", act("menu")),))
    return Reply((Outgoing("\n".join(lines), (*rows, desk.way_home())),))


async def _silent(desk: Desk, turn: Turn, offices: Offices, start: int) -> Reply:
    """Who was reminded in the last month and has not reacted: to be telephoned."""
    since = turn.now - SILENT
    found: dict[tuple[int, str], Silent] = {}
    for office in reach.writing(offices):
        if office.tinh:
            for one in await desk.reads.reminders.silent(office.tinh, office.xa, since):
                found[(one.person, one.what)] = one
    every = sorted(found.values(), key=lambda one: one.told_at)
    lines = [_who(desk, one) for one in every[start : start + SHOWN]]
    head = desk.text("dl_silent" if every else "dl_silent_none", count=str(len(every)))
    rows: list[tuple[Choice, ...]] = []
    if start + SHOWN < len(every):
        rows.append((desk.button("next", act("silent", start + SHOWN)),))
    rows.append((desk.button("dl_menu", act("menu")),))
    text = shorten("\n".join([head, *lines]), 600, "characters")
    return Reply((Outgoing(text, (*rows, desk.way_home())),))


def _who(desk: Desk, one: Silent) -> str:
    name = shorten(one.name, 30, "characters") or desk.text("oc_nameless")
    xa = places.short(one.xa) if places.exists(one.xa) else ""
    who = ", ".join(part for part in (name, one.phone, xa) if part)
    told = show_day(local_day(one.told_at))
    return desk.text("dl_who", who=who, about=shorten(one.about, 40, "characters"), day=told)


def _back(desk: Desk, one: Deadline) -> tuple[Choice, ...]:
    return (desk.button("dl_keep", act("open", one.number)),)


def _label(one: Deadline) -> str:
    return f"{shorten(one.title, 36, 'characters')}, {show_day(one.day)}"
