"""The questions of a set: its conditions and its criteria, and the answers each can have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zlib import crc32

from knowledge.criteria.model import Condition, CriteriaSet, Criterion, Level

ASKED = ("reject", "stop", "must")  # kinds of condition that are questions of their own
DERIVED = "zero_senses"  # follows from the answers, so it is never asked
FIRST_STAR = 3  # the rank whose minimums make up the short path


@dataclass(frozen=True)
class Question:
    """A condition or a criterion; `id` is the condition's key or the criterion's code."""

    id: str
    title: str
    criterion: Criterion | None = None
    condition: Condition | None = None
    short: bool = True


@dataclass(frozen=True, slots=True)
class Option:
    """A level with the key that stands for it: its case, its points, "x" for a second such."""

    key: str
    level: Level


def questions(criteria: CriteriaSet) -> tuple[Question, ...]:
    """All questions: what rejects the dossier first, then the criteria as printed."""
    found: dict[str, Question] = {}
    for question in _walked(criteria):
        found.setdefault(question.id, question)
    return tuple(found.values())


def _walked(criteria: CriteriaSet) -> Iterator[Question]:
    for condition in criteria.rejects:
        yield Question(condition.key, condition.text, condition=condition)
    first = criteria.needed(FIRST_STAR)
    for criterion in criteria.criteria:
        for condition in criterion.conditions:
            if condition.kind in ASKED and condition.key != DERIVED:
                yield Question(condition.key, condition.text, condition=condition)
        yield Question(criterion.code, criterion.title, criterion, short=criterion.code in first)


def find(criteria: CriteriaSet, question_id: str) -> Question | None:
    """The question with this id in the set."""
    return next((q for q in questions(criteria) if q.id == question_id), None)


def options(criterion: Criterion, case: str = "") -> tuple[Option, ...]:
    """The levels as they are shown, of one case where the criterion has several."""
    found: dict[str, Option] = {}
    for one in criterion.cases:
        if len(criterion.cases) > 1 and one.key != case:
            continue
        for level in one.choices:
            key = f"{one.key}{level.points}"
            key += "x" if key in found else ""
            found[key] = Option(key, level)
    return tuple(found.values())


def fingerprint(criterion: Criterion) -> str:
    """Four signs that change when a rule changes the criterion's points, marks or cases."""
    levels = [(c.key, [(v.points, v.min_for_star) for v in c.choices]) for c in criterion.cases]
    return f"{crc32(repr((criterion.family, levels)).encode()) & 0xFFFF:04x}"
