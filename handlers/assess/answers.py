"""The answers of a product: which hold, which are void, and what they come to in points."""

from __future__ import annotations

from collections.abc import Mapping

from handlers.assess.product import ANSWER, Product
from handlers.assess.questions import (
    DERIVED,
    Option,
    Question,
    find,
    fingerprint,
    options,
    questions,
)
from knowledge.criteria.model import Condition

UNKNOWN, SKIPPED = "unknown", "skip"
OPEN = (UNKNOWN, SKIPPED)
CLEAR, HIT = "ok", "hit"
STORY, NEEDS_STORY = "5.1", "needs_story"


def written(question: Question, key: str) -> str:
    """How an answer is kept: a level with the fingerprint of its criterion."""
    if question.criterion is None or key in OPEN:
        return key
    return f"{key}~{fingerprint(question.criterion)}"


def allowed(product: Product, question: Question) -> tuple[str, ...]:
    """The keys that this question can be answered with."""
    if question.criterion is None:
        return (CLEAR, HIT, *OPEN)
    return (*(o.key for o in options(question.criterion, product.told("case"))), *OPEN)


def known(product: Product) -> dict[str, str]:
    """The answers that hold, by question id: level keys, "ok", "hit", "unknown", "skip"."""
    kept = product.answers()
    found = {}
    for question in questions(product.criteria):
        key = kept.get(question.id, "").partition("~")[0]
        holds = kept.get(question.id) == written(question, key)
        if key and holds and key in allowed(product, question):
            found[question.id] = key
    return found


def void(product: Product) -> tuple[str, ...]:
    """The ids of answers that hold no longer: a rule, the set or the case has changed."""
    holding = known(product)
    return tuple(key for key in product.answers() if key not in holding)


def without(product: Product, ids: tuple[str, ...]) -> Product:
    """The product without these answers."""
    return product.put({f"{ANSWER}{key}": "" for key in ids})


def option(product: Product, question_id: str) -> Option | None:
    """The level chosen for a criterion; None for unknown, skipped or not asked yet."""
    question = find(product.criteria, question_id)
    if question is None or question.criterion is None:
        return None
    key = known(product).get(question_id, "")
    levels = options(question.criterion, product.told("case"))
    return next((o for o in levels if o.key == key), None)


def points(product: Product) -> dict[str, int | None]:
    """The points by criterion, None for unknown; what cannot be scored now counts 0."""
    holding = known(product)
    found: dict[str, int | None] = {}
    for criterion in product.criteria.criteria:
        levels = {o.key: o.level.points for o in options(criterion, product.told("case"))}
        found[criterion.code] = levels.get(holding.get(criterion.code, ""))
    return found | dict.fromkeys(unscored(product, found), 0)


def cases(product: Product) -> dict[str, str]:
    """The case that was taken, by the code of each criterion that has several."""
    several = [c.code for c in product.criteria.criteria if len(c.cases) > 1]
    return dict.fromkeys(several, product.told("case")) if product.told("case") else {}


def unscored(product: Product, scored: Mapping[str, int | None]) -> tuple[str, ...]:
    """Criteria that are not scored for want of a story (5.1 stands at 0)."""
    if scored.get(STORY) != 0:
        return ()
    return tuple(
        criterion.code
        for criterion in product.criteria.criteria
        if any(condition.key == NEEDS_STORY for condition in criterion.conditions)
    )


def hits(product: Product) -> tuple[Condition, ...]:
    """The conditions that reject the dossier or stop the scoring, as it stands now."""
    holding = known(product)
    asked = [q.condition for q in questions(product.criteria) if holding.get(q.id) == HIT]
    found = [condition for condition in asked if condition is not None]
    scored = points(product)
    for criterion in product.criteria.criteria:
        senses = [code for code in scored if code.startswith("6.") and scored[code] == 0]
        found += [c for c in criterion.conditions if c.key == DERIVED and senses]
    return tuple(found)
