"""All products of a person on one shelf, and one of them on its card."""

from __future__ import annotations

from datetime import date

from bot.core.clock import show_day
from bot.core.message import Choice, Outgoing, Rows
from bot.core.text import shorten
from handlers.assess import behalf, business, past, result
from handlers.assess.actions import act
from handlers.assess.product import Product
from handlers.assess.where import place, progress
from handlers.desk import Desk

SHOWN = 8  # products with a button
NAME = 30  # characters of a name on a button


def shelf(desk: Desk, products: tuple[Product, ...], first: str = "") -> Outgoing:
    """ "Tự chấm điểm": go on, another product, the papers, the story; from `first` on."""
    text = desk.text("as_shelf", count=str(len(products))) if products else desk.text("as_welcome")
    rows: list[tuple[Choice, ...]] = []
    going = next((p for p in products if place(p).stage != "result"), None)
    if going:
        label = desk.text("button_as_go_on", name=shorten(going.name, NAME, "characters"))
        rows.append((Choice(label, act("go", going.id)),))
    ids = [p.id for p in products]
    start = ids.index(first) if first in ids else 0
    page = products[start : start + SHOWN]
    rows += [(Choice(_label(desk, p), act("card", p.id)),) for p in page]
    if len(products) > start + SHOWN:
        rows.append((desk.button("next", act("menu", ids[start + SHOWN])),))
    rows += [
        (desk.button("as_new" if products else "as_first", act("new")),),
        (desk.button("as_dossier", act("new", "dossier") if not products else "dossier:menu"),),
        (
            desk.button("as_story", act("new", "story") if not products else "story:menu"),
            desk.button("as_plan", act("new", "plan") if not products else "plan:menu"),
        ),
        (desk.button("as_explain", "page:assess"),),
        desk.way_home(),
    ]
    return Outgoing(text, tuple(rows))


def card(desk: Desk, product: Product, others: tuple[Product, ...]) -> Outgoing:
    """One product: where it stands, and all that can be done with it."""
    lines = [desk.text("as_card", name=product.name, state=_state(desk, product))]
    if product.chosen:
        lines.append(
            desk.text("as_card_set", no=str(product.criteria.no), set=product.criteria.name)
        )
    lines += [behalf.line(desk, product), result.earlier(desk, product)]
    one = product.id
    going = "as_done" if place(product).stage == "result" else "as_go"
    rows: Rows = ((desk.button(going, act("go", one)),),)
    if product.chosen:
        first = product.criteria.criteria[0].code
        rows += (
            (desk.button("as_list", act("list", one, product.criteria.no, first)),),
            *business.offers(desk, product, others),
            (
                desk.button("as_dossier", f"dossier:open:{one}"),
                desk.button("ev_all", f"ev:all:{one}"),
            ),
            (
                desk.button("as_story", f"story:open:{one}"),
                desk.button("as_plan", f"plan:open:{one}"),
            ),
        )
    rows += past.offer(desk, product)
    if product.told("shared"):
        lines.append(desk.text("sh_line", day=show_day(date.fromisoformat(product.told("shared")))))
        rows += ((desk.button("sh_back", act("unshare", one)),),)
    rows += (
        (desk.button("as_rename", act("name", one)), desk.button("as_reset", act("tree", one))),
        (desk.button("as_behalf", act("behalf", one)), desk.button("as_drop", act("drop", one))),
        desk.way_home(),
    )
    return Outgoing("\n".join(filter(None, lines)), rows)


def dropping(desk: Desk, product: Product) -> Outgoing:
    """Are you sure?"""
    rows = (
        (desk.button("as_dropped", act("dropped", product.id)),),
        (desk.button("as_not_dropped", act("card", product.id)),),
        desk.way_home(),
    )
    return Outgoing(desk.text("as_drop", name=product.name), rows)


def _label(desk: Desk, product: Product) -> str:
    return f"{shorten(product.name, NAME, 'characters')} · {_state(desk, product)}"


def _state(desk: Desk, product: Product) -> str:
    """ "12/31", or that there is a result, or no set yet."""
    if product.chosen is None:
        return desk.text("as_state_no_set")
    if place(product).stage == "result":
        return desk.text("as_state_done")
    done, every = progress(product)
    return f"{done}/{every}"
