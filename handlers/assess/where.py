"""Where a product stands: recomputed from its answers each time, so that any road leads on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from handlers.assess import answers
from handlers.assess.product import Product
from handlers.assess.questions import Question, find, questions

Stage = Literal[
    "name", "find", "behalf", "consent", "start", "question", "file", "verdict", "review", "result"
]
SHORT, FULL = "short", "full"


@dataclass(frozen=True)
class Place:
    """A stage, with its question where there is one."""

    stage: Stage
    question: Question | None = None


def place(product: Product) -> Place:
    """Where to go on: what was jumped to, else the first question without an answer."""
    waiting = product.told("wait")
    if not product.name or waiting == "name":
        return Place("name")
    if product.chosen is None:
        return Place("find")
    if waiting == "behalf":
        return Place("consent" if product.told("for") else "behalf")
    if not product.told("path"):
        return Place("start")
    return _asking(product)


def _asking(product: Product) -> Place:
    jumped = find(product.criteria, product.told("at"))
    if jumped is not None:
        return Place("file" if product.told("wait") == "file" else "question", jumped)
    holding = answers.known(product)
    waiting = next((q for q in walk(product) if q.id not in holding), None)
    if waiting is not None:
        return Place("question", waiting)
    if product.told("path") == SHORT:
        return Place("verdict")
    return Place("result" if product.told("done") else "review")


def walk(product: Product) -> tuple[Question, ...]:
    """The questions of the path in order, without those that cannot be scored now."""
    left_out = answers.unscored(product, answers.points(product))
    every = [q for q in questions(product.criteria) if q.id not in left_out]
    return tuple(q for q in every if q.short or product.told("path") != SHORT)


def before(product: Product, question: Question) -> Question | None:
    """The question that comes before this one on its path."""
    road = walk(product)
    ids = [q.id for q in road]
    if question.id not in ids:
        return road[0] if road else None
    at = ids.index(question.id)
    return road[at - 1] if at else None


def progress(product: Product) -> tuple[int, int]:
    """How many questions of the path have an answer, and how many there are."""
    holding, road = answers.known(product), walk(product)
    return sum(q.id in holding for q in road), len(road)
