"""story.yaml and plan.yaml: questions, lengths of a story, places where it is shown."""

from __future__ import annotations

from collections.abc import Container

from knowledge.criteria.load_shared import number
from knowledge.dossier.model import Length, Question, Step
from knowledge.load_fields import Fields

QUESTION = ("id", "name", "ask", "hint")
LENGTH = ("id", "name", "use", "sentences", "paragraphs")
SHOWN = ("leaflet", "web", "qr")


def read_questions(whole: Fields, name: str) -> tuple[Question, ...]:
    """The questions of a list, as written; empty texts and ids twice are faults."""
    found: dict[str, Question] = {}
    for row in whole.mappings(name, QUESTION, QUESTION):
        question = Question(*(row.text(field) for field in QUESTION))
        for field in QUESTION:
            if row.blank(field):
                row.fault(field, f"`{field}` đang trống.")
        if question.id in found:
            row.fault("id", f"`{question.id}` viết hai lần.")
        found[question.id] = question
    return tuple(found.values())


def read_lengths(whole: Fields, questions: Container[str]) -> tuple[Length, ...]:
    """The lengths of a story, shortest first as written."""
    found = []
    for row in whole.mappings("lengths", LENGTH, LENGTH):
        paragraphs = _paragraphs(row, questions)
        sentences = number(row, "sentences")
        found.append(
            Length(row.text("id"), row.text("name"), row.text("use"), sentences, paragraphs)
        )
    return tuple(found)


def _paragraphs(row: Fields, questions: Container[str]) -> tuple[tuple[Step, ...], ...]:
    """The paragraphs; a step that names no question is a fault at its line."""
    paragraphs = []
    for paragraph in row.mappings("paragraphs", ("steps",), ("steps",)):
        steps = []
        for step in paragraph.mappings("steps", ("from", "join"), ("from",)):
            source = step.text("from")
            if source and source not in questions:
                step.fault("from", f"Không có câu hỏi `{source}`.")
            steps.append(Step(source, step.text("join")))
        paragraphs.append(tuple(steps))
    return tuple(paragraphs)


def read_shown(whole: Fields) -> dict[str, str]:
    """The places where a story is shown, by key."""
    row = whole.mapping("shown", SHOWN, SHOWN)
    return {key: row.text(key) if row else "" for key in SHOWN}
