"""Who else is an official here; removing one, leaving, handing over."""

from __future__ import annotations

from bot.core import codes
from bot.core.clock import local_day, show_day, show_weekday
from bot.core.effects import HandOver, LeaveOffice, RemoveOfficial, ShowCode
from bot.core.effects.officials import INVITATION_LIFE
from bot.core.message import Choice, Outgoing, Rows
from bot.core.reads.officials import Office, Official
from bot.core.turn import Reply, Turn
from handlers.desk import Desk
from handlers.officials.answering import number_in
from handlers.officials.gate import Offices
from handlers.officials.menu import way_back
from handlers.officials.words import office_name, official_name, rights

PAGE = 6  # officials on one screen


async def show(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:people", "oc:people:PAGE": the officials within reach."""
    everyone = await desk.reads.officials.officials(turn.person.number)
    page = number_in(turn.incoming.action)
    shown = everyone[page * PAGE : (page + 1) * PAGE]
    rows: Rows = tuple((Choice(_label(desk, o), f"oc:who:{o.office.number}"),) for o in shown)
    if len(everyone) > (page + 1) * PAGE:
        rows = (*rows, (desk.button("next", f"oc:people:{page + 1}"),))
    text = desk.text("oc_people", count=str(len(everyone)))
    message = Outgoing(text, (*rows, way_back(desk)), replaces=turn.incoming.pressed)
    return Reply((message,))


def _label(desk: Desk, official: Official) -> str:
    return f"{official_name(desk, official)}: {office_name(desk, official.office)}"[:60]


async def who(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:who:OFFICE": one official, and what may be done."""
    official = await _named(desk, turn)
    if official is None:
        return await show(desk, turn, offices)
    text = desk.text(
        "oc_who",
        name=official_name(desk, official),
        office=office_name(desk, official.office),
        rights=rights(desk, official.office),
        since=show_day(local_day(official.since)),
    )
    rows: Rows = (way_back(desk),)
    if _remover(offices, official, turn):
        rows = ((desk.button("oc_drop", f"oc:drop:{official.office.number}"),), *rows)
    return Reply((Outgoing(text, ((desk.button("oc_people", "oc:people"),), *rows)),))


async def drop(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:drop:OFFICE": are you sure?"""
    official = await _named(desk, turn)
    if official is None or not _remover(offices, official, turn):
        return await show(desk, turn, offices)
    yes = desk.button("oc_drop_yes", f"oc:dropped:{official.office.number}")
    text = desk.text(
        "oc_drop_sure",
        name=official_name(desk, official),
        office=office_name(desk, official.office),
    )
    return Reply((Outgoing(text, ((yes,), way_back(desk))),))


async def dropped(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:dropped:OFFICE": it ends now."""
    official = await _named(desk, turn)
    mine = official and _remover(offices, official, turn)
    if official is None or not mine:
        return await show(desk, turn, offices)
    text = desk.text("oc_dropped", name=official_name(desk, official))
    effect = RemoveOfficial(official.office.number, mine.number)
    return Reply((Outgoing(text, (way_back(desk),)),), (effect,))


def leave(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:leave", "oc:leave:OFFICE": lay it down, or hand it over?"""
    office = _mine(turn, offices) or (offices[0] if len(offices) == 1 else None)
    if office is None:
        rows = tuple((Choice(office_name(desk, o), f"oc:leave:{o.number}"),) for o in offices)
        return Reply((Outgoing(desk.text("oc_leave_which"), (*rows, way_back(desk))),))
    text = desk.text("oc_leave_sure", office=office_name(desk, office))
    rows = (
        (desk.button("oc_hand", f"oc:hand:{office.number}"),),
        (desk.button("oc_leave_yes", f"oc:left:{office.number}"),),
    )
    return Reply((Outgoing(text, (*rows, way_back(desk))),))


def left(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:left:OFFICE": they are no official there any more."""
    office = _mine(turn, offices)
    if office is None:
        return leave(desk, turn, offices)
    text = desk.text("oc_left", office=office_name(desk, office))
    return Reply((Outgoing(text, desk.menu()),), (LeaveOffice(office.number),))


def hand(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:hand:OFFICE": a code; whoever takes it has the office, and this one has it no more."""
    office = _mine(turn, offices)
    if office is None:
        return leave(desk, turn, offices)
    code, until = codes.fresh(codes.INVITATION), show_weekday(local_day(turn.now + INVITATION_LIFE))
    text = desk.text(
        "oc_handing", office=office_name(desk, office), code=codes.shown(code), until=until
    )
    return Reply((Outgoing(text, (way_back(desk),)),), (HandOver(code, office.number), ShowCode()))


def _mine(turn: Turn, offices: Offices) -> Office | None:
    number = number_in(turn.incoming.action)
    return next((office for office in offices if office.number == number), None)


async def _named(desk: Desk, turn: Turn) -> Official | None:
    number = number_in(turn.incoming.action)
    everyone = await desk.reads.officials.officials(turn.person.number)
    return next((official for official in everyone if official.office.number == number), None)


def _remover(offices: Offices, official: Official, turn: Turn) -> Office | None:
    """The office that may end this one; nobody removes themselves, they leave."""
    if official.person == turn.person.number:
        return None
    return next((mine for mine in offices if mine.may_remove(official.office)), None)
