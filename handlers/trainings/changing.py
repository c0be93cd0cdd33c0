"""Another time, place or number of seats, and materials for those who came."""

from __future__ import annotations

from datetime import date, datetime

from bot.core.clock import VIETNAM, local_day
from bot.core.dialogue import Dialogue
from bot.core.effects import ChangeTraining, Effect, GiveMaterials
from bot.core.message import Outgoing
from bot.core.reads.trainings import Training
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.deadlines import reach
from handlers.desk import Desk
from handlers.officials.gate import Offices
from handlers.reminders.days import Bounds, heard, is_day
from handlers.trainings.opening import AHEAD, LONGEST, MOST_SEATS, READ, hours_in, span
from handlers.trainings.shapes import act

NAME = "training_change"
MATERIALS = 450  # characters


def begin(desk: Desk, turn: Turn, one: Training) -> Reply:
    """ "training:change:N:WHAT": the next message is the new one."""
    what = turn.incoming.action.rsplit(":", 1)[1]
    over = not one.open(turn.now)
    if over != (what == "materials") or one.state != "open":
        return fallback.stale(desk, turn)
    dialogue = Dialogue(NAME, answers={"training": str(one.number), "what": what})
    return _asked(desk, dialogue, desk.text(f"tr_new_{what}"))


async def said(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """The new time, place, seats or materials."""
    dialogue = turn.dialogue
    assert dialogue is not None
    one = await desk.reads.trainings.one(int(dialogue.answers["training"]), 0)
    if one is None or not reach.within(offices, one.tinh, one.xa):
        return fallback.stale(desk, turn)
    what = dialogue.answers["what"]
    if what == "when":
        return _moved(desk, turn, one, dialogue)
    if what == "materials":
        return _given(desk, turn, one, dialogue)
    link = READ["map"](turn.text) if what == "place" else ""
    answer = READ[what](turn.text.replace(link, " ") if link else turn.text)
    if not answer:
        most = str(LONGEST.get(what, MOST_SEATS))
        return _asked(desk, dialogue, desk.text(f"tr_wrong_{what}", most=most))
    if what == "seats":
        return _done(desk, one, ChangeTraining(one.number, seats=int(answer)))
    # The map of the place before would lead people astray: it goes, or the new one's comes.
    return _done(desk, one, ChangeTraining(one.number, place=answer, map=link))


def _moved(desk: Desk, turn: Turn, one: Training, dialogue: Dialogue) -> Reply:
    """A day, hours, or both; what is not said stays."""
    hours = hours_in(turn.text)
    if hours:
        dialogue = dialogue.put("hours", hours)
    day: date | Reply = local_day(one.starts_at)
    if not hours or is_day(turn.text, local_day(turn.now)):
        day = heard(desk, dialogue, turn.text, Bounds.ahead(turn.now, AHEAD))
    if isinstance(day, Reply):
        return day
    kept = dialogue.answers.get("hours", "")
    starts, ends = _moved_to(one, day, kept)
    if starts <= turn.now:
        return _asked(desk, dialogue, desk.text("tr_wrong_past"))
    return _done(desk, one, ChangeTraining(one.number, starts_at=starts, ends_at=ends))


def _moved_to(one: Training, day: date, hours: str) -> tuple[datetime, datetime]:
    """The hours of that day; those it has now when none were said."""
    if hours:
        return span(day, hours)
    starts = datetime.combine(day, one.starts_at.astimezone(VIETNAM).time(), VIETNAM)
    return starts, starts + (one.ends_at - one.starts_at)


def _given(desk: Desk, turn: Turn, one: Training, dialogue: Dialogue) -> Reply:
    materials = turn.text.strip()
    if not materials or len(materials) > MATERIALS:
        return _asked(desk, dialogue, desk.text("tr_wrong_materials", most=str(MATERIALS)))
    return _done(desk, one, GiveMaterials(one.number, materials), "tr_materials_kept")


def _done(desk: Desk, one: Training, effect: Effect, key: str = "tr_changed") -> Reply:
    rows = ((desk.button("tr_back", act("office", one.number)),), desk.way_home())
    return Reply((Outgoing(desk.text(key), rows),), (effect,), ends=True)


def _asked(desk: Desk, dialogue: Dialogue, text: str) -> Reply:
    rows = ((desk.button("tr_back", act("office", dialogue.answers["training"])),),)
    return Reply((Outgoing(text, (*rows, desk.way_home())),), dialogue=dialogue)
