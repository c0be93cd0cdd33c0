"""What audiences and reminders know of a product, kept in step with its assessment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.core.effects import KeepProduct
from bot.core.turn import Answer, Reply, Turn
from handlers.assess import answers
from handlers.assess.product import NAME, Product, find
from handlers.assess.questions import FIRST_STAR
from handlers.assess.where import place
from handlers.desk import Desk
from knowledge.criteria.score import Assessment, assess

STARTED, STUCK, READY = "started", "stuck", "ready"
Handle = Callable[[Desk, Turn], Answer]


def keeping(handle: Handle) -> Handle:
    """The same handler; its reply also keeps the product's name, set and readiness.

    What is promised (a file to carry away) changes none of these.
    """

    def handled(desk: Desk, turn: Turn) -> Answer:
        reply = handle(desk, turn)
        if not isinstance(reply, Reply):
            return reply
        if reply.dialogue is None or reply.dialogue.name != NAME:
            return reply
        after, before = Product(reply.dialogue), find(turn, reply.dialogue.subject)
        now = _kept(after)
        if not after.name or (before is not None and _kept(before) == now):
            return reply
        return replace(reply, effects=(*reply.effects, now))

    return handled


def _kept(product: Product) -> KeepProduct:
    number = product.criteria.no if product.chosen else 0
    return KeepProduct(product.id, product.name, number, readiness(product))


def readiness(product: Product) -> str:
    """How far it is for three stars: "" before the first answer, then started, stuck or ready.

    Stuck is said only of what was gone through: the short path, or all of it.
    """
    if product.chosen is None or not answers.known(product):
        return ""
    at = place(product).stage
    sums = assess(product.criteria, answers.points(product))
    if at == "result" or product.told("done"):
        return READY if sums.rank >= FIRST_STAR and not answers.hits(product) else STUCK
    return STUCK if at == "verdict" and _lacks(product, sums) else STARTED


def _lacks(product: Product, sums: Assessment) -> bool:
    return bool(answers.hits(product)) or any(b.star <= FIRST_STAR for b in sums.blockers)
