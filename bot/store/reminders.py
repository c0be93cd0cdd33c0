"""What people wish of reminders, their papers with a last day, and what can be read of both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bot.core import reminding
from bot.core.effects import AllowKind, FinishSeries, KeepPaper, Snooze, StopKind
from bot.core.reads.reminders import Deadline, Expiring, Kept, Silent
from bot.store import deadlines
from bot.store.database import Database
from bot.store.scene import Carries, Scene
from bot.store.times import from_ms, to_ms


@dataclass(frozen=True)
class ReminderBook:
    """ReminderReads on the real store."""

    db: Database

    async def kept(self, person: int, today: date) -> Kept:
        """A person's own dates and those of their place that are not past."""
        sql, whose = self.db.sql, {"person": person}
        async with self.db.read() as connection:
            tinh, xa = await sql.place_of(connection, **whose) or ("", "")
            snoozed = sql.snoozes_of(connection, **whose, today=today.isoformat())
            products = sql.products_of(connection, **whose)
            return Kept(
                tuple([_certificate(*row) async for row in products if row[2]]),
                tuple([_paper(*row) async for row in sql.papers_due_of(connection, **whose)]),
                await deadlines.reaching(self.db, connection, tinh, xa, today),
                frozenset([what async for (what,) in sql.series_done_of(connection, **whose)]),
                {what: date.fromisoformat(until) async for what, until in snoozed},
                frozenset([kind async for (kind,) in sql.stops_of(connection, **whose)]),
            )

    async def stops(self, person: int) -> frozenset[str]:
        """The kinds that this person does not want."""
        async with self.db.read() as connection:
            found = self.db.sql.stops_of(connection, person=person)
            return frozenset([kind async for (kind,) in found])

    async def deadline(self, number: int) -> Deadline | None:
        """One official date."""
        return await deadlines.one(self.db, number)

    async def deadlines(self, tinh: str, xa: str, since: date) -> tuple[Deadline, ...]:
        """The dates set for a place itself, soonest first."""
        return await deadlines.set_for(self.db, tinh, xa, since)

    async def audience(self, tinh: str, xa: str) -> int:
        """How many people a date for this place would reach now."""
        async with self.db.read() as connection:
            return int(await self.db.sql.count_producers(connection, tinh=tinh, xa=xa))

    async def silent(self, tinh: str, xa: str, since: datetime) -> tuple[Silent, ...]:
        """Who was reminded since a moment and has not reacted, longest waiting first."""
        where = {"tinh": tinh, "xa": xa, "since": to_ms(since)}
        async with self.db.read() as connection:
            found = self.db.sql.silent(connection, **where)
            return tuple([_silent(*row) async for row in found])


def _silent(
    person: int, name: str, phone: str, xa: str, what: str, about: str, told_at: int
) -> Silent:
    return Silent(person, name, phone, xa, what, about, from_ms(told_at))


def _certificate(subject: str, name: str, expires_on: str) -> Expiring:
    day = date.fromisoformat(expires_on)
    return Expiring(reminding.certificate(subject, day), subject, name, day)


def _paper(number: int, subject: str, name: str, expires_on: str, paper: str) -> Expiring:
    day = date.fromisoformat(expires_on)
    return Expiring(reminding.paper(number, day), subject, name, day, paper)


async def _snooze(db: Database, tx: Any, snooze: Snooze, scene: Scene) -> None:
    until, now = snooze.until.isoformat(), to_ms(scene.now)
    await db.sql.put_snooze(tx, person=scene.person, what=snooze.what, until=until, now=now)


async def _finish(db: Database, tx: Any, done: FinishSeries, scene: Scene) -> None:
    await db.sql.put_series_done(tx, person=scene.person, what=done.what, now=to_ms(scene.now))


async def _stop(db: Database, tx: Any, stop: StopKind, scene: Scene) -> None:
    kind = reminding.About(stop.kind).value
    await db.sql.put_stop(tx, person=scene.person, kind=kind, now=to_ms(scene.now))


async def _allow(db: Database, tx: Any, allow: AllowKind, scene: Scene) -> None:
    await db.sql.drop_stop(tx, person=scene.person, kind=allow.kind)


async def _keep_paper(db: Database, tx: Any, kept: KeepPaper, scene: Scene) -> None:
    which = {"person": scene.person, "subject": kept.subject, "paper": kept.paper}
    if kept.expires_on is None:
        await db.sql.drop_paper_due(tx, **which)
        return
    day, now = kept.expires_on.isoformat(), to_ms(scene.now)
    await db.sql.put_paper_due(tx, **which, name=kept.name, expires_on=day, now=now)


CARRIES: Carries = {
    Snooze: _snooze,
    FinishSeries: _finish,
    StopKind: _stop,
    AllowKind: _allow,
    KeepPaper: _keep_paper,
}
