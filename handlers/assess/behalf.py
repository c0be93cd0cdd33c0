"""Filling in for somebody else: whose product it is, and that this person agreed."""

from __future__ import annotations

from datetime import date

from bot.core.clock import show_day
from bot.core.message import Outgoing
from handlers.assess.actions import act
from handlers.assess.product import Product
from handlers.desk import Desk


def asking(desk: Desk, product: Product) -> Outgoing:
    """Whom is it for?"""
    rows = ((desk.button("as_mine", act("consent", product.id, "no")),), desk.way_home())
    return Outgoing(desk.text("as_behalf"), rows)


def consenting(desk: Desk, product: Product) -> Outgoing:
    """Did this person agree?"""
    rows = (
        (desk.button("as_agreed", act("consent", product.id, "yes")),),
        (desk.button("as_not_agreed", act("consent", product.id, "no")),),
        desk.way_home(),
    )
    return Outgoing(desk.text("as_consent", owner=product.told("for")), rows)


def settled(product: Product, agreed: bool, day: str) -> Product:
    """With the name and the day of the consent, or with neither."""
    if agreed and product.told("for"):
        return product.put({"consent": day, "wait": ""})
    return product.put({"for": "", "consent": "", "wait": ""})


def line(desk: Desk, product: Product) -> str:
    """ "Khai giúp bà Tư, đã đồng ý ngày 22/11/2026."; "" for one's own product."""
    if not product.told("consent"):
        return ""
    day = show_day(date.fromisoformat(product.told("consent")))
    return desk.text("as_behalf_line", owner=product.told("for"), day=day)
