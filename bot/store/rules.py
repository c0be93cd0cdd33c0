"""Assessments that were begun under another rule than today's."""

from __future__ import annotations

from dataclasses import dataclass

from bot.store.database import Database


@dataclass(frozen=True, slots=True)
class Behind:
    """An assessment by its owner and product; `answers` is the dialogue's JSON."""

    person: int
    subject: str
    answers: str


async def behind(db: Database, version: str) -> tuple[Behind, ...]:
    """All assessments whose answers do not name this rule, by person."""
    current = f'%"rule": "{version}"%'
    async with db.read() as connection:
        rows = db.sql.assessments_behind(connection, current=current)
        return tuple([Behind(*row) async for row in rows])
