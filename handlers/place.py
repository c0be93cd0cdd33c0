"""Where a person makes what they make: asked once, gently, and only when something needs it."""

from __future__ import annotations

from dataclasses import replace

from bot.core.clock import local_day
from bot.core.dialogue import Dialogue
from bot.core.effects import LiveAt, Remember
from bot.core.message import Choice, Kind, Outgoing, Rows
from bot.core.turn import Reply, Turn
from handlers import ask as ask_
from handlers.desk import Desk
from knowledge import places
from knowledge.model import Context, Outcome
from knowledge.places import Place

NAME = "place"
SHAPE = "place:(xa:[0-9]{5}|tinh:[0-9]{2}|none)"
WORDS = ("/xa", "xã của tôi", "xa cua toi", "nơi ở", "noi o", "địa chỉ của tôi", "dia chi cua toi")
ASKED = "place_asked"  # the fact that we asked of ourselves: never a second time
LONG = 7  # words: more than a place has
MOST = 8  # places to choose from on one screen


def ask(desk: Desk, turn: Turn) -> Reply:
    """ "place", "/xa": which commune?"""
    known = turn.person.xa or turn.person.tinh
    if places.exists(known):
        text = desk.text("place_change", place=places.name(known))
        rows: Rows = ((desk.button("place_none", "place:none"),), desk.way_home())
    else:
        text, rows = desk.text("place_ask"), (desk.way_home(),)
    return Reply((Outgoing(text, rows),), dialogue=_begun(turn))


def wonder(desk: Desk, turn: Turn, why: str) -> Reply:
    """The same question from our side, with the text that says why it would help; nothing when
    the place is known or we asked before. Its messages are to be added to a reply that helped."""
    if turn.person.tinh or turn.person.recall(ASKED):
        return Reply()
    asked = Outgoing(desk.text(why), (desk.way_home(),))
    return Reply((asked,), (Remember(ASKED, "1"),), dialogue=_begun(turn))


def said(desk: Desk, turn: Turn) -> Reply:
    """What they typed: one place is confirmed, several are offered, none is said kindly."""
    assert turn.dialogue is not None
    if turn.incoming.kind is not Kind.TEXT:
        return Reply((Outgoing(desk.text("place_not_text"), (desk.way_home(),)),))
    within = turn.dialogue.answers.get("tinh") or None
    found = places.find(turn.text, within) or places.find(turn.text)
    if _is_question(desk, turn, bool(found)):
        return replace(ask_.ask(desk, turn), ends=True)
    message = offered(desk, found, "place", (desk.way_home(),))
    dialogue = turn.dialogue
    if len(found) == 1 and not found[0].xa:
        dialogue = dialogue.put("tinh", found[0].tinh)
    return Reply((message,), dialogue=dialogue)


def _is_question(desk: Desk, turn: Turn, is_place: bool) -> bool:
    """Whether they would rather know something than say where they are."""
    if "?" in turn.text:
        return True
    if is_place:
        return False
    outcome = desk.finder.find(turn.text, local_day(turn.now), Context()).outcome
    if outcome is Outcome.SUGGEST:
        return len(turn.text.split()) >= LONG
    return outcome in (Outcome.ANSWER, Outcome.SMALLTALK)


def set_(desk: Desk, turn: Turn) -> Reply:
    """ "place:xa:13966", "place:tinh:37", "place:none": kept, or forgotten."""
    *_, code = turn.incoming.action.split(":")
    ends = turn.dialogue is not None and turn.dialogue.name == NAME
    if code == "none":
        return replace(desk.reply("place_forgotten"), effects=(LiveAt("", ""),), ends=ends)
    if not places.exists(code):
        return desk.reply("stale")
    live = LiveAt(code) if len(code) == 2 else LiveAt(places.tinh_of(code), code)
    return replace(desk.reply("place_kept", place=places.name(code)), effects=(live,), ends=ends)


def offered(
    desk: Desk, found: tuple[Place, ...], action: str, last: Rows, *, provinces: bool = True
) -> Outgoing:
    """The screen for what was found: `action:xa:CODE` chooses a commune, `action:tinh:CODE` a
    province (only with `provinces`); `last` are the rows below."""
    if not found:
        return Outgoing(desk.text("place_unknown"), last)
    if len(found) == 1 and not found[0].xa:
        button = (desk.button("place_only_tinh", f"{action}:tinh:{found[0].tinh}"),)
        text = desk.text("place_which_xa", tinh=_told(desk, found[0]))
        return Outgoing(text, (button, *last) if provinces else last)
    if len(found) > MOST:
        return Outgoing(desk.text("place_many", count=str(len(found))), last)
    key = "place_sure" if len(found) == 1 else "place_which"
    rows = tuple((_choice(desk, place, action, found),) for place in found)
    return Outgoing(desk.text(key, place=_told(desk, found[0])), (*rows, *last))


def _choice(desk: Desk, place: Place, action: str, found: tuple[Place, ...]) -> Choice:
    if len(found) == 1:
        return desk.button("place_right", f"{action}:xa:{place.xa}")
    if not place.xa:
        return Choice(places.name(place.tinh).capitalize(), f"{action}:tinh:{place.tinh}")
    one_province = len({p.tinh for p in found}) == 1
    name = places.short(place.xa) if one_province else places.name(place.xa)
    if place.once and len({p.once for p in found}) > 1:  # not where all were one district
        name = desk.text("place_was", place=name, once=place.once.split(", ")[0])
    return Choice(name[:1].upper() + name[1:], f"{action}:xa:{place.xa}")


def _told(desk: Desk, place: Place) -> str:
    """A place as it is called today, and what it was when that is what they said."""
    name = places.name(place.xa or place.tinh)
    return desk.text("place_once", place=name, once=place.once) if place.once else name


def _begun(turn: Turn) -> Dialogue:
    return turn.unfinished(NAME) or Dialogue(NAME)
