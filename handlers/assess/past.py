"""Results that were finished before: each stays under the rule it was made by, and is printed
again as it was."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.core.clock import show_day
from bot.core.message import Choice, Outgoing, Rows
from handlers.assess.actions import act
from handlers.assess.files import KINDS, made
from handlers.assess.product import Product
from handlers.assess.result import results
from handlers.desk import Desk

PRINTED = ("png", "pdf")


def listed(desk: Desk, product: Product) -> Outgoing:
    """The earlier results with their points, ranks and rules, two files each."""
    lines, rows = [desk.text("pa_head", name=product.name)], list[tuple[Choice, ...]]()
    for at, row in enumerate(results(product)):
        lines.append(_line(desk, at, row))
        if "answers" in row:
            rows.append(tuple(_button(desk, product, at, row, file) for file in PRINTED))
    back = (desk.button("as_card", act("card", product.id)),)
    return Outgoing("\n".join(lines), (*rows, back, desk.way_home()))


def offer(desk: Desk, product: Product) -> Rows:
    """The row on the product's card that leads here."""
    if not results(product):
        return ()
    return ((desk.button("pa_past", act("past", product.id)),),)


def printed(desk: Desk, product: Product, number: int, file: str) -> Outgoing | None:
    """One of them again, as a picture or as a PDF; None when it cannot be."""
    known = results(product)
    if number >= len(known) or "answers" not in known[number]:
        return None
    row = known[number]
    data = {
        "product": product.name,
        "set": row["set"],
        "made_on": row["day"],
        "owner": product.told("for"),
        **{key: row[key] for key in ("answers", "cases", "hits", "rule")},
    }
    text = desk.text("pa_file", name=product.name, day=_day(row), rule=str(row["rule"]))
    rows = ((desk.button("pa_past", act("past", product.id)),), desk.way_home())
    kept = {key: value for key, value in data.items() if value or key == "answers"}
    return Outgoing(text, rows, made(KINDS[file], kept))


def _line(desk: Desk, at: int, row: dict[str, Any]) -> str:
    told = {key: str(row[key]) for key in ("total", "rank", "rule")}
    return desk.text("pa_line", number=str(at + 1), day=_day(row), **told)


def _button(desk: Desk, product: Product, at: int, row: dict[str, Any], file: str) -> Choice:
    label = desk.text(f"button_pa_{file}", number=str(at + 1), day=_day(row))
    return Choice(label, act("reprint", product.id, at, file))


def _day(row: dict[str, Any]) -> str:
    return show_day(date.fromisoformat(str(row["day"])))
