"""Reaching a person: who to ask, and leaving a question in the officials' book."""

from __future__ import annotations

from bot.core.dialogue import Dialogue
from bot.core.effects import AskOfficial
from bot.core.message import Kind, Outgoing
from bot.core.turn import Person, Reply, Turn
from handlers import place
from handlers.desk import Desk
from knowledge import places

NAME = "official"


def official(desk: Desk, turn: Turn) -> Reply:
    """ "official": who to ask, and the offer to write a question down."""
    text = desk.text("official", who=who(desk, turn.person))
    rows = ((desk.button("official_yes", "official:write"),), (desk.button("home", "home"),))
    return Reply((Outgoing(text, rows),))


def who(desk: Desk, person: Person) -> str:
    """Whom to ask, as far as this office has told us."""
    if desk.office and desk.contact:
        return desk.text("official_contact", office=desk.office, contact=desk.contact)
    if desk.office:
        return desk.text("official_office", office=desk.office)
    if places.exists(person.xa):
        return desk.text("official_of_place", place=places.name(person.xa))
    return desk.text("official_nobody")


def write(desk: Desk, turn: Turn) -> Reply:
    """ "official:write": the next message is the question."""
    dialogue = turn.unfinished(NAME) or Dialogue(NAME)
    return Reply((Outgoing(desk.text("official_write"), (desk.way_home(),)),), dialogue=dialogue)


def written(desk: Desk, turn: Turn) -> Reply:
    """The question itself: into the book."""
    if turn.incoming.kind is not Kind.TEXT or not turn.text.strip():
        return desk.reply("official_not_text")
    noted = Outgoing(desk.text("official_noted"), (desk.way_home(),))
    asked = place.wonder(desk, turn, "place_ask_official")  # it says whose question this is
    effects = (AskOfficial(turn.text[:2000]), *asked.effects)
    return Reply((noted, *asked.messages), effects, asked.dialogue, ends=True)
