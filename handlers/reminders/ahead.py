"""/lich: what lies ahead for this person, with the days left, and ways to keep it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from bot.core.clock import local_day, show_weekday
from bot.core.message import Choice, Outgoing
from bot.core.reads.trainings import Training
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers import answer
from handlers.desk import Desk
from handlers.reminders.shapes import act
from handlers.trainings.wording import when
from knowledge.calendar.ahead import Coming, ahead

SCREEN = 600  # letters of one message
TITLE = 70  # characters of a thing's title
LAW = "rounds_of_the_year"  # the entry whose source the legal dates have


async def lich(desk: Desk, turn: Turn) -> Reply:
    """ "page:deadlines", "rm:ahead", "lich:from:N", /lich: what lies ahead."""
    coming = await of_person(desk, turn)
    lessons = await mine(desk, turn)
    lines = [_line(desk, one) for one in coming if not one.done]
    lines = [*(_lesson(desk, one) for one in lessons), *lines]
    start, foot = _start(turn), _foot(desk)
    head = desk.text("lich_head") if lines[start:] else desk.text("lich_nothing")
    shown = _fitting(lines[start:], SCREEN - sum(map(len, (head, *foot))) - len(foot))
    text = "\n".join([head, *shown, *foot])
    rows: list[tuple[Choice, ...]] = []
    if start + len(shown) < len(lines):
        rows.append((desk.button("next", act("from", str(start + len(shown)))),))
    return Reply((Outgoing(text, (*rows, *await _rows(desk, turn))),))


def _fitting(lines: Sequence[str], room: int) -> Sequence[str]:
    """As many lines as fit into so many letters, one at least."""
    ends = list(accumulate(len(line) + 1 for line in lines))
    return lines[: max(1, sum(end <= room for end in ends))]


async def of_person(desk: Desk, turn: Turn) -> tuple[Coming, ...]:
    """Everything ahead of this person, soonest first."""
    today = local_day(turn.now)
    kept = await desk.reads.reminders.kept(turn.person.number, today)
    return ahead(desk.library.texts, kept, today)


async def mine(desk: Desk, turn: Turn) -> tuple[Training, ...]:
    """The trainings this person registered for."""
    found = await desk.reads.trainings.ahead(turn.person.number, turn.now)
    return tuple(one for one in found if one.mine in ("seat", "waiting"))


async def _rows(desk: Desk, turn: Turn) -> Sequence[tuple[Choice, ...]]:
    officials = await desk.reads.officials.offices(turn.person.number)
    office = ((desk.button("dl_menu", "dl:menu"),),) if officials else ()
    return (
        *office,
        (desk.button("cert", "cert:menu"),),
        (desk.button("lich_ics", act("ics")), desk.button("lich_feed", act("feed"))),
        (desk.button("lich_kinds", act("kinds")), desk.button("lich_ask", "topic:deadlines")),
        desk.way_home(),
    )


def _line(desk: Desk, one: Coming) -> str:
    key = {0: "lich_today", 1: "lich_tomorrow"}.get(one.left, "lich_line")
    title = shorten(one.title, TITLE, "characters")
    line = desk.text(key, title=title, day=show_weekday(one.due), left=str(one.left))
    if one.snoozed is not None:
        line += " " + desk.text("lich_snoozed", day=show_weekday(one.snoozed))
    return line


def _lesson(desk: Desk, one: Training) -> str:
    key = "lich_lesson" if one.mine == "seat" else "lich_lesson_waiting"
    return desk.text(key, topic=shorten(one.topic, TITLE, "characters"), when=when(one))


def _foot(desk: Desk) -> list[str]:
    """Where the dates of the law stand, and that the day to hand in is our arithmetic."""
    entry = desk.library.entries.get(LAW)
    return [desk.text("lich_foot"), answer.source_line(desk, entry)] if entry else []


def _start(turn: Turn) -> int:
    head, _, rest = turn.incoming.action.partition("from:")
    return int(rest) if head == "lich:" and rest.isdecimal() else 0
