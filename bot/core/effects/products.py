"""Effects on where a person lives and what they make: what audiences and reminders go by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bot.core.effects.base import Effect


@dataclass(frozen=True)
class LiveAt(Effect):
    """The person's place: the codes of their province and commune ("" when only one is known)."""

    tinh: str
    xa: str = ""


@dataclass(frozen=True)
class KeepProduct(Effect):
    """What is known of a product; None leaves a value as it was.

    `subject` is its number in hex (the subject of its dialogues). `readiness` is "" (not started),
    "started", "stuck" or "ready" for the stars its owner wants. `stars` and the two days are those
    of the certificate it has; `certificate` is the number written on it.
    """

    subject: str
    name: str | None = None
    set_no: int | None = None
    readiness: str | None = None
    stars: int | None = None
    certificate: str | None = None
    certified_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True)
class DropProduct(Effect):
    """Forget a product, and every dialogue about it."""

    subject: str
