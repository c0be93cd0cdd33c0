"""What those who registered are still to be told, and the lessons they are reminded of."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.core.message import Outgoing
from bot.core.reads.trainings import Training
from bot.core.reminding import About
from bot.core.reminding import training as name_of
from bot.store import outbox
from bot.store.database import Database
from bot.store.outbox import Rank
from bot.store.planned import Source, Timely
from bot.store.times import from_ms, to_ms
from bot.store.trainings_read import TrainingBook

PAGE = 200  # people told in one transaction
OFFSETS = (timedelta(days=1), timedelta(hours=2))


@dataclass(frozen=True, slots=True)
class News:
    """Something one person is to be told of a training: seat, moved, off, feedback, materials."""

    registration: int
    news: str
    person: int
    training: Training
    asked_at: int

    @property
    def key(self) -> str:
        """Once for each thing that happened."""
        about = f"{self.registration}:{self.news}"
        return f"training:{about}:{self.training.version}:{self.asked_at}"


async def untold(db: Database) -> AsyncIterator[list[News]]:
    """All news, page by page; each page after the one before was told."""
    for statement in (db.sql.training_news, db.sql.ungiven_materials):
        after = 0
        while page := await _page(db, statement, after):
            yield page
            after = page[-1].registration


async def _page(db: Database, statement: Any, after: int) -> list[News]:
    async with db.read() as connection:
        rows = [row async for row in statement(connection, after=after, count=PAGE)]
    book, found = TrainingBook(db), []
    for registration, news, person, number, asked_at in rows:
        training = await book.one(number, person)
        if training is not None:
            found.append(News(registration, news, person, training, asked_at))
    return found


async def tell(
    db: Database,
    tx: Any,
    one: News,
    message: Outgoing | None,
    *,
    now: datetime,
    not_before: datetime,
    expires_at: datetime,
) -> bool:
    """Put one of the news into the outbox, in a transaction; False for nowhere to write, or for
    no message (it came too late). Either way it is told: it comes no second time."""
    if one.news == "materials":
        given = one.training.materials
        await db.sql.gave_materials(tx, registration=one.registration, materials=given)
    else:
        await db.sql.told_training_news(tx, registration=one.registration, news=one.news)
    address = await db.sql.training_address(tx, person=one.person)
    if message is None or address is None:
        return False
    return await outbox.add(
        db,
        tx,
        key=one.key,
        channel=str(address[1]),
        address_id=int(address[0]),
        message=message,
        rank=Rank.REMINDER,
        now=now,
        not_before=not_before,
        expires_at=expires_at,
    )


async def short(db: Database, now: datetime) -> list[int]:
    """Trainings where somebody waits although a seat is free."""
    async with db.read() as connection:
        return [int(row[0]) async for row in db.sql.short_trainings(connection, now=to_ms(now))]


async def lessons(db: Database, tx: Any, now: datetime) -> Sequence[Timely]:
    """What begins within a day, for everybody who has a seat in it."""
    until = now + max(OFFSETS) + timedelta(minutes=5)
    found = db.sql.lessons_between(tx, now=to_ms(now), until=to_ms(until))
    return [
        Timely(person, name_of(number), topic, from_ms(starts), OFFSETS)
        async for person, number, topic, starts in found
    ]


SOURCE = Source(About.TRAINING, lessons)
"""For `jobs.reminders.plan(…, sources=(SOURCE,))`."""
