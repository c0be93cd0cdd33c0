"""Producers and trainings: what there is, a seat or a place in the line, and giving it back."""

from __future__ import annotations

from dataclasses import replace

from bot.core.dialogue import Dialogue
from bot.core.effects import JoinTraining, LeaveTraining, NameRegistered, RateTraining
from bot.core.message import Choice, Outgoing
from bot.core.reads.trainings import Training
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.assess.product import as_name
from handlers.desk import Desk
from handlers.trainings.shapes import act, read
from handlers.trainings.wording import card, seats, when

NAME = "training_name"
SHOWN = 6  # trainings with a button
IN = ("seat", "waiting")


async def listed(desk: Desk, turn: Turn) -> Reply:
    """ "page:trainings", "training:list": those ahead for this person."""
    found = await desk.reads.trainings.ahead(turn.person.number, turn.now)
    numbers = read(turn.incoming.action)[1] if turn.incoming.action.startswith("training:") else []
    start = numbers[0] if numbers else 0
    rows = [(_label(one),) for one in found[start : start + SHOWN]]
    if start + SHOWN < len(found):
        rows.append((desk.button("next", act("list", start + SHOWN)),))
    if await desk.reads.officials.offices(turn.person.number):
        rows.append((desk.button("tr_new", act("new")),))
        rows.append((desk.button("tr_own", act("own")),))
    rows.append((desk.button("tr_ask", "topic:training_schedule"),))
    text = desk.text("tr_list" if found else "tr_none")
    if not turn.person.tinh:
        text += "\n" + desk.text("tr_no_place" if found else "tr_say_place")
        rows.append((desk.button("place", "place"),))
    return Reply((Outgoing(text, (*rows, desk.way_home())),))


async def press(desk: Desk, turn: Turn) -> Reply:
    """Any "training:…" button of a producer."""
    verb, numbers = read(turn.incoming.action)
    if verb == "list":
        return await listed(desk, turn)
    one = await desk.reads.trainings.one(numbers[0], turn.person.number)
    if one is None:
        return fallback.stale(desk, turn)
    if verb == "open":
        return _shown(desk, turn, one)
    if verb == "rate":
        return _rated(desk, turn, one)
    if verb == "join":
        return _joined(desk, turn, one)
    return _left(desk, turn, one, verb)


def _shown(desk: Desk, turn: Turn, one: Training, said: str = "") -> Reply:
    """The card, where they stand, and what they can do."""
    lines = [said, card(desk, one), seats(desk, one)]
    if one.mine in IN:
        lines.append(desk.text(f"tr_mine_{one.mine}", before=str(one.before)))
    text = "\n".join(line for line in lines if line)
    return Reply((Outgoing(shorten(text, 600, "characters"), _rows(desk, turn, one)),))


def _rows(desk: Desk, turn: Turn, one: Training) -> tuple[tuple[Choice, ...], ...]:
    back = (desk.button("tr_list", act("list")),)
    if not one.open(turn.now):
        return (back, desk.way_home())
    if one.mine in IN:
        leave = (desk.button("tr_leave", act("leave", one.number)),)
        named = (desk.button("tr_name", act("name", one.number)),)
        return (leave, named, (desk.button("lich_ics", "lich:ics"),), back, desk.way_home())
    key = "tr_join" if one.free else "tr_wait"
    return ((desk.button(key, act("join", one.number)),), back, desk.way_home())


def _joined(desk: Desk, turn: Turn, one: Training) -> Reply:
    """A seat while one is free, else a place in the line: as it stands when it is written."""
    if one.mine in IN:
        return _shown(desk, turn, one)
    if not one.open(turn.now):
        return _shown(desk, turn, one, desk.text("tr_closed"))
    if not one.reaches(turn.person.tinh, turn.person.xa):
        return _shown(desk, turn, one, desk.text("tr_not_yours"))
    state = "seat" if one.free else "waiting"
    name = as_name(turn.person.name or turn.incoming.name)
    told = {"name": name or desk.text("tr_nameless"), "when": when(one)}
    said = desk.text(f"tr_joined_{state}", before=str(one.waiting), **told)
    after = replace(one, mine=state, taken=one.taken + (state == "seat"))
    rows = _rows(desk, turn, after)
    return Reply((Outgoing(said, rows),), (JoinTraining(one.number, state, name),))


def _left(desk: Desk, turn: Turn, one: Training, verb: str) -> Reply:
    """ "training:leave" asks, "training:left" does it; "training:name" asks for the name."""
    if one.mine not in IN or not one.open(turn.now):
        return _shown(desk, turn, one)
    if verb == "name":
        message = Outgoing(desk.text("tr_name"), (desk.way_home(),))
        return Reply((message,), dialogue=Dialogue(NAME, answers={"training": str(one.number)}))
    if verb == "leave":
        rows = (
            (desk.button("tr_left", act("left", one.number)),),
            (desk.button("tr_stay", act("open", one.number)),),
            desk.way_home(),
        )
        return Reply((Outgoing(desk.text("tr_leave", topic=one.topic), rows),))
    rows = (
        (desk.button("tr_join_again", act("join", one.number)),),
        (desk.button("tr_list", act("list")),),
        desk.way_home(),
    )
    return Reply((Outgoing(desk.text("tr_left"), rows),), (LeaveTraining(one.number),))


async def said(desk: Desk, turn: Turn) -> Reply:
    """The name that is to stand on the list."""
    assert turn.dialogue is not None
    number, name = int(turn.dialogue.answers["training"]), as_name(turn.text)
    if not name:
        return Reply((Outgoing(desk.text("tr_name"), (desk.way_home(),)),), dialogue=turn.dialogue)
    rows = ((desk.button("tr_back", act("open", number)),), desk.way_home())
    message = Outgoing(desk.text("tr_named", name=name), rows)
    return Reply((message,), (NameRegistered(number, name),), ends=True)


def _rated(desk: Desk, turn: Turn, one: Training) -> Reply:
    """The first tap asks for the second; the second ends it."""
    question, mark = turn.incoming.action.split(":")[3:]
    if one.mine != "seat" or turn.now < one.ends_at:
        return fallback.stale(desk, turn)
    effect = RateTraining(one.number, question, mark)
    if question == "clear":
        return replace(desk.reply("tr_rated"), effects=(effect,))
    message = Outgoing(desk.text("tr_rate_clear"), (marks(desk, one.number, "clear"),))
    return Reply((message,), (effect,))


def marks(desk: Desk, number: int, question: str) -> tuple[Choice, ...]:
    """Three buttons, best first."""
    return tuple(
        Choice(desk.text(f"tr_{question}_{mark}"), act("rate", number, question, mark))
        for mark in (3, 2, 1)
    )


def _label(one: Training) -> Choice:
    sign = {"seat": "✓ ", "waiting": "… "}.get(one.mine, "")
    label = f"{sign}{shorten(one.topic, 30, 'characters')}, {when(one).split(', ', 1)[1]}"
    return Choice(shorten(label, 58, "characters"), act("open", one.number))
