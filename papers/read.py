"""Plain data taken apart: every field by name and kind, or BadPaper with a plain sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, cast, get_args

from knowledge.criteria.answers import AnswerFault, find_set, read_answers
from knowledge.criteria.load import criteria_under, load_criteria
from knowledge.criteria.model import Condition, Criteria, CriteriaSet
from knowledge.dossier.model import Case, Having, State
from papers.letters import clean, cut
from papers.model import BadPaper

MAX_TEXT = 4_000
MAX_NAME = 300


def text(data: Mapping[str, Any], name: str, most: int = MAX_NAME) -> str:
    """A text on one line; "" when it is left out. Raises BadPaper for anything but text."""
    return " ".join(block(data, name, most).split())


def block(data: Mapping[str, Any], name: str, most: int = MAX_TEXT) -> str:
    """A text of several lines; "" when it is left out."""
    value = data.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadPaper(f"`{name}` phải là chữ.")
    return cut(clean(value), most)


def product(data: Mapping[str, Any]) -> str:
    """The product's name, which every paper needs."""
    name = text(data, "product")
    if not name:
        raise BadPaper("Chưa có tên sản phẩm (`product`).")
    return name


def day(data: Mapping[str, Any], name: str) -> date | None:
    """A day; None when it is left out."""
    value = data.get(name)
    if value is None or value == "":
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadPaper(f"`{name}` phải là ngày, dạng 2026-11-22.") from None


def made_on(data: Mapping[str, Any]) -> date:
    """The day the paper is made, which it prints."""
    found = day(data, "made_on")
    if found is None:
        raise BadPaper("Chưa có ngày lập (`made_on`).")
    return found


def case(data: Mapping[str, Any]) -> Case:
    """First time, upgrade or re-evaluation; first time when it is left out."""
    found = data.get("case") or "first"
    if found not in get_args(Case):
        raise BadPaper("`case` phải là first, upgrade hoặc again.")
    return cast(Case, found)


def mapping(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A mapping with text keys; empty when it is left out."""
    value = data.get(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
        raise BadPaper(f"`{name}` phải là một bảng tên và giá trị.")
    return value


def texts(data: Mapping[str, Any], name: str) -> dict[str, str]:
    """A mapping of texts, each of several lines."""
    found = mapping(data, name)
    return {key: block(found, key) for key in found}


def items(data: Mapping[str, Any], name: str) -> Sequence[Any]:
    """A list; empty when it is left out."""
    value = data.get(name)
    if value is None:
        return ()
    if not isinstance(value, Sequence) or isinstance(value, str | bytes):
        raise BadPaper(f"`{name}` phải là một danh sách.")
    return value


def criteria_set(data: Mapping[str, Any]) -> CriteriaSet:
    """The set, under the rule the data names (if it names one)."""
    try:
        return find_set(criteria(data), data.get("set"))
    except AnswerFault as fault:
        raise BadPaper(str(fault)) from None


def criteria(data: Mapping[str, Any]) -> Criteria:
    """All sets under the rule that the data names, today's when it names none."""
    current = load_criteria()
    rule = data.get("rule")
    if rule is None:
        return current
    try:
        return criteria_under(str(rule))
    except LookupError:
        told = f"Không còn bộ tiêu chí của quy định {cut(str(rule), 20)}"
        raise BadPaper(
            f"{told}; quy định đang dùng là {current.rule.version}, hãy trả lời lại theo bộ mới."
        ) from None


def answers(data: Mapping[str, Any], chosen: CriteriaSet) -> dict[str, int | None]:
    """The answers, each one that the set allows."""
    try:
        return read_answers(chosen, data.get("answers"), data.get("cases"))
    except AnswerFault as fault:
        raise BadPaper(str(fault)) from None


def hits(data: Mapping[str, Any], chosen: CriteriaSet) -> tuple[Condition, ...]:
    """The conditions that stand in the way, by their keys. Raises BadPaper for an unknown one."""
    known = {one.key: one for criterion in chosen.criteria for one in criterion.conditions}
    known |= {one.key: one for one in chosen.rejects}
    given = items(data, "hits")
    if wrong := [key for key in given if key not in known]:
        raise BadPaper(f"Bộ {chosen.no} không có điều kiện {cut(str(wrong[0]), 40)}.")
    return tuple(known[key] for key in dict.fromkeys(given))


def evidence(data: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The names of files that were sent, by what they are about."""
    given = mapping(data, "evidence")
    return {key: tuple(text({key: one}, key) for one in items(given, key)) for key in given}


def states(data: Mapping[str, Any]) -> dict[str, State]:
    """What was said of the papers, by paper id."""
    given = mapping(data, "papers")
    return {key: _state(key, given) for key in given}


def _state(key: str, given: Mapping[str, Any]) -> State:
    row = mapping(given, key)
    having = row.get("state")
    if having not in get_args(Having):
        raise BadPaper(f"Giấy `{cut(key, 40)}`: `state` phải là have, missing, doing, not_needed.")
    return State(cast(Having, having), day(row, "until"))
