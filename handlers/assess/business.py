"""Answers about the business are the same for all its products: copied from one to the next."""

from __future__ import annotations

from bot.core.message import Choice, Rows
from bot.core.text import shorten
from handlers.assess import answers
from handlers.assess.actions import act
from handlers.assess.product import ANSWER, Product
from handlers.assess.questions import Question, options, questions
from handlers.desk import Desk

FAMILIES = (
    "business_form", "business_form_tour", "representative", "labour", "growth", "distribution",
    "environment", "green_technology",
)  # fmt: skip
OFFERED = 2  # products to copy from


def offers(desk: Desk, product: Product, others: tuple[Product, ...]) -> Rows:
    """A button for each other product that has something this one has not."""
    useful = [other for other in others if _copies(product, other)][:OFFERED]
    rows = []
    for other in useful:
        name = shorten(other.name, 30, "characters")
        label = desk.text("button_as_copy", name=name)
        rows.append((Choice(label, act("copy", product.id, other.id)),))
    return tuple(rows)


def copied(product: Product, other: Product) -> tuple[Product, int]:
    """The product with the other's answers about the business, and how many were taken."""
    found = _copies(product, other)
    return product.put({f"{ANSWER}{key}": value for key, value in found.items()}), len(found)


def _copies(product: Product, other: Product) -> dict[str, str]:
    """The answers to copy by question id: same family, same points and label, not given yet."""
    if other.id == product.id or other.chosen is None or product.chosen is None:
        return {}
    theirs = _labels(other)
    given = answers.known(product)
    found = {}
    for question in questions(product.criteria):
        if question.criterion is None or question.id in given:
            continue
        for option in options(question.criterion, product.told("case")):
            said = (question.criterion.family, option.level.points, option.level.label)
            if said in theirs:
                found[question.id] = answers.written(question, option.key)
    return found


def _labels(product: Product) -> set[tuple[str, int, str]]:
    """What was said about the business: family, points and label of each chosen level."""
    found = set()
    for question in questions(product.criteria):
        family = _family(question)
        option = answers.option(product, question.id) if family in FAMILIES else None
        if option is not None:
            found.add((family, option.level.points, option.level.label))
    return found


def _family(question: Question) -> str:
    return question.criterion.family if question.criterion else ""
