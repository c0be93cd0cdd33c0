"""The audit log: what officials did, each row sealed by the hash of the one before.

The database itself refuses to change or delete rows (triggers, migration 0003); who takes the
triggers away and changes a row breaks the chain, and `verify` shows where. What is written here
outlives people who have themselves erased: numbers and codes only, never a name or a text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.database import Database
from bot.store.times import from_ms, to_ms

COMMAND_LINE = 0
"""The person of what was done with `python -m bot`: whoever holds the server."""

FIRST = ""  # what stands before the first row
PAGE = 1000


@dataclass(frozen=True, slots=True)
class Act:
    """A row: when, the person's number, what they did, and to what."""

    id: int
    at: datetime
    person: int
    act: str
    about: str
    hash: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many rows there are, the seal (hash) of the last, and the first broken row (0: none)."""

    rows: int
    seal: str
    broken: int = 0


async def note(db: Database, tx: Any, person: int, act: str, about: str, now: datetime) -> None:
    """Write down what a person did, in the transaction in which they do it."""
    await db.sql.lock_audit(tx)
    last = await db.sql.audit_last(tx)
    before, at = (last[1] if last else FIRST), to_ms(now)
    await db.sql.add_audit(
        tx,
        at=at,
        person=person,
        act=act,
        about=about,
        previous=before,
        hash=_sealed(before, at, person, act, about),
    )


async def verify(db: Database) -> Verdict:
    """Read the whole log and recompute every seal."""
    rows, before = 0, FIRST
    async for number, at, person, act, about, stands, seal in _rows(db):
        if stands != before or seal != _sealed(before, at, person, act, about):
            return Verdict(rows, before, number)
        rows, before = rows + 1, seal
    return Verdict(rows, before)


async def acts(db: Database) -> AsyncIterator[Act]:
    """Everything that was done, oldest first."""
    async for number, at, person, act, about, _, seal in _rows(db):
        yield Act(number, from_ms(at), person, act, about, seal)


async def _rows(db: Database) -> AsyncIterator[Any]:
    """The log page by page, so that no read holds a connection for long."""
    after = 0
    while True:
        async with db.read() as connection:
            page = [r async for r in db.sql.audit_from(connection, after=after, count=PAGE)]
        for row in page:
            yield row
        if len(page) < PAGE:
            return
        after = page[-1][0]


def _sealed(before: str, at: int, person: int, act: str, about: str) -> str:
    row = json.dumps([before, at, person, act, about], ensure_ascii=False)
    return hashlib.sha256(row.encode()).hexdigest()
