"""What will be reminded of in an official's place: a calendar of mornings, with how many people."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.clock import local_day, show_weekday
from bot.core.message import Attachment, Choice, Outgoing
from bot.core.reads.officials import Office
from bot.core.reminding import DEADLINE, About
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers.deadlines import reach
from handlers.deadlines.shapes import act
from handlers.desk import Desk
from handlers.officials.gate import Offices
from knowledge.calendar.series import stages
from knowledge.calendar.windows import Whom, legal_dates_around
from knowledge.calendar.wording import title

SHOWN = 6
AHEAD = timedelta(days=120)


@dataclass(frozen=True, slots=True, order=True)
class Morning:
    """Something that people of a place are reminded of on a day: what, its own day, how many."""

    day: date
    what: str
    due: date
    people: int


async def planned(desk: Desk, turn: Turn, offices: Offices, start: int) -> Reply:
    """ "dl:plan", "dl:plan:FROM": the mornings of the next four months."""
    found = await mornings(desk, offices, local_day(turn.now))
    lines = [_line(desk, one) for one in found[start : start + SHOWN]]
    rows: list[tuple[Choice, ...]] = []
    if start + SHOWN < len(found):
        rows.append((desk.button("next", act("plan", start + SHOWN)),))
    rows.append((desk.button("dl_ics", act("ics")), desk.button("dl_menu", act("menu"))))
    head = desk.text("dl_plan" if found else "dl_plan_none")
    text = shorten("\n".join([head, *lines]), 600, "characters")
    return Reply((Outgoing(text, (*rows, desk.way_home())),))


async def ics(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "dl:ics": the same as a calendar file."""
    today = local_day(turn.now)
    found = await mornings(desk, offices, today)
    events = [
        {
            "uid": f"plan.{one.day:%Y%m%d}.{number}",
            "title": desk.text("dl_event", what=one.what, people=str(one.people)),
            "day": one.day.isoformat(),
        }
        for number, one in enumerate(found)
    ]
    data = {"made_on": today.isoformat(), "title": desk.text("dl_calendar"), "events": events}
    ref = "made:" + json.dumps({"kind": "ics", "data": data}, ensure_ascii=False)
    rows = ((desk.button("dl_menu", act("menu")),), desk.way_home())
    return Reply((Outgoing(desk.text("dl_file"), rows, Attachment("document", ref)),))


async def mornings(desk: Desk, offices: Offices, today: date) -> list[Morning]:
    """Rounds, officials' dates and certificates of all places of these offices, soonest first."""
    found: set[Morning] = set()
    for office in reach.writing(offices):
        people = await desk.reads.reminders.audience(office.tinh, office.xa)
        found.update(_rounds(desk, today, people))
        found.update([one async for one in _of_officials(desk, office, today)])
        ending = await desk.reads.certificates.ending(office.tinh, office.xa, today)
        for expires, count in ending:
            named = desk.text("dl_certificates", day=show_weekday(expires))
            found.update(_stages(About.CERTIFICATE, named, expires, count, today))
    return sorted(found)


def _rounds(desk: Desk, today: date, people: int) -> Iterator[Morning]:
    for one in legal_dates_around(today):
        if one.whom is Whom.PRODUCERS:
            named = title(desk.library.texts, one.what, one.due, "")
            yield from _stages(About.WINDOW, named, one.due, people, today)


async def _of_officials(desk: Desk, office: Office, today: date) -> AsyncIterator[Morning]:
    for one in await desk.reads.reminders.deadlines(office.tinh, office.xa, today):
        if one.state == "active":
            count = await desk.reads.reminders.audience(one.tinh, one.xa)
            for morning in _stages(DEADLINE, one.title, one.day, count, today):
                yield morning


def _stages(kind: str, what: str, due: date, people: int, today: date) -> Iterator[Morning]:
    """The mornings of one thing within the next four months."""
    if people:
        for stage in stages(kind):
            day = due - timedelta(days=stage.before)
            if today < day <= today + AHEAD:
                yield Morning(day, what, due, people)


def _line(desk: Desk, one: Morning) -> str:
    what = shorten(one.what, 50, "characters")
    return desk.text("dl_morning", day=show_weekday(one.day), what=what, people=str(one.people))
