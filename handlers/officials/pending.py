"""Codes that were given and that nobody has used yet: seen, and taken back."""

from __future__ import annotations

from bot.core.clock import local_day, show_weekday
from bot.core.effects import WithdrawInvitation
from bot.core.message import Choice, Outgoing
from bot.core.reads.officials import Offer, Pending
from bot.core.turn import Reply, Turn
from handlers.desk import Desk
from handlers.officials.answering import number_in
from handlers.officials.gate import Offices
from handlers.officials.menu import way_back
from handlers.officials.words import office_name

MOST = 8  # on one screen, newest first


async def show(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:codes": the codes this official gave that still work; pressing one takes it back."""
    given = await desk.reads.officials.pending(turn.person.number, turn.now)
    if not given:
        return Reply((Outgoing(desk.text("oc_codes_none"), (way_back(desk),)),))
    rows = tuple((Choice(_label(desk, one), f"oc:code:{one.number}"),) for one in given[:MOST])
    text = desk.text("oc_codes", count=str(len(given)))
    return Reply((Outgoing(text, (*rows, way_back(desk))),))


async def withdraw(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:code:NUMBER": it works no longer."""
    number = number_in(turn.incoming.action)
    given = await desk.reads.officials.pending(turn.person.number, turn.now)
    one = next((one for one in given if one.number == number), None)
    if one is None:
        return await show(desk, turn, offices)
    text = desk.text("oc_code_withdrawn", office=office_name(desk, one.office))
    rows = ((desk.button("oc_codes", "oc:codes"),), way_back(desk))
    return Reply((Outgoing(text, rows),), (WithdrawInvitation(number),))


def _label(desk: Desk, one: Pending) -> str:
    key = "oc_code_hand" if one.kind is Offer.HANDOVER else "oc_code_invite"
    until = show_weekday(local_day(one.until))
    return desk.text(key, office=office_name(desk, one.office), until=until)[:60]
