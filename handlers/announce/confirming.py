"""Confirming: once. From here on the text and the audience stand still."""

from __future__ import annotations

from bot.core.clock import local_day
from bot.core.effects import Announce
from bot.core.message import Outgoing
from bot.core.turn import Reply, Turn
from handlers.announce import showing, timing
from handlers.announce.actions import act
from handlers.announce.draft import Draft, senders, writers
from handlers.announce.screens import pressed, screen
from handlers.announce.wording import message, number, plain
from handlers.desk import Desk
from handlers.officials.gate import Offices


async def sure(desk: Desk, turn: Turn, draft: Draft, offices: Offices) -> Reply:
    """The last look."""
    count = await _counted(desk, turn, draft, offices)
    if isinstance(count, Reply):
        return count
    return showing.sure(desk, turn, draft, count, needs(desk, draft, offices, count))


async def _counted(desk: Desk, turn: Turn, draft: Draft, offices: Offices) -> int | Reply:
    """How many would get it, or what has to be put right before."""
    wrong = _wrong(desk, turn, draft, offices)
    if wrong:
        return wrong
    nobody = desk.text("an_nobody")
    count = await _count(desk, turn, draft)
    return count or screen(desk, turn, draft, nobody, pressed(desk, draft, "back", "who"))


def _wrong(desk: Desk, turn: Turn, draft: Draft, offices: Offices) -> Reply | None:
    """What has become wrong meanwhile: no words, a right that is gone, a time that is past."""
    if not draft.text:
        return screen(
            desk, turn, draft, desk.text("an_file_first"), pressed(desk, draft, "text", "text")
        )
    if not draft.audience.covered_by(writers(offices)):
        return screen(
            desk, turn, draft, desk.text("an_out_of_reach"), pressed(desk, draft, "who", "who")
        )
    for moment in (draft.starts, draft.expires):
        if moment is not None and moment <= turn.now:
            return screen(
                desk, turn, draft, desk.text("an_time_gone"), pressed(desk, draft, "when", "when")
            )
    return None


async def _count(desk: Desk, turn: Turn, draft: Draft) -> int:
    counts = await desk.reads.announcements.by_channel(draft.audience, local_day(turn.now))
    return sum(counts.values())


def needs(desk: Desk, draft: Draft, offices: Offices, count: int) -> str:
    """Why a second official has to approve it: "right", "many", "far", or "" when none has."""
    if not senders(offices):
        return "right"
    if draft.told("kind") == "unread" and not draft.told("edited"):
        return ""  # the same words to some of the same people
    if count > desk.reads.announcements.approve_above:
        return "many"
    return "" if draft.audience.at_home_of(senders(offices)) else "far"


async def confirm(desk: Desk, turn: Turn, draft: Draft, offices: Offices) -> Reply:
    """Done: the draft ends here, and its name makes a second press harmless."""
    count = await _counted(desk, turn, draft, offices)
    if isinstance(count, Reply):
        return count
    why = needs(desk, draft, offices, count)
    given = _announce(desk, turn, draft, offices, count, why)
    key = "an_confirmed_ask" if why else "an_confirmed_later" if draft.starts else "an_confirmed"
    said = desk.text(key, count=number(count), when=timing.said(desk, draft))
    see = (desk.button("an_see", act("see", draft.id)),)
    shown = Outgoing(said, (see, desk.way_home()), replaces=turn.incoming.pressed)
    return Reply((shown,), (given,), ends=True)


def _announce(
    desk: Desk, turn: Turn, draft: Draft, offices: Offices, count: int, why: str
) -> Announce:
    office = showing.office_of(desk, offices)
    channel = draft.told("channel") or turn.incoming.channel
    ask = Outgoing(
        desk.text("an_please_approve", office=office, count=number(count)),
        ((desk.button("an_see", act("see", draft.id)),), desk.way_home()),
    )
    return Announce(
        draft.id,
        office,
        draft.text,
        message(desk, draft, office, channel),
        plain(desk, draft, office, channel),
        draft.audience,
        count,
        approved=not why,
        starts_at=draft.starts or turn.now,
        expires_at=draft.expires,
        repeats=draft.told("repeats"),
        channel=channel if draft.file else "",
        kind=draft.told("kind") or "first",
        parent=draft.told("parent"),
        ask=ask if why else None,
        ask_at=timing.daytime(turn.now),
    )
