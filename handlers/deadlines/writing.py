"""An official sets a date for their place: an extra round, an earlier day, or something else."""

from __future__ import annotations

from datetime import date, timedelta

from bot.core.clock import show_weekday
from bot.core.dialogue import Dialogue
from bot.core.effects import PutDeadline
from bot.core.message import Choice, Outgoing
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.deadlines import reach
from handlers.deadlines.draft import SURE, Draft, begun, place_pressed, place_typed
from handlers.deadlines.shapes import act
from handlers.desk import Desk
from handlers.officials.gate import Offices
from handlers.reminders.days import Bounds, heard, without
from knowledge.calendar.reading import fold
from knowledge.calendar.workdays import is_holiday

NAME = "deadline_new"
LONGEST = 120  # characters of a title
AHEAD = timedelta(days=366 * 2)


class DateDraft(Draft):
    """A date."""

    steps = ("reach", "kind", "title", "day", "urgent")


async def begin(desk: Desk, offices: Offices) -> Reply:
    """ "dl:new": the first question."""
    if not reach.writing(offices):
        return desk.reply("tr_may_not")
    return await asked(desk, offices, begun(NAME, offices))


async def step(desk: Desk, turn: Turn, offices: Offices, verb: str, rest: list[str]) -> Reply:
    """A button of the questions."""
    dialogue = turn.dialogue
    if dialogue is None or dialogue.name != NAME:
        return fallback.stale(desk, turn)
    draft = DateDraft(without(dialogue))
    if verb == "put":
        return _put(desk, turn, offices, draft)
    if verb == "back":
        return await asked(desk, offices, draft.back())
    if verb == "reach":
        placed = place_pressed(draft.dialogue, offices, rest[0])
        return await asked(desk, offices, placed) if placed else fallback.stale(desk, turn)
    return await asked(desk, offices, draft.dialogue.put(verb, rest[0]))


async def said(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """What is typed, in the light of the question that is open."""
    assert turn.dialogue is not None
    draft, words = DateDraft(turn.dialogue), " ".join(turn.text.split())
    if draft.step == "day":
        return await _dated(desk, turn, offices, draft)
    if draft.step == "title" and 2 <= len(words) <= LONGEST:
        return await asked(desk, offices, draft.dialogue.put("title", words))
    if draft.step == "reach":
        placed, wrong = place_typed(desk, draft.dialogue, offices, turn.text)
        return await asked(desk, offices, placed, wrong)
    if draft.step == "sure" and fold(turn.text) in (*SURE, "dat han"):
        return _put(desk, turn, offices, draft)
    wrong = desk.text("dl_wrong_title", most=str(LONGEST)) if draft.step == "title" else ""
    return await asked(desk, offices, draft.dialogue, wrong)


async def asked(desk: Desk, offices: Offices, dialogue: Dialogue, wrong: str = "") -> Reply:
    """The question that is open, after a word on what was wrong."""
    draft = DateDraft(dialogue)
    text = await _preview(desk, draft) if draft.step == "sure" else _question(desk, draft)
    told = "\n".join(line for line in (wrong, text) if line)
    rows = (*_rows(desk, offices, draft), (desk.button("dl_menu", act("menu")),), desk.way_home())
    return Reply((Outgoing(told, rows),), dialogue=dialogue)


def _question(desk: Desk, draft: Draft) -> str:
    if draft.step == "title" and draft.told("kind") == "round":
        return desk.text("dl_step_title_round")
    return desk.text(f"dl_step_{draft.step}")


def _rows(desk: Desk, offices: Offices, draft: Draft) -> tuple[tuple[Choice, ...], ...]:
    back = (desk.button("back", act("back")),)
    if draft.step == "reach":
        return reach.choices(desk, offices, act("reach"))
    if draft.step == "kind":
        kinds = ("earlier", "other") if draft.told("xa") else ("round", "other")
        return tuple((desk.button(f"dl_kind_{kind}", act("kind", kind)),) for kind in kinds)
    if draft.step == "urgent":
        words = (desk.button("dl_urgent_no", act("urgent", "no")),)
        return (words, (desk.button("dl_urgent_yes", act("urgent", "yes")),), back)
    if draft.step == "sure":
        return ((desk.button("dl_put", act("put")),), back)
    return (back,)


async def _preview(desk: Desk, draft: Draft) -> str:
    """What will be reminded of, when, and how many people it reaches now."""
    tinh, xa = draft.told("tinh"), draft.told("xa")
    day = date.fromisoformat(draft.told("day"))
    count = await desk.reads.reminders.audience(tinh, xa)
    lines = [
        desk.text("dl_preview"),
        desk.text("dl_what", title=draft.told("title"), day=show_weekday(day)),
        desk.text("dl_where", place=reach.name(desk, tinh, xa), count=str(count)),
        desk.text("dl_is_urgent") if draft.told("urgent") == "yes" else "",
        desk.text("dl_holiday") if is_holiday(day) else "",
    ]
    return "\n".join(line for line in lines if line)


def _put(desk: Desk, turn: Turn, offices: Offices, draft: Draft) -> Reply:
    """Written, unless something is open or the office is theirs no longer."""
    tinh, xa = draft.told("tinh"), draft.told("xa")
    if draft.step != "sure" or not reach.within(offices, tinh, xa):
        return fallback.stale(desk, turn)
    effect = PutDeadline(
        tinh,
        xa,
        draft.told("title"),
        date.fromisoformat(draft.told("day")),
        draft.told("kind"),
        draft.told("urgent") == "yes",
    )
    rows = ((desk.button("dl_menu", act("menu")),), desk.way_home())
    return Reply((Outgoing(desk.text("dl_noted"), rows),), (effect,), ends=True)


async def _dated(desk: Desk, turn: Turn, offices: Offices, draft: Draft) -> Reply:
    bounds = Bounds.ahead(turn.now, AHEAD, timedelta(days=1))
    day = heard(desk, draft.dialogue, turn.text, bounds)
    if isinstance(day, Reply):
        return day
    return await asked(desk, offices, without(draft.dialogue).put("day", day.isoformat()))
