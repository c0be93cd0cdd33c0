"""Every call held against the published Bot API: names, types, required fields, limits."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[1] / "telegram_bot_api.json"
_INTEGER = re.compile(r"-?\d+")
_NOT_JSON = object()


@dataclass(frozen=True, slots=True)
class File:
    """An uploaded file: its name and its bytes."""

    name: str
    data: bytes


@cache
def published() -> dict[str, Any]:
    """The Bot API as data: methods and types by name."""
    data: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return data


def check(method: str, fields: Mapping[str, Any]) -> list[str]:
    """What is wrong with a call; empty when Telegram's own description allows it.

    A field is text as a form carries it, or a JSON value, or a File. Files that a field names by
    attach:// are fields too and are not looked up.
    """
    known = published()["methods"].get(method)
    if known is None:
        return [f"unknown method {method}"]
    attached = {v[9:] for v in fields.values() if isinstance(v, str) and v.startswith("attach://")}
    given = {name: value for name, value in fields.items() if name not in attached}
    return _check_fields(method, known, given)


def check_type(kind: str, value: Any) -> list[str]:
    """What is wrong with a value of a published type, such as an Update of ours."""
    return _check_type(kind, kind, value)


def _check_fields(where: str, known: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    faults = [f"{where}: unknown field {name}" for name in given if name not in known]
    for name, field in known.items():
        if name in given:
            faults += _check_value(f"{where}.{name}", field, given[name])
        elif field.get("required"):
            faults.append(f"{where}: missing {name}")
    return faults


def _check_value(where: str, field: Mapping[str, Any], value: Any) -> list[str]:
    tried = [_check_type(where, kind, value) for kind in field["types"]]
    if all(tried):
        return min(tried, key=len)
    return _check_limit(where, field, value)


def _check_type(where: str, kind: str, value: Any) -> list[str]:
    if kind.startswith("Array of "):
        items = _from_json(value)
        if not isinstance(items, list):
            return [f"{where}: not a list"]
        inner = kind.removeprefix("Array of ")
        return [
            f for n, item in enumerate(items) for f in _check_type(f"{where}[{n}]", inner, item)
        ]
    if kind in _PLAIN:
        return [] if _PLAIN[kind](value) else [f"{where}: not {kind}"]
    return _check_object(where, kind, _from_json(value))


def _check_object(where: str, kind: str, value: Any) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: not {kind}"]
    described = published()["types"][kind]
    if "subtypes" in described:
        tried = [_check_object(where, sub, value) for sub in described["subtypes"]]
        return min(tried, key=len)
    return _check_fields(where, described["fields"], value)


def _check_limit(where: str, field: Mapping[str, Any], value: Any) -> list[str]:
    if "between" in field:
        least, most = field["between"]
        return [] if least <= int(value) <= most else [f"{where}: not in {least}–{most}"]
    if "limit" not in field or isinstance(value, File):
        return []
    least, most, unit = field["limit"]
    size = _measure(value, unit)
    return [] if least <= size <= most else [f"{where}: {size} {unit}, allowed {least}–{most}"]


def _measure(value: Any, unit: str) -> int:
    if unit == "bytes":
        return len(str(value).encode())
    if unit == "characters":
        return len(str(value).encode("utf-16-le", "surrogatepass")) // 2
    return len(_from_json(value))


def _from_json(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return _NOT_JSON


def _is_integer(value: Any) -> bool:
    if isinstance(value, str):
        return _INTEGER.fullmatch(value) is not None
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    try:
        float(value)
    except (TypeError, ValueError):
        return False
    return True


_PLAIN: dict[str, Callable[[Any], bool]] = {
    "String": lambda value: isinstance(value, str),
    "Integer": _is_integer,
    "Float": _is_number,
    "Boolean": lambda value: value in (True, False, "true", "false", "True", "False", "1", "0"),
    "True": lambda value: value in (True, "true", "True", "1"),
    "InputFile": lambda value: isinstance(value, File) or str(value).startswith("attach://"),
}
