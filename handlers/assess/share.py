"""Showing a result to the officials of one's place: asked each time, and taken back at any time."""

from __future__ import annotations

import json
from dataclasses import replace

from bot.core.dialogue import Dialogue
from bot.core.effects import ShareResult, TakeBack
from bot.core.message import Choice, Outgoing, Rows
from bot.core.turn import Reply, Turn
from handlers.assess import holding
from handlers.assess.actions import act
from handlers.assess.asking import today
from handlers.assess.onward import with_messages
from handlers.assess.paperwork import of_product
from handlers.assess.product import Product
from handlers.desk import Desk
from handlers.officials.words import place_name

NOT_THEIRS = ("wait", "at", "want", "shared", "results")  # of the dialogue: of no use to officials


def asking(desk: Desk, turn: Turn, product: Product) -> Outgoing:
    """What would be shown, to whom, and the answers."""
    one, files = product.id, _files(turn, product)
    rows: Rows = ((desk.button("as_shared", act("shared", one)),),)
    if files:
        label = desk.text("button_sh_files", count=str(files))
        rows = (*rows, (Choice(label, act("shared", one, "files")),))
    if product.told("shared"):
        rows = (*rows, (desk.button("sh_back", act("unshare", one)),))
    if not turn.person.tinh:
        rows = (*rows, (desk.button("sh_place", "place"),))
    rows = (*rows, (desk.button("as_not_shared", act("go", one)),), desk.way_home())
    return Outgoing(desk.text("sh_ask", name=product.name, who=_who(desk, turn)), rows)


def shared(desk: Desk, turn: Turn, product: Product, *, files: bool) -> Reply:
    """The result as it is now, for the officials of the place."""
    result = ShareResult(
        product.id,
        product.name,
        product.criteria.no,
        turn.person.tinh,
        turn.person.xa,
        json.dumps(_body(turn, product, files=files), ensure_ascii=False),
    )
    rows = (
        (desk.button("sh_back", act("unshare", product.id)),),
        (desk.button("as_card", act("card", product.id)),),
        desk.way_home(),
    )
    told = Outgoing(desk.text("sh_done", who=_who(desk, turn)), rows)
    reply = with_messages(product.put({"shared": today(turn)}), told)
    return replace(reply, effects=(result,))


def taken_back(desk: Desk, product: Product) -> Reply:
    """Nobody sees it any more."""
    rows = ((desk.button("as_card", act("card", product.id)),), desk.way_home())
    told = Outgoing(desk.text("sh_taken", name=product.name), rows)
    reply = with_messages(product.put({"shared": ""}), told)
    return replace(reply, effects=(TakeBack(product.id),))


def _who(desk: Desk, turn: Turn) -> str:
    """ "cán bộ OCOP xã Nam Trực, tỉnh Ninh Bình"."""
    place = place_name(turn.person.tinh, turn.person.xa)
    return desk.text("sh_who", place=place) if place else desk.text("sh_who_all")


def _files(turn: Turn, product: Product) -> int:
    return holding.count(product.dialogue) + holding.count(of_product(turn, product.id))


def _body(turn: Turn, product: Product, *, files: bool) -> dict[str, dict[str, str]]:
    """The answers of the checklist and of the dossier, with the names of files or without."""
    dossier = of_product(turn, product.id)
    body = {"assess": _shown(product.dialogue, files=files)}
    return body | ({"dossier": _shown(dossier, files=files)} if dossier else {})


def _shown(dialogue: Dialogue, *, files: bool) -> dict[str, str]:
    return {
        key: value
        for key, value in dialogue.answers.items()
        if key not in NOT_THEIRS and (files or not key.startswith(holding.FILES))
    }
