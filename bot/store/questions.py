"""What people asked (without a name) and what they left for the officials, for those who curate."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.effects import AskOfficial, NotePress, NoteQuestion
from bot.store.database import Database
from bot.store.scene import Carries, Scene
from bot.store.times import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, how it went, the entries it met, and what was pressed afterwards."""

    at: datetime
    text: str
    outcome: str
    entries: tuple[str, ...]
    pressed: str


async def since(db: Database, moment: datetime) -> AsyncIterator[Asked]:
    """The questions asked since a moment, oldest first; one row for each press after one."""
    async with db.read() as connection:
        async for row in db.sql.questions_since(connection, since=to_ms(moment)):
            at, text, outcome, entries, pressed = row
            yield Asked(from_ms(at), text, outcome, tuple(entries.split()), pressed or "")


async def left_open(db: Database) -> AsyncIterator[tuple[datetime, str]]:
    """The questions that people left for an official, oldest first."""
    async with db.read() as connection:
        async for at, question in db.sql.open_requests(connection):
            yield from_ms(at), question


async def _note(db: Database, tx: Any, noted: NoteQuestion, scene: Scene) -> None:
    await db.sql.add_question(
        tx,
        turn=scene.turn,
        text=noted.text,
        outcome=noted.outcome,
        entries=" ".join(noted.entries),
        now=to_ms(scene.now),
    )


async def _note_press(db: Database, tx: Any, noted: NotePress, scene: Scene) -> None:
    await db.sql.add_press(
        tx, turn=noted.question, pressed=noted.pressed, entry=noted.entry, now=to_ms(scene.now)
    )


async def _ask(db: Database, tx: Any, asked: AskOfficial, scene: Scene) -> None:
    await db.sql.add_request(tx, person=scene.person, question=asked.question, now=to_ms(scene.now))


CARRIES: Carries = {NoteQuestion: _note, NotePress: _note_press, AskOfficial: _ask}
