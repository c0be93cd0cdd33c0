"""Any order of answers, pauses, jumps and edits ends in the same result."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.dialogue import Dialogue
from handlers.assess import answers
from handlers.assess.actions import act
from handlers.assess.product import Product
from handlers.assess.questions import questions
from handlers.assess.where import place
from knowledge.criteria.load import load_criteria
from knowledge.criteria.score import assess
from tests.handlers.assess.chat import Answer, Chat
from tests.handlers.assess.roads import answers_to, begun, product, told

SETS = load_criteria().sets
ASIDES = (
    "/huy",
    "tạm tính",
    "vì sao",
    "danh sách",
    "quay lại",
    "trang chính",
    "999 điểm",
    "/start",
)
LIMITS = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@dataclass(frozen=True)
class Told:
    """What somebody says in the end, and the detours on the way there."""

    number: int
    final: dict[str, str]
    order: list[str]
    detours: dict[str, tuple[str, str]]


@st.composite
def tellings(draw: st.DrawFn) -> Told:
    """A set, an answer to each of its questions, an order, and a detour before some answers."""
    number = draw(st.sampled_from(sorted(SETS)))
    case = draw(st.sampled_from(["a", "b"]))
    keys = {q.id: _keys(number, q.id, case) for q in questions(SETS[number])}
    final = {one: draw(st.sampled_from(keys[one])) for one in keys}
    order = draw(st.permutations(sorted(keys)))
    strayed = draw(st.lists(st.sampled_from(sorted(keys)), max_size=6, unique=True))
    detours = {
        one: (draw(st.sampled_from(keys[one])), draw(st.sampled_from(ASIDES))) for one in strayed
    }
    return Told(number, final | {"case": case}, order, detours)


def _keys(number: int, question_id: str, case: str) -> list[str]:
    probe = _bare(number, case)
    found = next(q for q in questions(SETS[number]) if q.id == question_id)
    return list(answers.allowed(probe, found))


def _bare(number: int, case: str) -> Product:
    return Product(Dialogue("assess", answers={"name": "x", "set": str(number), "case": case}))


@LIMITS
@given(telling=tellings())
def test_any_order_ends_in_the_same_result(routes: Answer, telling: Told) -> None:
    straight, wandering = Chat(routes), Chat(routes)
    for chat in (straight, wandering):
        one = begun(chat, number=telling.number)
        chat.does(act("full", one.id))
        if telling.number == 26:
            chat.does(act("case", one.id, 26, telling.final["case"]))
    final = {key: value for key, value in telling.final.items() if key != "case"}
    straight_said = answers_to(straight, final)
    for question_id in telling.order:
        _detour(wandering, telling, question_id)
        said = answers_to(wandering, {question_id: final[question_id]})
    one = product(wandering)
    assert told(wandering) == told(straight) == final
    assert answers.points(one) == answers.points(product(straight))
    assert answers.hits(one) == answers.hits(product(straight))
    assert place(one).stage == "review"
    assert _after_its_lead(said) == _after_its_lead(straight_said)
    assert finish(wandering) == finish(straight)


def _after_its_lead(said: str) -> str:
    """Without "Em ghi: …", which is a message of its own where the screen has no room for it."""
    return said.replace("\n---\n", "\n\n").split("\n\n", 1)[1]


def _detour(chat: Chat, telling: Told, question_id: str) -> None:
    """Another answer first, something else said, and back again."""
    if question_id not in telling.detours:
        return
    key, aside = telling.detours[question_id]
    answers_to(chat, {question_id: key})
    chat.says(aside)
    one = product(chat)
    chat.does(act("go", one.id))
    chat.does(act("jump", one.id, one.criteria.no, question_id))


def finish(chat: Chat) -> str:
    """The result, and that its points are those of the arithmetic."""
    one = product(chat)
    said = chat.does(act("done", one.id))
    sums = assess(one.criteria, answers.points(one))
    assert f"cộng {sums.total}/100" in said
    assert f"mức tối thiểu: {sums.rank} sao" in said
    return said


@LIMITS
@given(typed=st.text(max_size=60), number=st.sampled_from(sorted(SETS)))
def test_nothing_that_is_typed_breaks_the_road(routes: Answer, typed: str, number: int) -> None:
    chat = Chat(routes)
    one = begun(chat, number=number)
    chat.does(act("quick", one.id))
    before = told(chat)
    chat.says(typed.replace("/", " ") + "?")
    assert told(chat) == before
    chat.says("dừng lại")
    chat.does(act("go", one.id))
    assert place(product(chat)).stage == "question"
