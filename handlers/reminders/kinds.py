"""Which reminders somebody wants: "dừng" asks which kinds; each can be had again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.core.effects import AllowKind, Effect, Remember, StopKind
from bot.core.message import Choice, Outgoing
from bot.core.reminding import AGREED, About
from bot.core.turn import Reply, Turn
from handlers.assess import rest
from handlers.desk import Desk
from handlers.reminders.shapes import act
from handlers.start import cancel

ALL = "all"
EITHER = ("dung",)  # "dừng" without marks is also "đúng": only where nothing was asked


async def kinds(desk: Desk, turn: Turn) -> Reply:
    """ "lich:kinds": every kind with its switch."""
    stopped = await desk.reads.reminders.stops(turn.person.number)
    return Reply((_switches(desk, turn, stopped, desk.text("kinds_head")),))


async def which(desk: Desk, turn: Turn) -> Reply:
    """ "dừng", "stop", "rm:stop": which kinds?"""
    if rest.is_ours(turn):
        return _aside(desk, rest.stop(desk, turn))
    if turn.dialogue is not None:
        return _aside(desk, cancel(desk, turn))
    stopped = await desk.reads.reminders.stops(turn.person.number)
    agreed = turn.person.recall(AGREED) == "yes"
    on = [k for k in About if k not in stopped and (agreed or k is not About.ASSESSMENT)]
    if not on:
        return Reply((_switches(desk, turn, stopped, desk.text("kinds_none_left")),))
    rows = [(Choice(_name(desk, kind), act("off", kind)),) for kind in on]
    rows.append((desk.button("kinds_all", act("off", ALL)),))
    return Reply((Outgoing(desk.text("kinds_which"), (*rows, desk.way_home())),))


def asks_to_stop(turn: Turn) -> bool:
    """Whether "dung" (no marks) can be "dừng": not while a dialogue may have asked something."""
    return turn.text.strip().casefold() not in EITHER or turn.dialogue is None


async def off(desk: Desk, turn: Turn, kind: str) -> Reply:
    """ "rm:stop:KIND", "lich:off:KIND": no more of this kind, or of any."""
    stopped = await desk.reads.reminders.stops(turn.person.number)
    gone = list(About) if kind == ALL else [About(kind)]
    effects: tuple[Effect, ...] = tuple(StopKind(one) for one in gone)
    said = desk.text("kinds_all_off")
    if kind != ALL:
        said = desk.text("kinds_off", kind=_name(desk, gone[0]))
    return Reply((_switches(desk, turn, {*stopped, *gone}, said),), effects)


async def on(desk: Desk, turn: Turn, kind: str) -> Reply:
    """ "lich:on:KIND": again."""
    stopped = await desk.reads.reminders.stops(turn.person.number)
    said = desk.text("kinds_on", kind=_name(desk, About(kind)))
    effects: tuple[Effect, ...] = (AllowKind(kind),)
    if kind == About.ASSESSMENT:
        effects = (*effects, Remember(AGREED, "yes"))
    return Reply((_switches(desk, turn, stopped - {kind}, said),), effects)


def agree(desk: Desk, turn: Turn, answer: str) -> Reply:
    """ "lich:agree:yes|no": to be reminded of an unfinished assessment, asked once."""
    reply = desk.reply("agree_yes" if answer == "yes" else "agree_no")
    wish: tuple[Effect, ...] = (Remember(AGREED, answer),)
    if answer == "yes":
        wish = (*wish, AllowKind(About.ASSESSMENT))
    return replace(reply, effects=wish)


def _switches(desk: Desk, turn: Turn, stopped: Iterable[str], said: str) -> Outgoing:
    gone = {*stopped}
    if turn.person.recall(AGREED) != "yes" and turn.incoming.action != "lich:on:assessment":
        gone.add(About.ASSESSMENT)
    rows = []
    for kind in About:
        key, verb = ("kinds_turn_on", "on") if kind in gone else ("kinds_turn_off", "off")
        label = desk.text(f"button_{key}", kind=_name(desk, kind))
        rows.append((Choice(label, act(verb, kind)),))
    return Outgoing(said, (*rows, desk.way_home()))


def _name(desk: Desk, kind: About) -> str:
    return desk.text(f"kind_{kind}")


def _aside(desk: Desk, reply: Reply) -> Reply:
    """What was open is stopped, as "dừng lại" does; reminders are one button away."""
    last = reply.messages[-1]
    row = (desk.button("kinds_stop", act("kinds")),)
    return replace(reply, messages=(*reply.messages[:-1], replace(last, rows=(row, *last.rows))))
