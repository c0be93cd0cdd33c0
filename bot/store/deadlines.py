"""The dates that officials set: written, moved and cancelled, each noted in the audit log."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.core.effects import CancelDeadline, MoveDeadline, PutDeadline
from bot.core.reads.reminders import Deadline
from bot.core.reminding import deadline as name_of
from bot.store import audit
from bot.store.database import Database
from bot.store.scene import Carries, Scene
from bot.store.times import to_ms


async def one(db: Database, number: int) -> Deadline | None:
    """One official date, or None."""
    async with db.read() as connection:
        row = await db.sql.deadline_row(connection, id=number)
    return read(row) if row else None


async def set_for(db: Database, tinh: str, xa: str, since: date) -> tuple[Deadline, ...]:
    """The dates of a place itself from a day on, soonest first."""
    where = {"tinh": tinh, "xa": xa, "since": since.isoformat()}
    async with db.read() as connection:
        return tuple([read(row) async for row in db.sql.deadlines_set_for(connection, **where)])


async def reaching(
    db: Database, connection: Any, tinh: str, xa: str, since: date
) -> tuple[Deadline, ...]:
    """The dates from a day on that somebody who lives there is told of."""
    where = {"tinh": tinh, "xa": xa, "since": since.isoformat()}
    return tuple([read(row) async for row in db.sql.deadlines_reaching(connection, **where)])


def read(row: Any) -> Deadline:
    """A row of `deadlines` in the order in which our statements name the columns."""
    number, tinh, xa, title, day, kind, urgent, state, version, moved_from = row
    before = date.fromisoformat(moved_from) if moved_from else None
    soon = date.fromisoformat(day)
    return Deadline(number, tinh, xa, title, soon, kind, bool(urgent), state, version, before)


async def _put(db: Database, tx: Any, put: PutDeadline, scene: Scene) -> None:
    number = await db.sql.add_deadline(
        tx,
        tinh=put.tinh,
        xa=put.xa,
        title=put.title,
        day=put.day.isoformat(),
        kind=put.kind,
        urgent=int(put.urgent),
        person=scene.person,
        now=to_ms(scene.now),
    )
    await audit.note(
        db, tx, scene.person, "deadline.put", f"{name_of(number)} {put.day}", scene.now
    )


async def _move(db: Database, tx: Any, move: MoveDeadline, scene: Scene) -> None:
    day, now = move.day.isoformat(), to_ms(scene.now)
    if await db.sql.move_deadline(tx, id=move.deadline, day=day, now=now):
        about = f"{name_of(move.deadline)} {day}"
        await audit.note(db, tx, scene.person, "deadline.move", about, scene.now)


async def _cancel(db: Database, tx: Any, cancel: CancelDeadline, scene: Scene) -> None:
    if await db.sql.cancel_deadline(tx, id=cancel.deadline, now=to_ms(scene.now)):
        about = name_of(cancel.deadline)
        await audit.note(db, tx, scene.person, "deadline.cancel", about, scene.now)


CARRIES: Carries = {PutDeadline: _put, MoveDeadline: _move, CancelDeadline: _cancel}
