"""What handlers read of a person's products and their certificates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Owned:
    """A product that a person has, and its certificate; None and "" for what is not known."""

    subject: str
    name: str
    set_no: int = 0
    stars: int = 0
    certificate: str = ""
    certified_on: date | None = None
    expires_on: date | None = None


class CertificateReads(Protocol):
    """What handlers ask about certificates."""

    async def products(self, person: int) -> tuple[Owned, ...]:
        """All products of a person that have a name, by name."""
        ...

    async def ending(self, tinh: str, xa: str, since: date) -> tuple[tuple[date, int], ...]:
        """The days from `since` on at which certificates of a place end ("" is any), and for how
        many people."""
        ...


class NoCertificates:
    """A house without products."""

    async def products(self, person: int) -> tuple[Owned, ...]:
        """None."""
        return ()

    async def ending(self, tinh: str, xa: str, since: date) -> tuple[tuple[date, int], ...]:
        """None."""
        return ()
