"""A pressed button of announcements, or words that are written to a draft."""

from __future__ import annotations

from dataclasses import replace

from bot.core.effects import MarkRead
from bot.core.message import Kind, Outgoing
from bot.core.turn import Reply, Turn
from handlers.announce import choosing, confirming, segments, showing, timing, watching, writing
from handlers.announce.actions import read as read_action
from handlers.announce.draft import Draft, find
from handlers.announce.screens import again, pressed, screen
from handlers.desk import Desk
from handlers.officials.gate import Offices


async def press(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """Any "an:…" button but "read", or the words for the menu."""
    verb, name, value = read_action(turn.incoming.action or "an:menu")
    if verb == "menu":
        return await watching.menu(desk, turn, offices)
    if verb == "new":
        return writing.begin(desk, turn, offices)
    if verb == "see":
        return await watching.see(desk, turn, name, offices)
    if verb in watching.STEPS:
        return await watching.steer(desk, turn, verb, name, offices)
    if verb in watching.FOLLOWS:
        return await watching.follow(desk, turn, verb, name, offices)
    if verb == "withdraw_yes":
        return await watching.withdraw(desk, turn, name, offices)
    draft = find(turn, name)
    if draft is None:
        return await _gone(desk, turn, name, offices)
    return await _at_draft(desk, turn, draft, verb, value, offices)


async def _gone(desk: Desk, turn: Turn, name: str, offices: Offices) -> Reply:
    """The draft was confirmed or dropped: what became of it."""
    if await desk.reads.announcements.announced(name):
        return await watching.see(desk, turn, name, offices)
    return desk.reply("stale")


async def _at_draft(
    desk: Desk, turn: Turn, draft: Draft, verb: str, value: str, offices: Offices
) -> Reply:
    if verb in ("drop", "confirm") and draft.dialogue != turn.dialogue:
        return await _taken_up(desk, turn, draft, verb, offices)
    if verb == "drop":
        return replace(desk.reply("an_dropped"), ends=True)
    if verb == "open":
        return (
            writing.taken(desk, turn, draft)
            if draft.text
            else writing.press(desk, turn, draft, "text")
        )
    if verb in writing.VERBS:
        return writing.press(desk, turn, draft, verb)
    if verb == "join":
        return await writing.join(desk, turn, draft, value, offices)
    if verb in ("now", "confirm", "preview"):
        return await _onward(desk, turn, draft, verb, offices)
    if verb in ("when", "again", "repeat", "at_once", "until"):
        return _timed(desk, turn, draft, verb, value)
    return await _chosen(desk, turn, draft, verb, value, offices)


async def _taken_up(desk: Desk, turn: Turn, draft: Draft, verb: str, offices: Offices) -> Reply:
    """A button of a draft that was laid aside ends nothing: first it is opened again."""
    if verb == "drop":
        yes = pressed(desk, draft, "on", "open")
        return screen(desk, turn, draft, desk.text("an_drop_sure"), yes)
    return await confirming.sure(desk, turn, draft, offices)


async def _onward(desk: Desk, turn: Turn, draft: Draft, verb: str, offices: Offices) -> Reply:
    if verb == "preview":
        return await showing.preview(desk, turn, draft, offices)
    if verb == "now":
        return await confirming.sure(desk, turn, draft, offices)
    return await confirming.confirm(desk, turn, draft, offices)


def _timed(desk: Desk, turn: Turn, draft: Draft, verb: str, value: str) -> Reply:
    if verb == "repeat":
        return timing.repeat(desk, turn, draft, value)
    asks = {"when": timing.when, "again": timing.repeating, "at_once": timing.at_once}
    return asks.get(verb, timing.until)(desk, turn, draft)


async def _chosen(
    desk: Desk, turn: Turn, draft: Draft, verb: str, value: str, offices: Offices
) -> Reply:
    match verb:
        case "who":
            return await choosing.who(desk, turn, draft)
        case "left_out":
            return choosing.left_out(desk, turn, draft)
        case "by" if value.partition(".")[0] in (*choosing.FIELDS, *choosing.LEFT_OUT):
            return await choosing.by(desk, turn, draft, value, offices)
        case "put":
            return await choosing.put(desk, turn, draft, value, offices)
        case "clear":
            return await choosing.clear(desk, turn, draft, value)
        case "place":
            return await choosing.place_put(desk, turn, draft, value, offices)
    return await _segments(desk, turn, draft, verb, value, offices)


async def _segments(
    desk: Desk, turn: Turn, draft: Draft, verb: str, value: str, offices: Offices
) -> Reply:
    match verb:
        case "segments":
            return await segments.segments(desk, turn, draft, value)
        case "segment":
            return await segments.segment(desk, turn, draft, value, offices)
        case "keep":
            return segments.keep(desk, turn, draft)
        case "seg_drop":
            return await segments.drop(desk, turn, draft, value)
        case "seg_sure":
            return await segments.sure(desk, turn, draft, value)
        case "seg_yes":
            return await segments.dropped(desk, turn, draft, value)
    return desk.reply("stale")


async def said(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """Words, a photo or a PDF while a draft is open."""
    assert turn.dialogue is not None
    draft = Draft(turn.dialogue)
    ask = draft.told("ask")
    if turn.incoming.kind is Kind.FILE or ask in ("text", "correction", "pdf", "file"):
        if turn.incoming.kind is Kind.UNSUPPORTED:
            return again(desk, turn, draft, "an_file_kind")
        return writing.written(desk, turn, draft)
    match ask:
        case "link":
            return writing.link_written(desk, turn, draft)
        case "label":
            return writing.label_written(desk, turn, draft)
        case "place":
            return await choosing.place_written(desk, turn, draft, offices)
        case "since":
            return await choosing.since_written(desk, turn, draft)
        case "segment":
            return segments.named(desk, turn, draft)
        case "when" | "until":
            return timing.written(desk, turn, draft, ask)
    return await choosing.who(desk, turn, draft)


def read(desk: Desk, turn: Turn) -> Reply:
    """ "an:read:DRAFT", or the words "đã đọc": noted, and thanked for."""
    draft = read_action(turn.incoming.action)[1] if turn.incoming.action else ""
    thanks = Outgoing(desk.text("an_thanks"), (desk.way_home(),))
    return Reply((thanks,), (MarkRead(draft),))
