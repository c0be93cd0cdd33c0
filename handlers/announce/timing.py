"""When: now or at a time, how often, and after which moment no more."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from bot.core.clock import VIETNAM, local_day
from bot.core.turn import Reply, Turn
from handlers.announce.draft import Draft
from handlers.announce.screens import again, asked, pressed, screen
from handlers.announce.wording import moment_name, times
from handlers.desk import Desk
from knowledge.calendar.hours import read_hours
from knowledge.calendar.reading import Doubt, Why, fold, read_day
from knowledge.calendar.workdays import is_holiday

OPENS, CLOSES = time(6, 30), time(21, 0)  # the same hours as jobs/quiet.py keeps
REPEATS = ("daily", "weekly", "monthly")
FARTHEST = timedelta(days=366)
_HOURS = re.compile(
    r"(?<![\d/.-])\d{1,2}\s*(?:h|gio|g|:)\s*(?:ruoi|\d{2}(?!\d))?(?:\s*(?:phut|p)\b)?"
    r"(?:\s*(?:sang|trua|chieu|toi)\b)?|\b(?:luc|vao|ngay)\b"
)
_PARTS_OF_DAY = ("sang", "trua", "chieu", "toi")
USUAL = time(8, 0)  # when only a day is said


def said(desk: Desk, draft: Draft) -> str:
    """When it goes, in words."""
    return times(desk, draft)


def is_quiet(moment: datetime) -> bool:
    """Whether nobody is written to at that moment: it then goes in the morning."""
    local = moment.astimezone(VIETNAM)
    return is_holiday(local.date()) or not OPENS <= local.time() < CLOSES


def daytime(moment: datetime) -> datetime:
    """The moment, or the next morning when it is at night."""
    local = moment.astimezone(VIETNAM)
    if OPENS <= local.time() < CLOSES:
        return moment
    day = local.date() if local.time() < OPENS else local.date() + timedelta(days=1)
    return datetime.combine(day, OPENS, VIETNAM)


def when(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    """The moment it is to go."""
    clear = (pressed(desk, draft, "at_once", "at_once"),) if draft.starts else ()
    until = pressed(desk, draft, "until", "until")
    return asked(desk, turn, draft, "when", *clear, until, pressed(desk, draft, "back", "preview"))


def repeating(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    """How often."""
    rows = [pressed(desk, draft, one, "repeat", one) for one in REPEATS]
    once = pressed(desk, draft, "once", "repeat", "once")
    return screen(desk, turn, draft, desk.text("an_repeat"), *rows, once)


def repeat(desk: Desk, turn: Turn, draft: Draft, value: str) -> Reply:
    """ "repeat:weekly": as it says, from its first time on."""
    if value not in (*REPEATS, "once"):
        return desk.reply("stale")
    return _timed(desk, turn, draft.put(repeats="" if value == "once" else value))


def _timed(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    """What was said about time, with the way on."""
    text = desk.text("an_timed", when=said(desk, draft))
    if is_quiet(draft.starts or turn.now):
        text = f"{text}\n{desk.text('an_quiet')}"
    return screen(
        desk, turn, draft.put(ask=""), text, pressed(desk, draft, "now_on", "now"),
        (*pressed(desk, draft, "when", "when"), *pressed(desk, draft, "until", "until")),
        pressed(desk, draft, "again", "again"),
    )  # fmt: skip


def at_once(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    """No time after all."""
    return _timed(desk, turn, draft.put(starts=""))


def until(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    """The moment after which nobody gets it any more."""
    return asked(desk, turn, draft, "until", pressed(desk, draft, "back", "preview"))


def written(desk: Desk, turn: Turn, draft: Draft, which: str) -> Reply:
    """A moment as people write it; only one that is still to come."""
    moment = read_moment(turn.text, turn.now)
    back = pressed(desk, draft, "back", "preview")
    if moment is None:
        return again(desk, turn, draft, "an_moment_unclear", back)
    if moment <= turn.now:
        return again(desk, turn, draft, "an_moment_past", back, moment=moment_name(moment))
    if moment > turn.now + FARTHEST:
        return again(desk, turn, draft, "an_moment_far", back, moment=moment_name(moment))
    if which == "until" and moment <= (draft.starts or turn.now):
        return again(desk, turn, draft, "an_until_early", back)
    if which == "when" and draft.expires and draft.expires <= moment:
        draft = draft.put(expires="")
    key = "starts" if which == "when" else "expires"
    return _timed(desk, turn, draft.put(**{key: moment.isoformat()}))


def read_moment(text: str, now: datetime) -> datetime | None:
    """ "8h sáng mai", "30/11 14:00", "17h"; a day alone is 8 in the morning. None: unclear."""
    today = local_day(now)
    hours, rest = read_hours(text), " ".join(_HOURS.sub(" ", fold(text)).split())
    if hours:
        rest = " ".join(word for word in rest.split() if word not in _PARTS_OF_DAY)
    if not rest:
        return None if hours is None else _next(now, hours[0])
    day = read_day(rest, today, first=today - FARTHEST)
    if isinstance(day, Doubt):
        if day.why is not Why.NO_YEAR or day.meant is None:
            return None
        day = day.meant
    return datetime.combine(day, hours[0] if hours else USUAL, VIETNAM)


def _next(now: datetime, hour: time) -> datetime:
    """The next moment at which it is that hour."""
    today = datetime.combine(local_day(now), hour, VIETNAM)
    return today if today > now else today + timedelta(days=1)
