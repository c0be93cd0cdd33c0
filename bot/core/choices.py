"""Choices where a platform has no buttons: numbered lines, and a typed number is that button."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.core.message import Choice, Incoming, Kind, Outgoing

HOME = "home"
"""The action that "0" stands for everywhere."""


def numbered(message: Outgoing) -> str:
    """The message's text with its choices as numbered lines, the way home last as 0."""
    lines = [f"{n}. {c.label}" for n, c in enumerate(countable(message.choices()), start=1)]
    lines += [f"0. {choice.label}" for choice in message.choices() if choice.action == HOME][:1]
    if not lines:
        return message.text
    return "\n".join([message.text, "", *lines]).lstrip("\n")


def countable(choices: Sequence[Choice]) -> list[Choice]:
    """The choices that have a number of their own: all but the way home."""
    return [choice for choice in choices if choice.action != HOME]


def as_press(incoming: Incoming, offered: Sequence[Choice]) -> Incoming:
    """A typed number or a choice's own words as that press; anything else as it came."""
    if incoming.kind is not Kind.TEXT:
        return incoming
    action = _meant(incoming.text.strip().casefold(), offered)
    return replace(incoming, kind=Kind.PRESS, action=action) if action else incoming


def _meant(said: str, offered: Sequence[Choice]) -> str:
    if said == "0":
        return HOME
    said, numbers = said.rstrip(".)"), countable(offered)
    if said.isdecimal() and len(said) <= 3 and 1 <= int(said) <= len(numbers):
        return numbers[int(said) - 1].action
    same = [choice.action for choice in offered if choice.label.casefold() == said]
    return same[0] if same else ""
