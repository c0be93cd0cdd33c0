"""What the Zalo Bot API takes, method by method: fields, types and limits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[Any], str]
"""What is wrong with a value; "" when nothing is."""


def _text(least: int, most: int) -> Check:
    def check(value: Any) -> str:
        right = isinstance(value, str) and least <= len(value) <= most
        return "" if right else f"must be a text of {least} to {most} characters"

    return check


def _one_of(*words: str) -> Check:
    return lambda value: "" if value in words else f"must be one of {words}"


def _url(value: Any) -> str:
    good = isinstance(value, str) and value.startswith(("https://", "http://127.0.0.1:"))
    return "" if good else "must be a public https address"


def _seconds(value: Any) -> str:
    return "" if str(value).isdecimal() else "must be seconds"


RULES: Mapping[str, tuple[dict[str, Check], frozenset[str]]] = {
    "getMe": ({}, frozenset()),
    "getUpdates": ({"timeout": _seconds}, frozenset()),
    "setWebhook": (
        {"url": _url, "secret_token": _text(8, 256)},
        frozenset({"url", "secret_token"}),
    ),
    "deleteWebhook": ({}, frozenset()),
    "getWebhookInfo": ({}, frozenset()),
    "sendMessage": (
        {
            "chat_id": _text(1, 100),
            "text": _text(1, 2000),
            "parse_mode": _one_of("markdown", "html"),
        },
        frozenset({"chat_id", "text"}),
    ),
    "sendPhoto": (
        {"chat_id": _text(1, 100), "photo": _url, "caption": _text(1, 2000)},
        frozenset({"chat_id", "photo"}),
    ),
    "sendChatAction": (
        {"chat_id": _text(1, 100), "action": _one_of("typing")},
        frozenset({"chat_id", "action"}),
    ),
}


def wrong(method: str, fields: Mapping[str, Any]) -> list[str]:
    """All that is wrong with a call's fields; an unknown method has none here."""
    checks, required = RULES[method]
    faults = [f"{name} is missing" for name in required - set(fields)]
    for name, value in fields.items():
        said = checks[name](value) if name in checks else "is unknown"
        faults += [f"{name} {said}"] if said else []
    return faults
