"""The buttons and words of officials, by their shape: each goes through the gate."""

from __future__ import annotations

import re

from bot.core.turn import Reply, Turn
from handlers.desk import Desk
from handlers.officials import answering, colleagues, invite, menu, pending
from handlers.officials.gate import Work, only_officials, stranger

NUMBER = "[0-9]{1,15}"
TABLE: tuple[tuple[str, Work], ...] = (
    ("oc:home", menu.home),
    (f"oc:q(:{NUMBER})?", answering.show),
    (f"oc:a:{NUMBER}", answering.begin),
    (f"oc:send:{NUMBER}", answering.send),
    ("oc:people(:[0-9]{1,3})?", colleagues.show),
    (f"oc:who:{NUMBER}", colleagues.who),
    (f"oc:drop:{NUMBER}", colleagues.drop),
    (f"oc:dropped:{NUMBER}", colleagues.dropped),
    (f"oc:leave(:{NUMBER})?", colleagues.leave),
    (f"oc:left:{NUMBER}", colleagues.left),
    (f"oc:hand:{NUMBER}", colleagues.hand),
    ("oc:invite", invite.begin),
    ("oc:invite:(xa|tinh|editor|admin)", invite.role),
    ("oc:at:(xa:[0-9]{5}|tinh:[0-9]{2})", invite.at),
    ("oc:may:[01]{2}", invite.may),
    ("oc:make", invite.make),
    ("oc:codes", pending.show),
    (f"oc:code:{NUMBER}", pending.withdraw),
)
SHAPE = "|".join(f"({shape})" for shape, _ in TABLE)
SAID: dict[str, Work] = {answering.NAME: answering.said, invite.NAME: invite.said}
TALKS = tuple(SAID)


async def press(desk: Desk, turn: Turn) -> Reply:
    """A button of officials."""
    for shape, work in TABLE:
        if re.fullmatch(shape, turn.incoming.action):
            return await only_officials(work)(desk, turn)
    return stranger(desk, turn)


async def said(desk: Desk, turn: Turn) -> Reply:
    """What is written while a talk of officials is open."""
    assert turn.dialogue is not None
    return await only_officials(SAID[turn.dialogue.name])(desk, turn)


home = only_officials(menu.home)
"""The officials' home, by its words."""
