"""The question menu: areas, topics, entries, for those who would rather press than write."""

from __future__ import annotations

from collections.abc import Sequence

from bot.core.clock import local_day
from bot.core.message import Choice, Outgoing, Rows
from bot.core.turn import Reply, Turn
from handlers.desk import Desk

A_SCREEN = 8  # buttons of a list on one screen
PAGES = {"assess": "self_scoring"}


def areas(desk: Desk, turn: Turn) -> Reply:
    """ "ask": the areas."""
    rows = tuple((Choice(a.title, f"area:{a.id}"),) for a in desk.library.areas)
    return _shown(desk, turn, desk.text("ask_areas"), rows)


def topics(desk: Desk, turn: Turn) -> Reply:
    """ "area:ID" or "area:ID:FROM": the topics of an area, two in a row."""
    _, area_id, start = _parts(turn)
    found = [a for a in desk.library.areas if a.id == area_id]
    if not found:
        return desk.reply("stale")
    choices = [Choice(name, f"topic:{topic}") for topic, name in found[0].topics.items()]
    rows = (*_page(desk, choices, start, f"area:{area_id}"), (desk.button("back", "ask"),))
    return _shown(desk, turn, desk.text("ask_topics", area=found[0].title), rows)


def entries(desk: Desk, turn: Turn) -> Reply:
    """ "topic:ID" or "topic:ID:FROM": the entries of a topic."""
    _, topic, start = _parts(turn)
    area = next((a.id for a in desk.library.areas if topic in a.topics), None)
    if area is None:
        return desk.reply("stale")
    text = desk.text("ask_entries", topic=desk.library.topic_name(topic))
    back = (desk.button("back", f"area:{area}"),)
    return _listed(desk, turn, text, topic, start, (back,))


def page(desk: Desk, turn: Turn) -> Reply:
    """ "page:NAME": a part of the main menu that shows what we know about it."""
    _, name, start = _parts(turn)
    if name not in PAGES:
        return desk.reply("stale")
    return _listed(desk, turn, desk.text(f"page_{name}"), PAGES[name], start, ())


def _listed(desk: Desk, turn: Turn, text: str, topic: str, start: int, after: Rows) -> Reply:
    found = desk.library.of_topic(topic, local_day(turn.now))
    if not found:
        return desk.reply("ask_empty")
    choices = [Choice(e.title, f"entry:{e.id}") for e in found]
    return _shown(desk, turn, text, _page(desk, choices, start, f"topic:{topic}") + after)


def _parts(turn: Turn) -> tuple[str, str, int]:
    route, name, *rest = turn.incoming.action.split(":")
    return route, name, int(rest[0]) if rest and rest[0].isdecimal() else 0


def _page(desk: Desk, choices: Sequence[Choice], start: int, action: str) -> Rows:
    """One screen of choices from `start` on, with a button to the next."""
    rows: Rows = tuple((c,) for c in choices[start : start + A_SCREEN])
    if start + A_SCREEN < len(choices):
        rows += ((desk.button("next", f"{action}:{start + A_SCREEN}"),),)
    return rows


def _shown(desk: Desk, turn: Turn, text: str, rows: Rows) -> Reply:
    """A menu takes the place of the menu whose button was pressed."""
    message = Outgoing(text, (*rows, desk.way_home()), replaces=turn.incoming.pressed)
    return Reply((message,))
