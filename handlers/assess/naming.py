"""The first steps with a product: its name, its set, and the screen before the questions."""

from __future__ import annotations

from bot.core.message import Choice, Outgoing, Rows
from bot.core.text import shorten
from handlers.assess import behalf, business, finding
from handlers.assess.actions import act
from handlers.assess.product import Product
from handlers.assess.questions import questions
from handlers.desk import Desk
from knowledge.criteria.load import load_criteria
from knowledge.criteria.model import CriteriaSet

BUTTON = 60  # characters on a button at most


def asking_name(desk: Desk, product: Product) -> Outgoing:
    """What is it called? Also when it is to be called otherwise."""
    if product.name:
        return Outgoing(desk.text("as_rename", name=product.name), _leave(desk, product))
    return Outgoing(desk.text("as_name"), (desk.way_home(),))


def offering(desk: Desk, product: Product) -> Outgoing:
    """The sets its name suggests, to be confirmed; the sectors when it suggests none."""
    found = finding.sets_for(desk.library, product.name)
    if not found:
        return sectors(desk, product, desk.text("as_set_unknown", name=product.name))
    if len(found) == 1:
        return confirming(desk, product, found[0])
    text = desk.text("as_set_which", name=product.name)
    rows = tuple((_set(product, one, "set"),) for one in found)
    return Outgoing(text, (*rows, *_otherwise(desk, product)))


def confirming(desk: Desk, product: Product, chosen: CriteriaSet) -> Outgoing:
    """Is it this set?"""
    named = {"name": product.name, "no": str(chosen.no), "set": chosen.name}
    group = (
        "" if chosen.group == chosen.name else " " + desk.text("as_set_group", group=chosen.group)
    )
    text = desk.text("as_set_sure", **named, group=group)
    yes = (desk.button("as_set_yes", act("set", product.id, chosen.no)),)
    return Outgoing(text, (yes, *_otherwise(desk, product)))


def sectors(desk: Desk, product: Product, text: str = "") -> Outgoing:
    """The tree from its root: six sectors."""
    rows = tuple(
        (Choice(name, act("tree", product.id, key)),)
        for key, name in load_criteria().sectors.items()
    )
    return Outgoing(text or desk.text("as_sectors", name=product.name), (*rows, desk.way_home()))


def groups(desk: Desk, product: Product, sector: str) -> Outgoing:
    """The groups of a sector; its sets at once when it has one group only."""
    found = finding.groups(sector)
    if len(found) == 1:
        return sets(desk, product, next(iter(found)))
    rows = tuple(
        (Choice(shorten(name, BUTTON, "characters"), act("group", product.id, number)),)
        for number, name in found.items()
    )
    return Outgoing(
        desk.text("as_groups", sector=load_criteria().sectors[sector]),
        (*rows, _up(desk, product), desk.way_home()),
    )


def sets(desk: Desk, product: Product, first: int) -> Outgoing:
    """The sets of a group; the confirmation at once when it has one set only."""
    found = finding.group_of(first)
    if len(found) == 1:
        return confirming(desk, product, found[0])
    rows = tuple((_set(product, one, "offer"),) for one in found)
    text = desk.text("as_sets", group=found[0].group)
    return Outgoing(text, (*rows, _up(desk, product), desk.way_home()))


def starting(desk: Desk, product: Product, others: tuple[Product, ...]) -> Outgoing:
    """The set is known: the short path first, and what can be settled before."""
    known = questions(product.criteria)
    text = desk.text(
        "as_start",
        name=product.name,
        no=str(product.criteria.no),
        set=product.criteria.name,
        short=str(sum(q.short for q in known)),
        all=str(len(known)),
    )
    rows: Rows = (
        (desk.button("as_quick", act("quick", product.id)),),
        (desk.button("as_full", act("full", product.id)),),
        *business.offers(desk, product, others),
        (desk.button("as_behalf", act("behalf", product.id)),),
        desk.way_home(),
    )
    return Outgoing("\n".join(filter(None, [text, behalf.line(desk, product)])), rows)


def _set(product: Product, one: CriteriaSet, verb: str) -> Choice:
    label = shorten(f"Bộ {one.no}: {one.name}", BUTTON, "characters")
    return Choice(label, act(verb, product.id, one.no))


def _up(desk: Desk, product: Product) -> tuple[Choice, ...]:
    return (desk.button("back", act("tree", product.id)),)


def _otherwise(desk: Desk, product: Product) -> Rows:
    other = desk.button("as_set_no", act("tree", product.id))
    return ((other,), (desk.button("as_rename", act("name", product.id)),), desk.way_home())


def _leave(desk: Desk, product: Product) -> Rows:
    return ((desk.button("as_keep_name", act("card", product.id)),), desk.way_home())
