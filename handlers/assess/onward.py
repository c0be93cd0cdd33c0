"""What is shown where a product stands now, after a word on what was just done."""

from __future__ import annotations

from dataclasses import replace

from bot.core.message import Outgoing
from bot.core.turn import Reply, Turn
from handlers.assess import answers, asking, behalf, evidence, naming, result, tally
from handlers.assess.actions import act
from handlers.assess.product import Product, products
from handlers.assess.where import place
from handlers.desk import Desk


def onward(desk: Desk, turn: Turn, product: Product, said: str = "") -> Reply:
    """Go on with a product where it stands; `said` comes first."""
    product, renewed = _renewed(desk, product)
    messages = screen(desk, turn, product)
    words = "\n".join(filter(None, [said, renewed]))
    return Reply(tuple(led(words, messages)), dialogue=product.dialogue)


def with_messages(product: Product, *messages: Outgoing) -> Reply:
    """A screen beside the road: the product stays where it is."""
    return Reply(messages, dialogue=product.dialogue)


def screen(desk: Desk, turn: Turn, product: Product) -> list[Outgoing]:
    """The messages of the place where a product stands."""
    here = place(product)
    if here.stage == "file" and here.question is not None:
        return [evidence.asking(desk, evidence.Spot(product, product.dialogue, here.question.id))]
    if here.question is not None:
        return asking.asked(desk, product, here.question)
    match here.stage:
        case "name":
            return [naming.asking_name(desk, product)]
        case "find":
            return [naming.offering(desk, product)]
        case "behalf":
            return [behalf.asking(desk, product)]
        case "consent":
            return [behalf.consenting(desk, product)]
        case "verdict":
            return tally.verdict(desk, product)
        case "review":
            return tally.review(desk, product)
        case "result":
            return result.shown(desk, product, turn)
    if product.told("want"):
        return [_wanted(desk, product)]
    return [naming.starting(desk, product, products(turn))]


def led(words: str, messages: list[Outgoing]) -> list[Outgoing]:
    """The messages with some words before them, in the first one if there is room."""
    if not words:
        return messages
    text = f"{words}\n\n{messages[0].text}"
    if len(text) > asking.SCREEN:
        return [Outgoing(words), *messages]
    return [replace(messages[0], text=text), *messages[1:]]


def _renewed(desk: Desk, product: Product) -> tuple[Product, str]:
    """A product under the rule of today: what its change made void is dropped, and said."""
    if product.chosen is None or product.told("rule") == product.criteria.rule.version:
        return product, ""
    old, gone = product.told("rule"), answers.void(product)
    product = answers.without(product, gone)
    product = product.put({"rule": product.criteria.rule.version, "done": "", "at": ""})
    if not old:
        return product, ""
    codes = ", ".join(gone) if gone else desk.text("as_nothing_void")
    version = product.criteria.rule.version
    return product, desk.text("as_new_rule", old=old, new=version, codes=codes)


def _wanted(desk: Desk, product: Product) -> Outgoing:
    """The set was only needed for the papers, the story or the plan: the way there."""
    want = product.told("want")
    rows = (
        (desk.button(f"as_{want}", f"{want}:open:{product.id}"),),
        (desk.button("as_quick", act("quick", product.id)),),
        desk.way_home(),
    )
    text = desk.text("as_wanted", name=product.name, no=str(product.criteria.no))
    return Outgoing(text, rows)
