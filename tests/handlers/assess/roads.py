"""Short ways to where a test begins."""

from __future__ import annotations

from handlers.assess import answers
from handlers.assess.actions import act
from handlers.assess.answers import known
from handlers.assess.product import Product
from handlers.assess.questions import Question, find, questions
from tests.handlers.assess.chat import Chat


def begun(chat: Chat, name: str = "trà atiso", number: int = 12) -> Product:
    """A product with its name and its set, before the first question."""
    chat.does("as:new")
    chat.says(name)
    chat.does(act("set", product(chat).id, number))
    return product(chat)


def product(chat: Chat) -> Product:
    """The product that was spoken of last."""
    return Product(chat.dialogue())


def question(chat: Chat, question_id: str) -> Question:
    """A question of the product's set."""
    found = find(product(chat).criteria, question_id)
    assert found is not None
    return found


def answers_to(chat: Chat, given: dict[str, str]) -> str:
    """Answer by old buttons, in this order; what was said to the last."""
    one, said = product(chat), ""
    for question_id, key in given.items():
        said = chat.does(act("answer", one.id, one.criteria.no, question_id, key))
    return said


def all_lowest(chat: Chat) -> dict[str, str]:
    """An answer to every question: conditions clear, criteria at their lowest level."""
    one = product(chat)
    return {q.id: answers.allowed(one, q)[0] for q in questions(one.criteria)}


def told(chat: Chat) -> dict[str, str]:
    """The answers that hold."""
    return known(product(chat))
