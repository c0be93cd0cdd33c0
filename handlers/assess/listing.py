"""The list of all questions with their answers, page by page: from it one jumps anywhere."""

from __future__ import annotations

from bot.core.message import Choice, Outgoing
from bot.core.text import shorten
from handlers.assess import answers
from handlers.assess.actions import act
from handlers.assess.product import Product
from handlers.assess.questions import Question, options, questions
from handlers.desk import Desk

A_SCREEN = 8  # questions on one page
LABEL = 44  # characters of a button


def listed(desk: Desk, product: Product, around: Question) -> Outgoing:
    """The page that `around` stands on."""
    every = questions(product.criteria)
    at = [q.id for q in every].index(around.id)
    start = at - at % A_SCREEN
    number = product.criteria.no
    rows = [
        (Choice(_label(desk, product, q), act("jump", product.id, number, q.id)),)
        for q in every[start : start + A_SCREEN]
    ]
    turns = []
    if start:
        turns.append(_page(desk, product, "as_earlier", every[start - A_SCREEN]))
    if start + A_SCREEN < len(every):
        turns.append(_page(desk, product, "next", every[start + A_SCREEN]))
    back = (desk.button("as_go", act("go", product.id)),)
    of = {"page": str(start // A_SCREEN + 1), "pages": str(-(-len(every) // A_SCREEN))}
    text = desk.text("as_listed", name=product.name, **of)
    return Outgoing(text, (*rows, *([tuple(turns)] if turns else []), back, desk.way_home()))


def _page(desk: Desk, product: Product, key: str, first: Question) -> Choice:
    return desk.button(key, act("list", product.id, product.criteria.no, first.id))


def _label(desk: Desk, product: Product, question: Question) -> str:
    """ "4.1 Nơi bán · 3 điểm": the answer always stays to be seen."""
    answer = answer_of(desk, product, question)
    code = f"{question.id} " if question.criterion else ""
    room = LABEL - len(answer) - 3
    return f"{shorten(code + question.title, room, 'characters')} · {answer}"


def answer_of(desk: Desk, product: Product, question: Question) -> str:
    """ "3 điểm", "ổn", "chưa rõ", "chưa hỏi"."""
    key = answers.known(product).get(question.id, "")
    if not key:
        return desk.text("as_none")
    if key in answers.OPEN:
        return desk.text(f"button_as_{key}").lower()
    if question.criterion is None:
        return desk.text(f"as_short_{key}")
    levels = {o.key: o.level.points for o in options(question.criterion, product.told("case"))}
    return desk.text("as_short_points", points=str(levels[key]))
