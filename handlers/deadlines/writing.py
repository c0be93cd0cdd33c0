"""An official sets a date for their place: an extra round, an earlier day, or something else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.clock import local_day, show_weekday
from bot.core.dialogue import Dialogue
from bot.core.effects import PutDeadline
from bot.core.message import Choice, Outgoing
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.deadlines import reach
from handlers.deadlines.shapes import act
from handlers.desk import Desk
from handlers.officials.gate import Offices
from handlers.reminders.days import Bounds, heard, without
from knowledge.calendar.reading import fold
from knowledge.calendar.workdays import is_holiday

NAME = "deadline_new"
STEPS = ("reach", "kind", "title", "day", "urgent")
LONGEST = 120  # characters of a title
AHEAD = timedelta(days=366 * 2)


@dataclass(frozen=True)
class Draft:
    """What has been said so far, by step."""

    dialogue: Dialogue

    def told(self, key: str) -> str:
        """An answer, "" for none."""
        return self.dialogue.answers.get(key, "")

    @property
    def step(self) -> str:
        """The first step without an answer; "sure" when all have one."""
        return next((s for s in STEPS if not self.told(s)), "sure")


async def begin(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "dl:new": the first question."""
    own = reach.writing(offices)
    if not own:
        return desk.reply("tr_may_not")
    dialogue = Dialogue(NAME)
    if len(own) == 1 and own[0].xa:
        dialogue = _reaching(dialogue, own[0].tinh, own[0].xa)
    return await asked(desk, turn, dialogue, offices)


async def step(desk: Desk, turn: Turn, offices: Offices, verb: str, rest: list[str]) -> Reply:
    """A button of the questions."""
    dialogue = turn.dialogue
    if dialogue is None or dialogue.name != NAME:
        return fallback.stale(desk, turn)
    draft, own = Draft(without(dialogue)), reach.writing(offices)
    if verb == "put":
        return _put(desk, turn, offices, draft)
    if verb == "back":
        return await asked(desk, turn, _back(draft), offices)
    if verb == "reach":
        if int(rest[0]) >= len(own):
            return fallback.stale(desk, turn)
        chosen = own[int(rest[0])]
        return await asked(desk, turn, _reaching(dialogue, chosen.tinh, chosen.xa), offices)
    return await asked(desk, turn, draft.dialogue.put(verb, rest[0]), offices)


async def said(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """What is typed, in the light of the question that is open."""
    assert turn.dialogue is not None
    draft, words = Draft(turn.dialogue), " ".join(turn.text.split())
    if draft.step == "day":
        return await _dated(desk, turn, draft, offices)
    if draft.step == "title" and 2 <= len(words) <= LONGEST:
        return await asked(desk, turn, draft.dialogue.put("title", words), offices)
    if draft.step == "reach":
        found = reach.meant(offices, words)
        if len(found) == 1:
            here = _reaching(draft.dialogue, found[0].tinh, found[0].xa)
            return await asked(desk, turn, here, offices)
        names = "; ".join(reach.name(desk, p.tinh, p.xa) for p in found[: reach.MOST])
        key = "tr_wrong_several" if found else "tr_wrong_reach"
        return await asked(desk, turn, draft.dialogue, offices, desk.text(key, names=names))
    if draft.step == "sure" and fold(turn.text) in ("dung", "dat han", "dong y", "ok", "dung roi"):
        return _put(desk, turn, offices, draft)
    wrong = desk.text("dl_wrong_title", most=str(LONGEST)) if draft.step == "title" else ""
    return await asked(desk, turn, draft.dialogue, offices, wrong)


async def asked(
    desk: Desk, turn: Turn, dialogue: Dialogue, offices: Offices, wrong: str = ""
) -> Reply:
    """The question that is open, after a word on what was wrong."""
    draft = Draft(dialogue)
    text = await _preview(desk, draft) if draft.step == "sure" else _question(desk, draft)
    told = "\n".join(line for line in (wrong, text) if line)
    rows = (*_rows(desk, draft, offices), (desk.button("dl_menu", act("menu")),), desk.way_home())
    return Reply((Outgoing(told, rows),), dialogue=dialogue)


def _question(desk: Desk, draft: Draft) -> str:
    if draft.step == "title" and draft.told("kind") == "round":
        return desk.text("dl_step_title_round")
    return desk.text(f"dl_step_{draft.step}")


def _rows(desk: Desk, draft: Draft, offices: Offices) -> tuple[tuple[Choice, ...], ...]:
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


async def _dated(desk: Desk, turn: Turn, draft: Draft, offices: Offices) -> Reply:
    today = local_day(turn.now)
    bounds = Bounds(today, today + timedelta(days=1), today + AHEAD)
    day = heard(desk, draft.dialogue, turn.text, bounds)
    if isinstance(day, Reply):
        return day
    dialogue = without(draft.dialogue).put("day", day.isoformat())
    return await asked(desk, turn, dialogue, offices)


def _reaching(dialogue: Dialogue, tinh: str, xa: str) -> Dialogue:
    return dialogue.put("reach", "yes").put("tinh", tinh).put("xa", xa)


def _back(draft: Draft) -> Dialogue:
    at = len(STEPS) if draft.step == "sure" else STEPS.index(draft.step)
    before = STEPS[max(1, at - 1)]
    return without(draft.dialogue, *STEPS[STEPS.index(before) :])
