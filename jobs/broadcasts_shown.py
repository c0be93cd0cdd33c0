"""The one message in which an official watches an announcement go out."""

from __future__ import annotations

from collections.abc import Callable

from bot.core.message import Choice, Outgoing, Rows
from bot.core.reads.announcements import Announced

Text = Callable[..., str]
"""A text of ours by its key, its gaps filled."""

BUTTONS = {
    "running": ("pause", "stop"),
    "paused": ("resume", "stop"),
}

COUNTED = {
    "blocked": ("blocked",),
    "failed": ("dead",),
    "unclear": ("unclear",),
    "late": ("expired",),
    "cancelled": ("cancelled", "left"),
}


def progress(text: Text, one: Announced) -> Outgoing:
    """How far it is, in numbers, with what can be done now."""
    sent, left = one.count("sent"), one.count("waiting", "sending")
    key = "an_progress_list" if one.left_to_list else f"an_progress_{one.state}"
    lines = [text(key), text("an_progress_numbers", sent=_n(sent), left=_n(left))]
    for name, states in COUNTED.items():
        if number := one.count(*states):
            lines.append(text(f"an_progress_{name}", number=_n(number)))
    if one.why:
        lines.append(text(f"an_why_{one.why}"))
    return Outgoing("\n".join(lines), _rows(text, one))


def _rows(text: Text, one: Announced) -> Rows:
    steps = BUTTONS.get(one.state, ())
    first = tuple(Choice(text(f"button_an_{s}"), f"an:{s}:{one.draft}") for s in steps)
    report = (Choice(text("button_an_see"), f"an:see:{one.draft}"),)
    return (first, report) if first else (report,)


def _n(number: int) -> str:
    """12.345, as people write it here."""
    return f"{number:,}".replace(",", ".")
