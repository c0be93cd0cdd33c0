"""Taking an answer, a set or a case: what it changes, what becomes void, and saying so."""

from __future__ import annotations

from dataclasses import replace

from bot.core.effects import Effect, MoveEvidence
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.assess import answers, holding
from handlers.assess.asking import label
from handlers.assess.onward import onward
from handlers.assess.product import ANSWER, Product
from handlers.assess.questions import Question, find
from handlers.desk import Desk
from knowledge.criteria.load import load_criteria
from knowledge.criteria.model import CriteriaSet


def answer(desk: Desk, turn: Turn, product: Product, question: Question, key: str) -> Reply:
    """The answer to a question, first or changed; one that it cannot have is stale."""
    if key not in answers.allowed(product, question):
        return fallback.stale(desk, turn)
    before = answers.known(product)
    changed = product.put(
        {
            f"{ANSWER}{question.id}": answers.written(question, key),
            "at": "",
            "wait": "",
            "path": product.told("path") or "full",
            "done": product.told("done") if before.get(question.id) == key else "",
        }
    )
    said = _noted(desk, changed, question, key, before.get(question.id, ""))
    return onward(desk, turn, changed, "\n".join([said, *_unscored(desk, product, changed)]))


def choose_set(desk: Desk, turn: Turn, product: Product, number: int) -> Reply:
    """The set; of another set's answers those that mean the same stay."""
    rule = load_criteria().rule.version
    before = product.chosen
    moved = before is not None and before.no != number
    product = product.put({"set": str(number), "rule": product.told("rule") or rule})
    if not moved:
        return onward(desk, turn, product)
    gone = answers.void(product)
    product = answers.without(product, gone).put({"done": "", "at": "", "case": "", "path": ""})
    kept = str(len(answers.known(product)))
    said = desk.text("as_set_moved", no=str(number), gone=str(len(gone)), kept=kept)
    product, loose = _loosened(product, before)
    if loose:
        said = f"{said} {desk.text('ev_loose')}"
    return replace(onward(desk, turn, product, said), effects=loose)


def _loosened(product: Product, before: CriteriaSet | None) -> tuple[Product, tuple[Effect, ...]]:
    """Files about criteria that mean something else in the new set are the product's own now."""
    dialogue, moves = product.dialogue, []
    for about in filter(None, holding.everything(dialogue)):
        was, now = (_family(criteria, about) for criteria in (before, product.criteria))
        if was != now:
            dialogue = holding.moved(dialogue, about)
            moves.append(MoveEvidence(product.id, about))
    return Product(dialogue), tuple(moves)


def _family(criteria: CriteriaSet | None, about: str) -> str:
    """What a question means in a set, by a name that all sets share; "" where it is not asked."""
    question = find(criteria, about) if criteria else None
    if question is None:
        return ""
    return question.criterion.family if question.criterion else question.id


def choose_case(desk: Desk, turn: Turn, product: Product, case: str) -> Reply:
    """The case of the criteria that have several; answers under the other one are void."""
    cases = {c.key for criterion in product.criteria.criteria for c in criterion.cases if c.key}
    if case not in cases:
        return fallback.stale(desk, turn)
    product = product.put({"case": case})
    gone = answers.void(product)
    if not gone:
        return onward(desk, turn, product)
    product = answers.without(product, gone).put({"done": ""})
    return onward(desk, turn, product, desk.text("as_case_moved", codes=", ".join(gone)))


def _noted(desk: Desk, product: Product, question: Question, key: str, before: str) -> str:
    code = f"{question.id}: " if question.criterion else ""
    said = label(desk, product, question, key)
    changed = before not in ("", key)
    return desk.text("as_changed" if changed else "as_noted", answer=f"{code}{said}")


def _unscored(desk: Desk, before: Product, after: Product) -> list[str]:
    """What can no longer be scored because of this answer, or can be again."""
    was, now = (answers.unscored(p, answers.points(p)) for p in (before, after))
    lines = [desk.text("as_unscored", code=code) for code in now if code not in was]
    return lines + [desk.text("as_scored_again", code=code) for code in was if code not in now]
