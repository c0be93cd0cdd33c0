"""What is old enough is forgotten, and nothing else."""

from __future__ import annotations

from datetime import timedelta

from bot.core.message import Incoming, Kind, Outgoing
from bot.core.turn import Reply, Turn
from bot.intake import Intake
from bot.store import outbox
from bot.store.database import Database
from jobs.upkeep import upkeep
from tests.world import NOON, FakeClock


async def answered(db: Database, update: str) -> None:
    """Somebody writes and is answered; the answer is sent."""

    def echo(turn: Turn) -> tuple[str, Reply]:
        return "echo", Reply((Outgoing(turn.text),))

    intake = Intake(db, echo, FakeClock(), sorry="", wake=lambda _: None)
    await intake.receive(Incoming("fake", "an", update, Kind.TEXT, text="chào"))


async def test_old_turns_and_sent_replies_are_forgotten(db: Database) -> None:
    await answered(db, "1")
    lease = timedelta(seconds=30)
    (row,) = await outbox.claim(db, channel="fake", worker="w", count=9, now=NOON, lease=lease)
    await outbox.finish(db, "w", [outbox.Done(row.id, "sent")], NOON)
    await answered(db, "2")
    assert await upkeep(db, NOON + timedelta(days=29)) == {"forgotten": 0, "replies": 0}
    assert await upkeep(db, NOON + timedelta(days=31)) == {"forgotten": 2, "replies": 1}
    assert await upkeep(db, NOON + timedelta(days=31)) == {"forgotten": 0, "replies": 0}
    assert await outbox.counts(db) == {"waiting": 1}, "what waits has no end yet"
