"""A shared result as an official looks at it: taken apart, and only within their reach."""

from __future__ import annotations

import json
from dataclasses import dataclass

from bot.core.dialogue import Dialogue
from bot.core.message import Choice
from bot.core.reads.evidence import Shared
from bot.core.reads.officials import Office, Role
from bot.core.turn import Turn
from handlers.assess.paperwork import DOSSIER
from handlers.assess.product import NAME as ASSESS
from handlers.assess.product import Product
from handlers.desk import Desk
from handlers.officials.gate import Offices

TALK = "oc_comment"
A_SCREEN = 8  # lines of a list on one screen
LABEL = 44  # characters of such a line


@dataclass(frozen=True)
class Sheet:
    """A shared result, taken apart: whose, the product as it was, its dossier, the office that
    looks at it."""

    shared: Shared
    product: Product
    dossier: Dialogue | None
    office: Office


async def sheet_of(desk: Desk, offices: Offices, number: int) -> Sheet | None:
    """A result by its number; None when it is shown no longer, or not to these offices."""
    shared = await desk.reads.shared.one(number)
    if shared is None:
        return None
    fit = [o for o in offices if o.role is not Role.EDITOR and o.reaches(shared.tinh, shared.xa)]
    if not fit:
        return None
    body: dict[str, dict[str, str]] = json.loads(shared.body)
    product = Product(Dialogue(ASSESS, subject=shared.subject, answers=body["assess"]))
    dossier = body.get("dossier")
    papers_of = Dialogue(DOSSIER, subject=shared.subject, answers=dossier) if dossier else None
    narrowest = min(fit, key=lambda office: (not office.xa, not office.tinh))
    return Sheet(shared, product, papers_of, narrowest)


def to_list(desk: Desk) -> tuple[Choice, ...]:
    """The row back to all results."""
    return (desk.button("oc_results", "res:list"),)


def to_one(desk: Desk, number: int) -> tuple[Choice, ...]:
    """The row back to one result."""
    return (desk.button("res_one", f"res:one:{number}"),)


def is_talking(turn: Turn) -> bool:
    """Whether a comment is being written."""
    return turn.dialogue is not None and turn.dialogue.name == TALK
