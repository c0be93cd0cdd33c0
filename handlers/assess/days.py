"""A day as it stands inside a sentence."""

from __future__ import annotations

from datetime import date

from bot.core.clock import show_weekday


def in_sentence(day: date) -> str:
    """A day with its weekday: "thứ Sáu, 30/4/2027"."""
    weekday, written = show_weekday(day).rsplit(" ", 1)
    return f"{weekday[0].lower()}{weekday[1:]}, {written}"
