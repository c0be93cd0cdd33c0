"""An official announces a training: one question a message, seen whole before it is written."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from bot.core.clock import VIETNAM, local_day
from bot.core.dialogue import Dialogue
from bot.core.effects import OpenTraining
from bot.core.message import Choice, Outgoing
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.deadlines import reach
from handlers.deadlines.draft import SURE, Draft, begun, place_pressed, place_typed
from handlers.desk import Desk
from handlers.officials.gate import Offices
from handlers.reminders.days import Bounds, heard, without
from handlers.trainings.shapes import act
from handlers.trainings.wording import audience
from knowledge.calendar.hours import read_hours, show_span
from knowledge.calendar.reading import fold
from knowledge.calendar.workdays import is_holiday
from knowledge.criteria.load import load_criteria

NAME = "training_new"
SKIPPED = "-"
LONGEST = {"topic": 90, "place": 120, "map": 180}  # characters
MOST_SEATS = 5_000
LENGTH = timedelta(hours=3)  # of a lesson whose end nobody said
AHEAD = timedelta(days=366)
LINK = re.compile(r"https?://\S+")


class TrainingDraft(Draft):
    """A training."""

    steps = ("reach", "topic", "place", "map", "day", "hours", "seats", "sets")

    def told(self, key: str) -> str:
        """An answer, "" for none or one that was skipped."""
        said = super().told(key)
        return "" if said == SKIPPED else said

    @property
    def sets(self) -> tuple[int, ...]:
        """The criteria sets it is for."""
        return tuple(int(no) for no in self.told("sets").split(",") if no)

    def hours(self) -> tuple[datetime, datetime]:
        """When it begins and ends. Only once day and hours are known."""
        return span(date.fromisoformat(self.told("day")), self.told("hours"))


async def begin(desk: Desk, offices: Offices) -> Reply:
    """ "training:new": the first question."""
    if not reach.writing(offices):
        return desk.reply("tr_may_not")
    return await asked(desk, offices, begun(NAME, offices))


async def step(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "training:step:…", "training:reach:N": a button of the questions."""
    dialogue = turn.dialogue
    if dialogue is None or dialogue.name != NAME:
        return fallback.stale(desk, turn)
    _, verb, word = turn.incoming.action.split(":")
    draft = TrainingDraft(without(dialogue))
    if verb == "reach":
        placed = place_pressed(draft.dialogue, offices, word)
        return await asked(desk, offices, placed) if placed else fallback.stale(desk, turn)
    if word == "skip" and draft.step in ("map", "sets"):
        return await asked(desk, offices, draft.dialogue.put(draft.step, SKIPPED))
    if word == "back":
        return await asked(desk, offices, draft.back())
    if word == "yes" and draft.step == "sure":
        return _opened(desk, turn, offices, draft)
    return await asked(desk, offices, draft.dialogue)


async def said(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """What is typed, in the light of the question that is open."""
    assert turn.dialogue is not None
    draft = TrainingDraft(turn.dialogue)
    if draft.step == "day":
        return await _dated(desk, turn, offices, draft)
    if draft.step == "sure":
        if fold(turn.text) in (*SURE, "mo lop"):
            return _opened(desk, turn, offices, draft)
        return await asked(desk, offices, draft.dialogue)
    if draft.step == "reach":
        placed, wrong = place_typed(desk, draft.dialogue, offices, turn.text)
        return await asked(desk, offices, placed, wrong)
    answer = READ[draft.step](turn.text)
    if answer:
        return await asked(desk, offices, draft.dialogue.put(draft.step, answer))
    wrong = desk.text(f"tr_wrong_{draft.step}", most=str(LONGEST.get(draft.step, MOST_SEATS)))
    return await asked(desk, offices, draft.dialogue, wrong)


async def asked(desk: Desk, offices: Offices, dialogue: Dialogue, wrong: str = "") -> Reply:
    """The question that is open, after a word on what was wrong."""
    draft = TrainingDraft(dialogue)
    if draft.step == "sure":
        text, rows = await _preview(desk, draft), _sure(desk)
    else:
        text, rows = desk.text(f"tr_step_{draft.step}"), _rows(desk, offices, draft)
    told = "\n".join(line for line in (wrong, text) if line)
    return Reply((Outgoing(told, (*rows, desk.way_home())),), dialogue=dialogue)


def _rows(desk: Desk, offices: Offices, draft: TrainingDraft) -> tuple[tuple[Choice, ...], ...]:
    if draft.step == "reach":
        return reach.choices(desk, offices, act("reach"))
    rows: list[tuple[Choice, ...]] = []
    if draft.step in ("map", "sets"):
        rows.append((desk.button(f"tr_skip_{draft.step}", act("step", "skip")),))
    if draft.step != "topic":
        rows.append((desk.button("back", act("step", "back")),))
    return tuple(rows)


def _sure(desk: Desk) -> tuple[tuple[Choice, ...], ...]:
    return (
        (desk.button("tr_open", act("step", "yes")),),
        (desk.button("back", act("step", "back")),),
    )


async def _preview(desk: Desk, draft: TrainingDraft) -> str:
    """As producers will see it, and how many people it is for."""
    starts, ends = draft.hours()
    tinh, xa = draft.told("tinh"), draft.told("xa")
    count = await desk.reads.reminders.audience(tinh, xa)
    lines = [
        desk.text("tr_preview"),
        draft.told("topic"),
        show_span(starts, ends),
        draft.told("place"),
        draft.told("map"),
        desk.text("tr_free", free=draft.told("seats"), seats=draft.told("seats")),
        desk.text("tr_for", audience=audience(desk, tinh, xa, draft.sets)),
        desk.text("tr_count", count=str(count)),
        desk.text("tr_holiday") if is_holiday(local_day(starts)) else "",
    ]
    return shorten("\n".join(line for line in lines if line), 600, "characters")


def _opened(desk: Desk, turn: Turn, offices: Offices, draft: TrainingDraft) -> Reply:
    """Written, unless its hour has come or the office is theirs no longer."""
    starts, ends = draft.hours()
    tinh, xa = draft.told("tinh"), draft.told("xa")
    if not reach.within(offices, tinh, xa):
        return fallback.stale(desk, turn)
    if starts <= turn.now:
        text = desk.text("tr_wrong_past") + "\n" + desk.text("tr_step_day")
        again = without(draft.dialogue, "day", "hours")
        return Reply((Outgoing(text, (desk.way_home(),)),), dialogue=again)
    effect = OpenTraining(
        tinh, xa, draft.sets, draft.told("topic"), draft.told("place"), draft.told("map"),
        starts, ends, int(draft.told("seats")),
    )  # fmt: skip
    rows = ((desk.button("tr_own", act("own")),), desk.way_home())
    return Reply((Outgoing(desk.text("tr_opened"), rows),), (effect,), ends=True)


async def _dated(desk: Desk, turn: Turn, offices: Offices, draft: TrainingDraft) -> Reply:
    """The day; with the hours when they stand beside it."""
    day = heard(desk, draft.dialogue, turn.text, Bounds.ahead(turn.now, AHEAD))
    if isinstance(day, Reply):
        return day
    dialogue = without(draft.dialogue).put("day", day.isoformat())
    if hours := hours_in(turn.text):
        dialogue = dialogue.put("hours", hours)
    return await asked(desk, offices, dialogue)


def _words(step: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        line = " ".join(text.split())
        return line if 2 <= len(line) <= LONGEST[step] else ""

    return read


def _link(text: str) -> str:
    found = LINK.search(text)
    return found[0] if found and len(found[0]) <= LONGEST["map"] else ""


def hours_in(text: str) -> str:
    """The hours that a text says, as a draft keeps them: "08:00-11:30", "08:00", "" for none."""
    found = read_hours(text)
    if found is None:
        return ""
    begins, ends = found
    return f"{begins:%H:%M}" + (f"-{ends:%H:%M}" if ends else "")


def span(day: date, hours: str) -> tuple[datetime, datetime]:
    """When a training begins and ends: hours as a draft keeps them, on a day in Việt Nam."""
    begins, _, ends = hours.partition("-")
    starts = datetime.combine(day, time.fromisoformat(begins), VIETNAM)
    if not ends:
        return starts, starts + LENGTH
    return starts, datetime.combine(day, time.fromisoformat(ends), VIETNAM)


def _seats(text: str) -> str:
    found = re.findall(r"\d+", text)
    one = int(found[0]) if len(found) == 1 and len(found[0]) < 6 else 0
    return str(one) if 1 <= one <= MOST_SEATS else ""


def _sets(text: str) -> str:
    found = sorted({int(no) for no in re.findall(r"\d{1,3}", text)})
    known = load_criteria().sets
    return ",".join(map(str, found)) if found and all(no in known for no in found) else ""


READ: dict[str, Callable[[str], str]] = {
    "topic": _words("topic"),
    "place": _words("place"),
    "map": _link,
    "hours": hours_in,
    "seats": _seats,
    "sets": _sets,
}
