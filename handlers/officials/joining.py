"""A code that was typed or came with a link: an office, or the person whom an office wrote down."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.core import codes
from bot.core.effects import AcceptInvitation, NoteGuess, ShowCode
from bot.core.message import Kind, Outgoing
from bot.core.reads.officials import Invitation, Offer
from bot.core.turn import Reply, Turn
from handlers import link
from handlers.desk import Desk
from handlers.officials.menu import lines
from handlers.officials.words import office_name, place_name, rights

START = "moi"  # t.me/<bot>?start=moiABCD2345EFGH
SHAPE = f"oc:(yes|no):[{codes.ALPHABET}]{{{codes.LENGTH},{codes.INVITATION}}}"
_BEFORE = re.compile(
    r"(/start\s+moi[-_]?|/moi\b|mã mời|ma moi|lời mời|loi moi|mời|moi|mã|ma)[\s:.-]*"
)


def is_typed(turn: Turn) -> bool:
    """Whether somebody typed a code, alone or after words like "mã mời"."""
    return turn.incoming.kind is Kind.TEXT and bool(typed_code(turn.text) or link.is_typed(turn))


def typed_code(text: str) -> str:
    """The code in what was typed; "" when there is none."""
    said = text.strip()[:100]
    found = _BEFORE.match(said.casefold())
    return codes.read(said[found.end() :] if found else said)


async def typed(desk: Desk, turn: Turn) -> Reply:
    """A code: what is it worth? One that is no invitation may link two chats."""
    code = typed_code(turn.text)
    if not code:
        return await link.typed(desk, turn)
    offer = await _look(desk, turn, code)
    if offer.kind is Offer.NOT and link.is_typed(turn):
        return await link.typed(desk, turn)
    if offer.kind in (Offer.NOT, Offer.OVER, Offer.TIRED):
        return _useless(desk, offer)
    rows = (
        (desk.button(f"oc_yes_{offer.kind}", f"oc:yes:{code}"),),
        (desk.button(f"oc_no_{offer.kind}", f"oc:no:{code}"),),
    )
    message = Outgoing(_offered(desk, offer), (*rows, desk.way_home()))
    return Reply((message,), (ShowCode(),))


async def pressed(desk: Desk, turn: Turn) -> Reply:
    """ "oc:yes:CODE", "oc:no:CODE"."""
    _, said, code = turn.incoming.action.split(":")
    if said == "no":
        return desk.reply("oc_declined")
    offer = await _look(desk, turn, code)
    if offer.kind in (Offer.NOT, Offer.OVER, Offer.TIRED):
        return _useless(desk, offer)
    effect = AcceptInvitation(code, turn.incoming.name)
    if offer.office is None:
        place = place_name(offer.tinh, offer.xa) or desk.text("oc_no_place")
        text = desk.text("oc_came", name=offer.name, place=place)
        return Reply((Outgoing(text, desk.menu()),), (effect,))
    office = replace(offer.office, number=-1)
    text = desk.text("oc_accepted", office=office_name(desk, office), rights=rights(desk, office))
    return Reply((Outgoing(text, lines(desk, (office,))),), (effect,))


def _offered(desk: Desk, offer: Invitation) -> str:
    if offer.office is None:
        place = place_name(offer.tinh, offer.xa) or desk.text("oc_no_place")
        return desk.text("oc_offer_person", name=offer.name, place=place)
    office = office_name(desk, offer.office)
    return desk.text(f"oc_offer_{offer.kind}", office=office, rights=rights(desk, offer.office))


def _useless(desk: Desk, offer: Invitation) -> Reply:
    """One kind sentence; a code that never was one is counted."""
    effects = (NoteGuess(),) if offer.kind is Offer.NOT else ()
    key = "oc_code_tired" if offer.kind is Offer.TIRED else "oc_code_useless"
    return replace(desk.reply(key), effects=effects)


async def _look(desk: Desk, turn: Turn, code: str) -> Invitation:
    return await desk.reads.officials.invitation(code, turn.incoming, turn.now)
