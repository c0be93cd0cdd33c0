"""Answers as somebody hands them in: checked against a set, or refused with a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from knowledge.criteria.model import Criteria, CriteriaSet, Criterion


class AnswerFault(ValueError):
    """The answers do not fit the set; the text says why, in Vietnamese."""


def find_set(criteria: Criteria, number: object) -> CriteriaSet:
    """The set with this number; raises AnswerFault."""
    last = len(criteria.sets)
    if number is None:
        raise AnswerFault(f"Thiếu số bộ (set), từ 1 đến {last}.")
    found = criteria.sets.get(number) if type(number) is int else None
    if found is None:
        raise AnswerFault(f"Không có bộ {_told(number)}; các bộ đánh số từ 1 đến {last}.")
    return found


def read_answers(
    criteria: CriteriaSet, given: object, cases: object = None
) -> dict[str, int | None]:
    """Points by code, None for unknown; raises AnswerFault.

    `cases` may say by code which alternative ("a" or "b") was taken. 0 is always an answer:
    it says that none of the levels is met.
    """
    if not isinstance(given, Mapping):
        raise AnswerFault('`answers` phải có dạng {"mã": điểm}, ví dụ {"1.1": 2}.')
    chosen = _cases(criteria, cases)
    answers: dict[str, int | None] = {}
    for code, points in given.items():
        criterion = _criterion(criteria, code)
        answers[criterion.code] = _points(criterion, points, chosen.get(criterion.code))
    return answers


def _criterion(criteria: CriteriaSet, code: object) -> Criterion:
    found = criteria.by_code.get(code) if isinstance(code, str) else None
    if found is None:
        raise AnswerFault(f"Bộ {criteria.no} không có tiêu chí {_told(code)}.")
    return found


def _points(criterion: Criterion, points: object, case: str | None) -> int | None:
    """The points if they are those of a level, of the case when one is named."""
    if points is None:
        return None
    named = [one for one in criterion.cases if case is None or one.key == case]
    levels = sorted({level.points for one in named for level in one.choices})
    # 2.0 is 2, as JSON writers put it; True is not 1.
    if type(points) in (int, float) and points in levels:
        return levels[levels.index(points)]
    choices = ", ".join(map(str, levels))
    which = f" (trường hợp {case})" if case else ""
    raise AnswerFault(
        f"Tiêu chí {criterion.code}{which} không có mức {_told(points)} điểm; các mức là {choices}."
    )


def _cases(criteria: CriteriaSet, cases: object) -> dict[str, str]:
    """The case by code; raises AnswerFault for a criterion or a case that is not there."""
    if cases is None:
        return {}
    if not isinstance(cases, Mapping):
        raise AnswerFault('`cases` phải có dạng {"mã": "a"}.')
    chosen = {}
    for code, case in cases.items():
        criterion = _criterion(criteria, code)
        keys = [one.key for one in criterion.cases if one.key]
        if case not in keys:
            known = ", ".join(keys) or "không có"
            raise AnswerFault(
                f"Tiêu chí {code} không có trường hợp {_told(case)}; các trường hợp: {known}."
            )
        chosen[criterion.code] = case
    return chosen


def _told(value: object) -> str:
    """A value as it is repeated to the writer, cut short."""
    text = f"“{value}”" if isinstance(value, str) else str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
