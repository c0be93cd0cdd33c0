"""Sharing a result with the commune's official: asked each time, never by itself."""

from __future__ import annotations

from bot.core.effects import AskOfficial
from bot.core.message import Outgoing
from bot.core.turn import Reply, Turn
from handlers.assess.actions import act
from handlers.assess.onward import with_messages
from handlers.assess.product import Product
from handlers.assess.result import in_words
from handlers.desk import Desk

LONGEST = 2000  # characters of a page in the officials' book


def asking(desk: Desk, product: Product) -> Outgoing:
    """What would be shared, with whom, and the two answers."""
    rows = (
        (desk.button("as_shared", act("shared", product.id)),),
        (desk.button("as_not_shared", act("go", product.id)),),
        desk.way_home(),
    )
    return Outgoing(desk.text("as_share", name=product.name), rows)


def shared(desk: Desk, turn: Turn, product: Product) -> Reply:
    """The result in words, into the officials' book."""
    words = desk.text("as_share_words", result=in_words(desk, product, turn))
    rows = ((desk.button("as_card", act("card", product.id)),), desk.way_home())
    reply = with_messages(product, Outgoing(desk.text("as_share_done"), rows))
    return Reply(reply.messages, (AskOfficial(words[:LONGEST]),), reply.dialogue)
