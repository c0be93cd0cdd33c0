"""The dossier's own dialogue, read in the words of the papers: states, last days, what is next.

Its answers: `case`, "p:PAPER" (a state, with ":2029-12-31" after it where the paper ends), `at`
(the paper gone back to), `wait` (the paper whose last day is asked), `send` (the paper that files
are asked for), and the files themselves (see holding).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.core.dialogue import Dialogue
from bot.core.turn import Turn
from handlers.assess.product import Product
from knowledge.dossier.load import load_dossier
from knowledge.dossier.model import Case, Having, Needed, Progress, State
from knowledge.dossier.progress import papers_for, progress
from knowledge.dossier.rounds import next_rounds

DOSSIER = "dossier"
PAPER = "[a-z0-9_]{1,24}"
HAVING: tuple[Having, ...] = ("have", "doing", "missing", "not_needed")
STATE = "p:"


def of_product(turn: Turn, product_id: str) -> Dialogue | None:
    """The dossier of a product, where its papers were spoken of."""
    return turn.unfinished(DOSSIER, product_id)


def case(dialogue: Dialogue | None) -> Case:
    """First registration, upgrade or re-evaluation; the first until another was said."""
    said = dialogue.answers.get("case", "") if dialogue else ""
    return next((one for one in load_dossier().cases if one == said), "first")


def papers(product: Product, dialogue: Dialogue | None) -> tuple[Needed, ...]:
    """The papers of this product and case, in the order a dossier is put together."""
    return papers_for(product.criteria.no, case(dialogue))


def states(dialogue: Dialogue | None) -> dict[str, State]:
    """What was said of each paper, by its id."""
    answers: Mapping[str, str] = dialogue.answers if dialogue else {}
    found = {}
    for key, value in answers.items():
        having, _, until = value.partition(":")
        known = next((h for h in HAVING if h == having), None)
        if key.startswith(STATE) and known:
            day = date.fromisoformat(until) if until else None
            found[key.removeprefix(STATE)] = State(known, day)
    return found


def how_far(product: Product, dialogue: Dialogue | None, today: date) -> Progress:
    """How far the dossier is; papers must hold until the next day for handing in."""
    by = next((one.hand_in for one in next_rounds(today) if one.hand_in >= today), None)
    return progress(papers(product, dialogue), states(dialogue), today, by=by)


def waiting(product: Product, dialogue: Dialogue) -> Needed | None:
    """The paper to ask about: the one gone back to, else the first without an answer."""
    road = papers(product, dialogue)
    at = dialogue.answers.get("at")
    again = next((one for one in road if one.paper.id == at), None)
    return again or next((n for n in road if f"{STATE}{n.paper.id}" not in dialogue.answers), None)


def asked_about(product: Product, dialogue: Dialogue) -> str:
    """The id of the paper that is spoken of now; "" for none."""
    for key in ("send", "wait"):
        if paper := dialogue.answers.get(key):
            return paper
    needed = waiting(product, dialogue) if dialogue.answers.get("case") else None
    return needed.paper.id if needed else ""


def seen_on(turn: Turn, product: Product, paper: str) -> date | None:
    """The day an official marked this paper as seen; None when nobody did."""
    day = turn.person.recall(f"seen:{product.id}:{paper}")
    return date.fromisoformat(day) if day else None


def without(dialogue: Dialogue, *keys: str) -> Dialogue:
    """The dialogue without these answers."""
    kept = {key: value for key, value in dialogue.answers.items() if key not in keys}
    return replace(dialogue, answers=kept)
