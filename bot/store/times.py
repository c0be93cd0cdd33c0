"""Moments as the store keeps them: whole milliseconds since 1970 in UTC."""

from __future__ import annotations

from datetime import UTC, datetime


def to_ms(moment: datetime) -> int:
    """An aware moment as milliseconds. Raises ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("a moment must be aware")
    return round(moment.timestamp() * 1000)


def from_ms(milliseconds: int) -> datetime:
    """Milliseconds as an aware moment in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
