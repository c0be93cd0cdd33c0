"""Inviting an official: which office, where, with what rights; a code that works once."""

from __future__ import annotations

from collections.abc import Iterator

from bot.core import codes
from bot.core.clock import local_day, show_weekday
from bot.core.dialogue import Dialogue
from bot.core.effects import InviteOfficial, ShowCode
from bot.core.effects.officials import INVITATION_LIFE
from bot.core.message import Choice, Outgoing
from bot.core.reads.officials import GIVES, Office, Role
from bot.core.turn import Reply, Turn
from handlers import place as asking
from handlers.desk import Desk
from handlers.officials.gate import Offices
from handlers.officials.menu import way_back
from handlers.officials.words import office_name, rights
from knowledge import places

NAME = "oc_invite"
RIGHTS = ("11", "10", "01", "00")  # write, send


def begin(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:invite": which kind of office? Only those that may be given are shown."""
    roles = [role for role in Role if any(role in GIVES[office.role] for office in offices)]
    rows = tuple((desk.button(f"oc_role_{role}", f"oc:invite:{role}"),) for role in roles)
    given = (desk.button("oc_codes", "oc:codes"),)
    return Reply((Outgoing(desk.text("oc_invite_role"), (*rows, given, way_back(desk))),))


def role(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:invite:ROLE": where? Asked only where there is a choice."""
    chosen = Role(turn.incoming.action.rsplit(":", 1)[1])
    giver = _giver(offices, chosen)
    if giver is None:
        return begin(desk, turn, offices)
    talk = turn.unfinished(NAME) or Dialogue(NAME)
    talk = Dialogue(NAME, revision=talk.revision).put("role", chosen).put("tinh", giver.tinh)
    if chosen in (Role.ADMIN, Role.EDITOR) or giver.xa or (chosen is Role.TINH and giver.tinh):
        return _ask_rights(desk, offices, talk.put("xa", giver.xa if chosen is Role.XA else ""))
    where = Outgoing(desk.text(f"oc_invite_where_{chosen}"), (way_back(desk),))
    return Reply((where,), dialogue=talk)


def said(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """The place, typed."""
    assert turn.dialogue is not None
    asked = turn.dialogue.answers
    found = places.find(turn.text, asked.get("tinh") or None)
    is_tinh = asked.get("role") == Role.TINH
    if is_tinh:
        found = tuple({place.tinh: places.Place(place.tinh) for place in found}.values())
    message = asking.offered(desk, found, "oc:at", (way_back(desk),), provinces=is_tinh)
    return Reply((message,), dialogue=turn.dialogue)


def at(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:at:xa:CODE", "oc:at:tinh:CODE": the place, chosen."""
    talk, code = turn.unfinished(NAME), turn.incoming.action.rsplit(":", 1)[1]
    if talk is None or not places.exists(code):
        return begin(desk, turn, offices)
    tinh = code if len(code) == 2 else places.tinh_of(code)
    xa = "" if len(code) == 2 else code
    return _ask_rights(desk, offices, talk.put("tinh", tinh).put("xa", xa))


def _ask_rights(desk: Desk, offices: Offices, talk: Dialogue) -> Reply:
    """Which rights? Only those the inviter has; where there is one choice, it is taken."""
    possible = list(_possible(offices, talk))
    if not possible:
        return Reply((Outgoing(desk.text("oc_invite_beyond"), (way_back(desk),)),), ends=True)
    if len(possible) == 1:
        return _sure(desk, talk.put("rights", possible[0][0]), possible[0][1])
    rows = tuple((Choice(_right(desk, o), f"oc:may:{key}"),) for key, o in possible)
    where = office_name(desk, possible[0][1])
    text = desk.text("oc_invite_rights", office=where)
    return Reply((Outgoing(text, (*rows, way_back(desk))),), dialogue=talk)


def may(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:may:11": the rights; then once more, is that right?"""
    talk = turn.unfinished(NAME)
    if talk is None:
        return begin(desk, turn, offices)
    talk = talk.put("rights", turn.incoming.action.rsplit(":", 1)[1])
    office = _office(talk)
    return _sure(desk, talk, office) if _able(offices, office) else begin(desk, turn, offices)


def _sure(desk: Desk, talk: Dialogue, office: Office) -> Reply:
    text = desk.text(
        "oc_invite_sure", office=office_name(desk, office), rights=rights(desk, office)
    )
    rows = ((desk.button("oc_make", "oc:make"),), way_back(desk))
    return Reply((Outgoing(text, rows),), dialogue=talk)


def make(desk: Desk, turn: Turn, offices: Offices) -> Reply:
    """ "oc:make": the code, said once."""
    talk = turn.unfinished(NAME)
    giver = _able(offices, _office(talk)) if talk and talk.answers.get("rights") else None
    if talk is None or giver is None:
        return begin(desk, turn, offices)
    office, code = _office(talk), codes.fresh(codes.INVITATION)
    until = show_weekday(local_day(turn.now + INVITATION_LIFE))
    text = desk.text(
        "oc_invited", office=office_name(desk, office), code=codes.shown(code), until=until
    )
    effect = InviteOfficial(code, office, giver.number)
    ends = turn.dialogue is not None and turn.dialogue.name == NAME
    return Reply((Outgoing(text, (way_back(desk),)),), (effect, ShowCode()), ends=ends)


def _possible(offices: Offices, talk: Dialogue) -> Iterator[tuple[str, Office]]:
    """The rights that can be given with this office; an editor or administrator has all."""
    whole = talk.answers.get("role") in (Role.ADMIN, Role.EDITOR)
    for key in RIGHTS[:1] if whole else RIGHTS:
        office = _office(talk.put("rights", key))
        if _able(offices, office):
            yield key, office


def _right(desk: Desk, office: Office) -> str:
    text = rights(desk, office)
    return text[:1].upper() + text[1:]


def _office(talk: Dialogue) -> Office:
    told = talk.answers
    may_write, may_send = (right == "1" for right in told.get("rights", "00"))
    tinh, xa = told.get("tinh", ""), told.get("xa", "")
    return Office(Role(told["role"]), tinh, xa, may_write, may_send)


def _giver(offices: Offices, chosen: Role) -> Office | None:
    """The widest of these offices that may give such a role."""
    fit = [office for office in offices if chosen in GIVES[office.role]]
    return min(fit, key=lambda o: (o.tinh != "", o.xa != ""), default=None)


def _able(offices: Offices, office: Office) -> Office | None:
    return next((mine for mine in offices if mine.may_invite(office)), None)
