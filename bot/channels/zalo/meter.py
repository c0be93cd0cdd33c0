"""What counts messages against a bot's monthly quota."""

from __future__ import annotations

from typing import Protocol


class Meter(Protocol):
    """Counts what a bot (an account, by its id) sends."""

    async def take(self, account: str) -> bool:
        """Count one message; False when the month's quota is used up, and nothing is counted."""
        ...

    async def give_back(self, account: str) -> None:
        """One that was counted has not gone out."""
        ...


class _Free:
    """A bot without a quota."""

    async def take(self, account: str) -> bool:
        """Always."""
        return True

    async def give_back(self, account: str) -> None:
        """Nothing was counted."""


FREE = _Free()
