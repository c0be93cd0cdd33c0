"""Trainings as handlers read them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.core.reads.trainings import Registered, Training
from bot.store.database import Database
from bot.store.times import from_ms, to_ms


class TrainingBook:
    """The real TrainingReads."""

    def __init__(self, db: Database) -> None:
        """Reads this database."""
        self._db = db

    async def ahead(self, person: int, now: datetime) -> tuple[Training, ...]:
        """Those for this person that have not begun, and those they registered for."""
        async with self._db.read() as connection:
            found = self._db.sql.trainings_ahead(connection, person=person, now=to_ms(now))
            numbers = [int(row[0]) async for row in found]
            return await self._each(connection, numbers, person)

    async def one(self, number: int, person: int) -> Training | None:
        """A training as one person sees it."""
        async with self._db.read() as connection:
            row = await self._db.sql.training_of(connection, training=number, person=person)
        return None if row is None else _training(row)

    async def of_place(self, tinh: str, xa: str, since: datetime) -> tuple[Training, ...]:
        """All that begin after a moment within a place."""
        async with self._db.read() as connection:
            where = {"tinh": tinh, "xa": xa, "since": to_ms(since)}
            found = self._db.sql.trainings_of_place(connection, **where)
            numbers = [int(row[0]) async for row in found]
            return await self._each(connection, numbers, 0)

    async def registered(self, number: int) -> tuple[Registered, ...]:
        """Those with a seat, then those who wait."""
        async with self._db.read() as connection:
            found = self._db.sql.registered_for(connection, training=number)
            return tuple([Registered(*row) async for row in found])

    async def ratings(self, number: int) -> Mapping[str, Mapping[str, int]]:
        """How many gave which mark to what."""
        told: dict[str, dict[str, int]] = {"useful": {}, "clear": {}}
        async with self._db.read() as connection:
            async for useful, clear, count in self._db.sql.ratings_of(connection, training=number):
                for question, mark in (("useful", useful), ("clear", clear)):
                    if mark:
                        told[question][mark] = told[question].get(mark, 0) + int(count)
        return told

    async def has_feed(self, person: int) -> bool:
        """Whether they have a private calendar address."""
        async with self._db.read() as connection:
            return await self._db.sql.feed_of(connection, person=person) is not None

    async def _each(self, connection: Any, numbers: list[int], person: int) -> tuple[Training, ...]:
        found = []
        for number in numbers:
            row = await self._db.sql.training_of(connection, training=number, person=person)
            found.append(_training(row))
        return tuple(sorted(found, key=lambda one: (one.starts_at, one.number)))


def _training(row: Any) -> Training:
    number, tinh, xa, sets, topic, place, map_, starts, ends, *more = row
    numbers = tuple(int(no) for no in sets.strip(",").split(",") if no)
    begins, ends_at = from_ms(starts), from_ms(ends)
    return Training(number, tinh, xa, numbers, topic, place, map_, begins, ends_at, *more)
