"""Seen before it is sent: on each channel as it will look, how many people, five of their names."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.channel import Bubble, Limits
from bot.core.clock import local_day
from bot.core.message import Outgoing
from bot.core.turn import Reply, Turn
from handlers.announce import timing
from handlers.announce.draft import Draft, writers
from handlers.announce.screens import pressed, screen, with_first
from handlers.announce.wording import message, number, plain
from handlers.desk import Desk
from handlers.officials.gate import Offices
from handlers.officials.words import office_name

PARTS = 4  # messages of another channel that are shown


def office_of(desk: Desk, offices: Offices) -> str:
    """In whose name it is said."""
    return office_name(desk, writers(offices)[0])


async def preview(desk: Desk, turn: Turn, draft: Draft, offices: Offices) -> Reply:
    """The announcement itself, sent to its author; then the other channels; then the numbers."""
    counts = await desk.reads.announcements.by_channel(draft.audience, local_day(turn.now))
    if not counts:
        return screen(
            desk, turn, draft, desk.text("an_nobody"), pressed(desk, draft, "back", "who")
        )
    names = await desk.reads.announcements.sample(draft.audience, local_day(turn.now))
    known = desk.reads.announcements.channels()
    shown = [Outgoing(desk.text("an_preview")), *_here(desk, turn, draft, offices)]
    for channel in counts:
        if channel != turn.incoming.channel and channel in known:
            shown += _there(desk, draft, offices, channel, known[channel])
    counted = screen(
        desk, turn, draft.put(ask=""), _numbers(desk, counts, names),
        pressed(desk, draft, "now", "now"),
        (*pressed(desk, draft, "when", "when"), *pressed(desk, draft, "again", "again")),
        (*pressed(desk, draft, "text", "text"), *pressed(desk, draft, "who", "who")),
    )  # fmt: skip
    last = counted.messages[0]
    fresh = Outgoing(last.text, last.rows)  # below what was just shown, not in place of a screen
    return with_first(Reply((fresh,), dialogue=counted.dialogue), *shown)


def _here(desk: Desk, turn: Turn, draft: Draft, offices: Offices) -> list[Outgoing]:
    """Exactly what will be sent on this channel."""
    limits = desk.reads.announcements.channels().get(turn.incoming.channel)
    dressed = plain if limits is not None and not limits.buttons else message
    return [dressed(desk, draft, office_of(desk, offices), draft.told("channel"))]


def _there(
    desk: Desk, draft: Draft, offices: Offices, channel: str, limits: Limits
) -> list[Outgoing]:
    """What another channel will make of it, as that channel itself says."""
    dressed = message if limits.buttons else plain
    whole = dressed(desk, draft, office_of(desk, offices), draft.told("channel"))
    parts = desk.reads.announcements.bubbles(channel, whole)
    name = desk.library.texts.get(f"channel_{channel}", channel)
    if not parts:
        return [Outgoing(desk.text("an_preview_never", channel=name))]
    head = desk.text("an_preview_on", channel=name, parts=str(len(parts)))
    shown = [Outgoing(_drawn(desk, draft, part)) for part in parts[:PARTS]]
    if len(parts) > PARTS:
        shown.append(Outgoing(desk.text("an_shown_more", more=str(len(parts) - PARTS))))
    return [Outgoing(head), *shown]


def _drawn(desk: Desk, draft: Draft, part: Bubble) -> str:
    """One of its messages: the file's place, the words, and the buttons in brackets."""
    name = draft.file.name if draft.file else ""
    file = desk.text(f"an_shown_{part.file}", name=name).rstrip() if part.file else ""
    rows = ["  ".join(f"[ {label} ]" for label in row) for row in part.rows]
    return "\n".join(filter(None, [file, part.text, *rows]))


def _numbers(desk: Desk, counts: Mapping[str, int], names: tuple[str, ...]) -> str:
    """How many people on which channels, and five of them by name."""
    told = ", ".join(f"{channel}: {number(many)}" for channel, many in counts.items())
    named = "\n".join(f"- {name or desk.text('oc_nameless')}" for name in names)
    return desk.text("an_numbers", count=number(sum(counts.values())), channels=told, names=named)


def sure(desk: Desk, turn: Turn, draft: Draft, count: int, needs: str) -> Reply:
    """The last look before it is confirmed; `needs` says why a second official is asked, or ""."""
    said = [desk.text("an_sure", count=number(count), when=timing.said(desk, draft))]
    if needs:
        said.append(
            desk.text(f"an_needs_{needs}", above=str(desk.reads.announcements.approve_above))
        )
    if timing.is_quiet(draft.starts or turn.now):
        said.append(desk.text("an_quiet"))
    key = "send_ask" if needs else "send"
    yes = pressed(desk, draft, key, "confirm")
    return screen(desk, turn, draft, "\n".join(said), yes, pressed(desk, draft, "back", "preview"))
