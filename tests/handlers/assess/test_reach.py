"""Every level of every set is reached by buttons alone, and by numbers alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from handlers.assess.answers import points
from handlers.assess.questions import Question, options, questions
from knowledge.criteria.load import load_criteria
from tests.handlers.assess.chat import Answer, Chat
from tests.handlers.assess.roads import product, told

SETS = load_criteria().sets
WALKS = [(number, "") for number in SETS if number != 26] + [(26, "a"), (26, "b")]


@pytest.mark.parametrize("buttons", [True, False], ids=["buttons", "numbers"])
@pytest.mark.parametrize(("number", "case"), WALKS)
def test_every_level_is_reached(routes: Answer, number: int, case: str, buttons: bool) -> None:
    chat = Chat(routes, buttons=buttons)
    choose = chat.presses if buttons else chat.numbers
    down_the_tree(chat, choose, number)
    choose("Làm luôn toàn bộ")
    every = questions(SETS[number])
    for at, question in enumerate(every):
        if (
            question.criterion
            and len(question.criterion.cases) > 1
            and not product(chat).told("case")
        ):
            choose(next(c.name for c in question.criterion.cases if c.key == case))
        for step, (key, label) in enumerate(levels(question, case)):
            if step:
                to_the_one_before(chat, choose, question, last=at + 1 == len(every))
            choose(label)
            assert told(chat)[question.id] == key
    top = {c.code: max(o.level.points for o in options(c, case)) for c in SETS[number].criteria}
    assert points(product(chat)) == top
    choose("Xem kết quả")
    assert f"cộng {sum(top.values())}/100" in "".join(m.text for m in chat.shown)


def down_the_tree(chat: Chat, choose: Callable[[str], str], number: int) -> None:
    """From the main menu to a set, with a name that tells nothing."""
    chat.says("/start")
    choose("Tự chấm điểm")
    choose("Chấm sản phẩm đầu tiên")
    chat.says("Xyzzy")
    chosen = SETS[number]
    choose(load_criteria().sectors[chosen.sector])
    if "Đúng bộ này" not in chat.labels() and chosen.group in chat.labels():
        choose(chosen.group)
    numbered = [label for label in chat.labels() if label.startswith(f"Bộ {number}: ")]
    if numbered:
        choose(numbered[0])
    choose("Đúng bộ này")
    assert product(chat).criteria.no == number


def levels(question: Question, case: str) -> list[tuple[str, str]]:
    """The keys of a question with the labels on their buttons."""
    if question.criterion:
        return [(o.key, o.level.label) for o in options(question.criterion, case)]
    must = question.condition is not None and question.condition.kind == "must"
    if must:
        return [("hit", "Chưa được vậy"), ("ok", "Đúng như vậy")]
    return [("hit", "Có vướng"), ("ok", "Không vướng")]


def to_the_one_before(
    chat: Chat, choose: Callable[[str], str], question: Question, last: bool
) -> None:
    """Back to the question just answered: one step, or from the review through the list."""
    if not last:
        choose("Câu trước")
        return
    choose("Danh sách câu")
    while not any(label.startswith(f"{question.id} ") for label in chat.labels()):
        choose("Xem tiếp")
    choose(next(label for label in chat.labels() if label.startswith(f"{question.id} ")))
