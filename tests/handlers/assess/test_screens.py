"""Every screen of every set fits a phone: questions, reasons, lists, verdicts, results.

`Chat` itself holds each message to 600 characters and each action to 64 bytes.
"""

from __future__ import annotations

import pytest

from handlers.assess.actions import act
from handlers.assess.answers import allowed, points
from handlers.assess.questions import questions
from knowledge.criteria.load import load_criteria
from knowledge.criteria.score import assess
from tests.handlers.assess.chat import Answer, Chat
from tests.handlers.assess.roads import all_lowest, answers_to, begun, product

SETS = sorted(load_criteria().sets)
LONG = "Mắm ruốc truyền thống " * 3


@pytest.mark.parametrize("number", SETS)
def test_reasons_and_lists_fit(routes: Answer, number: int) -> None:
    chat = Chat(routes)
    one = begun(chat, LONG, number)
    chat.does(act("full", one.id))
    chat.does(act("case", one.id, number, "b"))
    for question in questions(one.criteria):
        why = chat.does(act("why", one.id, number, question.id))
        assert "Vì sao hỏi:" in why
        if question.criterion:
            assert question.criterion.why in why.replace("\n---\n", " ")
        listed = chat.does(act("list", one.id, number, question.id))
        assert any(label.endswith("chưa hỏi") for label in chat.labels()), listed


@pytest.mark.parametrize("number", SETS)
@pytest.mark.parametrize("known", ["nothing", "lowest", "highest"])
def test_results_fit_and_say_what_blocks(routes: Answer, number: int, known: str) -> None:
    chat = Chat(routes)
    one = begun(chat, LONG, number)
    chat.does(act("full", one.id))
    chat.does(act("case", one.id, number, "a"))
    given = all_lowest(chat)
    if known == "nothing":
        given = dict.fromkeys(given, "unknown")
    if known == "highest":
        given = {q.id: allowed(product(chat), q)[-3] for q in questions(one.criteria)}
        given |= {key: "ok" for key in given if not key[0].isdigit()}
    answers_to(chat, given)
    said = chat.presses("Xem kết quả").replace("\n---\n", "\n")
    sums = assess(one.criteria, points(product(chat)))
    assert f"cộng {sums.total}/100" in said and "bản nháp" in said
    if sums.rank < 5:
        for blocker in sums.blockers:
            if blocker.star <= sums.rank + 1:
                assert f"- {blocker.code} {one.criteria.by_code[blocker.code].title}: cần" in said
    assert ("Ít việc nhất" in said) == (sums.rank < 5)
    assert ("điểm nằm từ" in said) == (known == "nothing")
    assert all(note.text.split()[0] in said for note in one.criteria.notes)
