"""What an office's list says of people: one entry a line, a person with at most one product."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ListedProduct:
    """A product as the list has it: 0, "" and None are what it does not say."""

    name: str
    set_no: int = 0
    stars: int = 0
    certificate: str = ""
    certified_on: date | None = None
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A line: who (the telephone number, 10 or 11 digits, tells people apart), where, and what.

    Several lines of one telephone number and name are one person with several products.
    """

    line: int
    name: str
    phone: str
    tinh: str = ""
    xa: str = ""
    product: ListedProduct | None = None


@dataclass(frozen=True, slots=True)
class ListFault:
    """What is wrong in a line, in Vietnamese; line 0 is the whole list."""

    line: int
    text: str

    def __str__(self) -> str:
        """One line for a screen."""
        return f"Dòng {self.line}: {self.text}" if self.line else self.text
