"""Officials: who holds which office, from when to when."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.core.reads.officials import Office, Role
from bot.store import audit
from bot.store.database import Database
from bot.store.times import to_ms


class OfficialBook:
    """The real OfficialReads."""

    def __init__(self, db: Database) -> None:
        """Reads this database."""
        self._db = db

    async def offices(self, person: int) -> tuple[Office, ...]:
        """The offices that a person holds now."""
        async with self._db.read() as connection:
            rows = [row async for row in self._db.sql.offices_of(connection, person=person)]
        return tuple(_office(*row) for row in rows)


async def appoint(
    db: Database, tx: Any, person: int, office: Office, by: int, now: datetime
) -> int:
    """Give an office to a person, and note in the audit log who did; the office's number."""
    number = await db.sql.add_office(
        tx,
        person=person,
        role=office.role.value,
        tinh=office.tinh,
        xa=office.xa,
        may_write=int(office.may_write),
        may_send=int(office.may_send),
        now=to_ms(now),
    )
    about = f"office {number} {office.role} {office.tinh or '-'} {office.xa or '-'} to {person}"
    await audit.note(db, tx, by, "appoint", about, now)
    return int(number)


def _office(role: str, tinh: str, xa: str, may_write: int, may_send: int) -> Office:
    return Office(Role(role), tinh, xa, bool(may_write), bool(may_send))
