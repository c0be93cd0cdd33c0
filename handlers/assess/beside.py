"""What stands beside the checklist of a product: its papers, its story, its plan."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.dialogue import Dialogue
from bot.core.message import Choice, Outgoing
from bot.core.text import shorten
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.assess.actions import act
from handlers.assess.onward import onward
from handlers.assess.product import Product, find, new, products
from handlers.desk import Desk

BUTTON = 40  # characters of a product's name on a button
Screen = Callable[[Desk, Turn, Product, Dialogue], list[Outgoing]]
Do = Callable[[Desk, Turn, Product, Dialogue, str, list[str]], Reply]


def pressed(desk: Desk, turn: Turn, action: str, do: Do) -> Reply:
    """What a button "NAME:VERB:PRODUCT:…" does: `do` is given the verb and what follows the
    product, unless something else has to come before."""
    found = _reached(desk, turn, action)
    if isinstance(found, Reply):
        return found
    _, verb, *rest = action.split(":")
    return do(desk, turn, *found, verb, rest[1:])


def _reached(desk: Desk, turn: Turn, action: str) -> tuple[Product, Dialogue] | Reply:
    """The product that a button is about with its dialogue of that name, or what comes before."""
    name, verb, *rest = action.split(":")
    if verb == "menu":
        return _which(desk, turn, name)
    product = find(turn, rest[0])
    if product is None:
        return fallback.stale(desk, turn)
    if product.chosen is None:
        return onward(desk, turn, product.put({"want": name}))
    return product, turn.unfinished(name, product.id) or Dialogue(name, subject=product.id)


def _which(desk: Desk, turn: Turn, name: str) -> Reply:
    """Which product is it for? Without any, one is named first."""
    known = products(turn)
    if not known:
        return onward(desk, turn, new(turn).put({"want": name}))
    rows = tuple(
        (Choice(shorten(p.name, BUTTON, "characters"), f"{name}:open:{p.id}"),) for p in known[:8]
    )
    another = (desk.button("as_new", act("new", name)),)
    return Reply((Outgoing(desk.text("do_which"), (*rows, another, desk.way_home())),))


def open_one(turn: Turn) -> tuple[Product, Dialogue] | None:
    """The open dialogue with its product; None when that is gone."""
    dialogue = turn.dialogue
    product = find(turn, dialogue.subject) if dialogue else None
    if dialogue is None or product is None or product.chosen is None:
        return None
    return product, dialogue


def here(desk: Desk, turn: Turn, screen: Screen) -> list[Outgoing]:
    """Where the open one stands, for going on after a question."""
    found = open_one(turn)
    return screen(desk, turn, *found) if found else []
