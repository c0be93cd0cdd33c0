"""Asking for a day: what was typed is a day, or it is asked back with what was probably meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.core.clock import local_day, show_day, show_weekday
from bot.core.dialogue import Dialogue
from bot.core.message import Choice, Outgoing
from bot.core.turn import Reply
from handlers.desk import Desk
from knowledge.calendar.reading import Doubt, Why, fold, read_day

MAYBE = "maybe"  # the answer that keeps the day which was asked back
YES = ("dung", "dung roi", "phai", "dung vay", "co", "u", "uh", "vang", "da", "ok", "da dung")
SHAPE = "day:[0-9]{8}"
AGAIN = (Why.NO_DAY, Why.NOT_REAL, Why.SEVERAL)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The days that may be said, and the texts for one that is too early or too late."""

    today: date
    first: date
    last: date
    early: str = "day_early"
    late: str = "day_late"

    @classmethod
    def ahead(cls, now: datetime, most: timedelta, least: timedelta = timedelta()) -> Bounds:
        """From so much after today to so much after it."""
        today = local_day(now)
        return cls(today, today + least, today + most)


def heard(
    desk: Desk,
    dialogue: Dialogue,
    text: str,
    bounds: Bounds,
    rows: Sequence[tuple[Choice, ...]] = (),
) -> date | Reply:
    """The day that was said in this dialogue, or the reply that asks back; `rows` stand below."""
    maybe = dialogue.answers.get(MAYBE)
    if maybe and fold(text) in YES:
        return date.fromisoformat(maybe)
    read = read_day(text, bounds.today, bounds.first, bounds.last)
    if isinstance(read, date):
        return read
    asked, kept = _asked(desk, read, bounds), without(dialogue)
    choices: list[tuple[Choice, ...]] = []
    if read.meant is not None and read.why not in (Why.EARLY, Why.LATE):
        kept = kept.put(MAYBE, read.meant.isoformat())
        label = desk.text("button_day_yes", day=show_day(read.meant))
        choices.append((Choice(label, f"day:{read.meant:%Y%m%d}"),))
    message = Outgoing(asked, (*choices, *rows, desk.way_home()))
    return Reply((message,), dialogue=kept)


def without(dialogue: Dialogue, *keys: str) -> Dialogue:
    """The dialogue without the day that was asked back, and without these answers."""
    gone = (MAYBE, *keys)
    return replace(dialogue, answers={k: v for k, v in dialogue.answers.items() if k not in gone})


def is_day(text: str, today: date) -> bool:
    """Whether a text speaks of a day at all, certain or not."""
    read = read_day(text, today)
    return isinstance(read, date) or read.why is not Why.NO_DAY


def _asked(desk: Desk, doubt: Doubt, bounds: Bounds) -> str:
    if doubt.why in (Why.EARLY, Why.LATE) and doubt.meant is not None:
        key = bounds.early if doubt.why is Why.EARLY else bounds.late
        edges = {"first": show_day(bounds.first), "last": show_day(bounds.last)}
        return desk.text(key, day=show_day(doubt.meant), **edges)
    if doubt.meant is None:
        return desk.text(f"day_{doubt.why}" if doubt.why in AGAIN else "day_lunar")
    key = {Why.LUNAR: "day_lunar_or", Why.WEEKDAY: "day_weekday"}.get(doubt.why, "day_meant")
    return desk.text(key, day=show_weekday(doubt.meant))
