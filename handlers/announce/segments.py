"""Audiences kept by name: taken again, kept, and dropped by whoever keeps them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from bot.core.audience import Audience
from bot.core.effects import DropSegment, KeepSegment
from bot.core.message import Choice, Rows
from bot.core.turn import Reply, Turn
from handlers.announce.actions import act
from handlers.announce.choosing import who
from handlers.announce.draft import Draft, writers
from handlers.announce.screens import again, asked, page, pressed, screen
from handlers.desk import Desk
from handlers.officials.gate import Offices

PAGE = 8  # names on a screen
Kept = Mapping[str, Audience]


async def segments(desk: Desk, turn: Turn, draft: Draft, value: str = "") -> Reply:
    """ "segments" or "segments:FROM": the audiences kept by name, and keeping this one."""
    kept = await desk.reads.announcements.segments(turn.person.number)
    more = pressed(desk, draft, "keep_segment", "keep")
    if kept:
        more += pressed(desk, draft, "drop_segment", "seg_drop")
    rows = _names(desk, draft, kept, "segments", "segment", value)
    text = desk.text("an_segments" if kept else "an_no_segments")
    return screen(desk, turn, draft, text, *rows, more, pressed(desk, draft, "back", "who"))


def _names(desk: Desk, draft: Draft, kept: Kept, verb: str, choose: str, start: str) -> Rows:
    """A page of names that are chosen by `choose`, and turning it by `verb`."""
    at = int(start) if start.isdecimal() and int(start) < len(kept) else 0
    rows = tuple((Choice(name, act(choose, draft.id, mark(name))),) for name in kept)
    before, after = str(max(0, at - PAGE)), str(at + PAGE)
    turning = pressed(desk, draft, "before", verb, before) if at else ()
    if at + PAGE < len(rows):
        turning += (desk.button("next", act(verb, draft.id, after)),)
    return (*page(rows, at, PAGE), *([turning] if turning else []))


def mark(name: str) -> str:
    """A name as an action carries it: a button that is old never means another audience."""
    return hashlib.blake2b(name.encode(), digest_size=6).hexdigest()


async def _kept(desk: Desk, turn: Turn, value: str) -> tuple[str, Audience] | None:
    """The kept audience with this mark; None when it is gone."""
    kept = await desk.reads.announcements.segments(turn.person.number)
    return next((one for one in kept.items() if mark(one[0]) == value), None)


async def segment(desk: Desk, turn: Turn, draft: Draft, value: str, offices: Offices) -> Reply:
    """Take a kept audience, within what may be reached now."""
    found = await _kept(desk, turn, value)
    if found is None:
        return desk.reply("stale")
    reach = Audience.within(writers(offices)).of("reach")
    return await who(desk, turn, draft.for_(found[1].having("reach", *reach)))


async def drop(desk: Desk, turn: Turn, draft: Draft, value: str) -> Reply:
    """ "seg_drop" or "seg_drop:FROM": which of them is to be dropped."""
    kept = await desk.reads.announcements.segments(turn.person.number)
    rows = _names(desk, draft, kept, "seg_drop", "seg_sure", value)
    back = pressed(desk, draft, "back", "segments")
    return screen(desk, turn, draft, desk.text("an_segment_which"), *rows, back)


async def sure(desk: Desk, turn: Turn, draft: Draft, value: str) -> Reply:
    """Asked once, for which one it is."""
    found = await _kept(desk, turn, value)
    if found is None:
        return await segments(desk, turn, draft)
    yes = pressed(desk, draft, "segment_yes", "seg_yes", value)
    text = desk.text("an_segment_sure", name=found[0])
    return screen(desk, turn, draft, text, yes, pressed(desk, draft, "back", "segments"))


async def dropped(desk: Desk, turn: Turn, draft: Draft, value: str) -> Reply:
    """Gone; pressed twice it is gone once."""
    found = await _kept(desk, turn, value)
    if found is None:
        return await segments(desk, turn, draft)
    rows = pressed(desk, draft, "segments", "segments"), pressed(desk, draft, "on", "who")
    text = desk.text("an_segment_dropped", name=found[0])
    return screen(desk, turn, draft, text, *rows, effects=(DropSegment(found[0]),))


def keep(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    """Under which name this audience is to be kept."""
    return asked(desk, turn, draft, "segment", pressed(desk, draft, "back", "segments"))


def named(desk: Desk, turn: Turn, draft: Draft) -> Reply:
    """Keep this audience under the name that was written."""
    name = " ".join(turn.text.split())
    if not 1 <= len(name) <= 40:
        return again(desk, turn, draft, "an_segment_name_bad")
    return screen(
        desk, turn, draft.put(ask=""), desk.text("an_segment_kept", name=name),
        pressed(desk, draft, "on", "who"), effects=(KeepSegment(name, draft.audience),),
    )  # fmt: skip
