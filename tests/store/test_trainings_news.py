"""News of trainings on both databases: told once, at an open hour, asked once, wiped once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.effects import (
    CancelTraining,
    Forget,
    GiveMaterials,
    JoinTraining,
    KeepProduct,
    LeaveTraining,
    MarkCame,
    NameRegistered,
    OpenFeed,
    RateTraining,
    StopKind,
)
from bot.core.feeds import token_hash
from bot.core.message import Outgoing
from bot.library import Knowledge
from bot.store import outbox
from bot.store.certificates import CertificateBook
from bot.store.database import Database
from bot.store.times import to_ms
from bot.store.trainings_news import lessons
from bot.store.trainings_read import TrainingBook
from jobs import trainings
from tests.store.test_trainings import NOW, SOON, a_training, does, joins, somebody

OVER = SOON + timedelta(hours=4)


async def looks(db: Database, knowledge: Knowledge, now: datetime) -> dict[str, int]:
    counts = await trainings.look(knowledge.library, db, now)
    return {what: count for what, count in counts.items() if count}


async def waiting(db: Database) -> list[tuple[str, int]]:
    """The keys of the rows that wait, and when they may go."""
    async with db.read() as connection:
        query = "SELECT key, not_before FROM outbox WHERE state = 'waiting' ORDER BY id"
        cursor = await connection.execute(query)
        return [(row[0], int(row[1])) for row in await cursor.fetchall()]


async def test_a_freed_seat_is_told_once_and_not_at_night(
    db: Database, knowledge: Knowledge
) -> None:
    training = await a_training(db, 1)
    one, other = await somebody(db, "p"), await somebody(db, "q")
    await joins(db, one, training)
    await joins(db, other, training)
    await does(db, one, LeaveTraining(training))
    night = datetime(2026, 11, 22, 16, tzinfo=UTC)
    assert await looks(db, knowledge, night) == {"told": 1}
    assert await looks(db, knowledge, night) == {}
    ((key, at),) = await waiting(db)
    assert ":seat:" in key
    assert at == to_ms(datetime(2026, 11, 22, 23, 30, tzinfo=UTC)), "6:30 in Việt Nam"


async def test_a_seat_of_somebody_erased_is_given_on_by_the_clock(
    db: Database, knowledge: Knowledge
) -> None:
    training = await a_training(db, 1)
    one, other = await somebody(db, "p"), await somebody(db, "q")
    await joins(db, one, training)
    await joins(db, other, training)
    await does(db, one, Forget())
    assert await looks(db, knowledge, NOW) == {"filled": 1, "told": 1}
    assert await looks(db, knowledge, NOW) == {}


async def test_feedback_and_materials_once_and_only_to_those_concerned(
    db: Database, knowledge: Knowledge
) -> None:
    training = await a_training(db, 9)
    came, absent, tired = [await somebody(db, name) for name in ("p", "q", "r")]
    for person in (came, absent, tired):
        await joins(db, person, training)
    await does(db, came, NameRegistered(training, "Chị Hạnh"), GiveMaterials(training, "Bài 1"))
    await does(db, tired, StopKind("training"))
    listed = await TrainingBook(db).registered(training)
    assert [row.name for row in listed] == ["Chị Hạnh", "", ""]
    await does(db, came, MarkCame(training, (listed[0].number,), came=True))
    await does(db, came, MarkCame(training, (listed[1].number,), came=False))
    assert await looks(db, knowledge, OVER) == {"feedback": 1, "told": 2}
    assert await looks(db, knowledge, OVER) == {}
    await does(
        db, came, RateTraining(training, "useful", "3"), RateTraining(training, "clear", "2")
    )
    told = await TrainingBook(db).ratings(training)
    assert (told["useful"], told["clear"]) == ({"3": 1}, {"2": 1})
    assert await looks(db, knowledge, OVER) == {}


async def test_a_cancelled_lesson_is_news_and_no_reminder(
    db: Database, knowledge: Knowledge
) -> None:
    training, person = await a_training(db, 1), await somebody(db, "p")
    await does(db, person, JoinTraining(training, "seat"))
    near = SOON - timedelta(hours=20)
    async with db.write() as tx:
        (lesson,) = await lessons(db, tx, near)
    assert (lesson.person, lesson.at) == (person, SOON)
    await does(db, person, CancelTraining(training))
    async with db.write() as tx:
        assert await lessons(db, tx, near) == []
    assert await looks(db, knowledge, SOON) == {"late": 1}, "it would have begun"


async def test_the_message_that_showed_an_address_is_wiped(
    db: Database, knowledge: Knowledge
) -> None:
    person = await somebody(db, "p")
    await does(db, person, OpenFeed(token_hash("secret")))
    async with db.write() as tx:
        row = await db.sql.owner_of(tx, channel="fake", address="p")
        await outbox.add(
            db, tx, key="reply:1:0", channel="fake", address_id=row[0], rank=outbox.Rank.REPLY,
            message=Outgoing("https://ocop.example/lich/secret.ics"), now=NOW,
        )  # fmt: skip
    assert await looks(db, knowledge, NOW) == {}, "it has not been sent yet"
    lease = timedelta(minutes=1)
    (row,) = await outbox.claim(db, channel="fake", worker="w", count=9, now=NOW, lease=lease)
    await outbox.finish(db, "w", [outbox.Done(row.id, "sent")], NOW)
    assert await looks(db, knowledge, NOW) == {"hidden": 1}
    assert await looks(db, knowledge, NOW) == {}
    async with db.read() as connection:
        cursor = await connection.execute("SELECT body FROM outbox")
        assert [body for (body,) in await cursor.fetchall() if "secret" in body] == []


async def test_days_at_which_certificates_of_a_place_end(db: Database) -> None:
    ends = SOON.date()
    for name in ("p", "q"):
        person = await somebody(db, name)
        await does(db, person, KeepProduct("a", name="Mắm", expires_on=ends))
        async with db.write() as tx:
            await db.sql.live_at(tx, person=person, tinh="37", xa="13966")
    book = CertificateBook(db)
    assert await book.ending("37", "13966", NOW.date()) == ((ends, 2),)
    assert await book.ending("", "", NOW.date()) == ((ends, 2),)
    assert await book.ending("01", "", NOW.date()) == ()
