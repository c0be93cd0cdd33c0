"""The one road in: whatever comes, it is answered once, in order, and nothing is lost."""

from __future__ import annotations

import asyncio
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import App
from bot.core.effects import Remember
from bot.core.message import Incoming, Kind, Outgoing
from bot.core.turn import Reply, Turn
from bot.intake import Intake
from bot.library import Knowledge
from bot.settings import Settings
from bot.store import outbox, people
from bot.store.database import Database
from tests.world import FakeChannel, FakeClock, World


def said(text: str, update: str = "1", who: str = "an") -> Incoming:
    return Incoming("fake", who, update, Kind.TEXT, text=text)


class Echo:
    """An intake whose only route says what it heard, and counts what it was told before."""

    def __init__(self, db: Database) -> None:
        self.db, self.heard = db, list[str]()
        self.intake = Intake(db, self.answer, FakeClock(), sorry="hỏng", wake=lambda _: None)

    def answer(self, turn: Turn) -> tuple[str, Reply]:
        self.heard.append(turn.text)
        if turn.text == "hỏng":
            raise ZeroDivisionError
        count = int(turn.person.recall("count") or 0) + 1
        effects = (Remember("count", str(count)),)
        return "echo", Reply((Outgoing(f"{turn.text} {count}"),), effects)

    async def outgoing(self) -> list[str]:
        sent = []
        while claimed := await outbox.claim(
            self.db,
            channel="fake",
            worker="w",
            count=10,
            now=FakeClock().now(),
            lease=FakeClock().now() - FakeClock().now(),
        ):
            done = [outbox.Done(one.id, "sent") for one in claimed]
            await outbox.finish(self.db, "w", done, FakeClock().now())
            sent += [one.message.text for one in claimed]
        return sent


async def test_a_message_is_answered_and_remembered(db: Database) -> None:
    echo = Echo(db)
    await echo.intake.receive(said("một", "1"))
    await echo.intake.receive(said("hai", "2"))
    assert await echo.outgoing() == ["một 1", "hai 2"]


async def test_the_same_update_twice_is_answered_once(db: Database) -> None:
    echo = Echo(db)
    for _ in range(3):
        await echo.intake.receive(said("một"))
    assert await echo.outgoing() == ["một 1"]
    who = await people.known(db, "fake", "an")
    assert who is not None and who.person.recall("count") == "1"


async def test_two_updates_of_one_person_at_once_keep_their_order(db: Database) -> None:
    echo = Echo(db)
    await asyncio.gather(*(echo.intake.receive(said(f"câu {n}", str(n))) for n in range(20)))
    assert await echo.outgoing() == [f"câu {n} {n + 1}" for n in range(20)]


async def test_many_new_people_at_once(db: Database) -> None:
    echo = Echo(db)
    await asyncio.gather(
        *(echo.intake.receive(said("chào", f"{n}", f"người {n}")) for n in range(30))
    )
    assert sorted(await echo.outgoing()) == ["chào 1"] * 30


async def test_a_new_person_met_by_two_processes_is_one_person(db: Database) -> None:
    one, other = Echo(db), Echo(db)
    await asyncio.gather(one.intake.receive(said("a", "1")), other.intake.receive(said("b", "2")))
    who = await people.known(db, "fake", "an")
    assert who is not None
    assert len(await one.outgoing()) == 2


async def test_a_fault_of_ours_is_said_and_the_update_is_done(db: Database) -> None:
    echo = Echo(db)
    await echo.intake.receive(said("hỏng", "1"))
    await echo.intake.receive(said("hỏng", "1"))
    assert await echo.outgoing() == ["hỏng"]


async def test_what_cannot_be_written_is_not_acknowledged(db: Database) -> None:
    echo = Echo(db)
    async with db.write() as tx:
        await tx.execute("ALTER TABLE outbox RENAME TO gone")
    with pytest.raises(Exception, match="outbox"):
        await echo.intake.receive(said("một"))
    async with db.write() as tx:
        await tx.execute("ALTER TABLE gone RENAME TO outbox")
    await echo.intake.receive(said("một"))
    assert await echo.outgoing() == ["một 1"]


STRANGE = [
    "",
    "   ",
    "\x00\x01\x02",
    "x",
    "?",
    "12345678",
    "😀🤣",
    "\u202eمرحبا بك\u202c",
    "ho\u0300 so\u031b nộp ở đâu",
    "\ud800 nửa chữ",
    "A" * 100_000,
    "hồ sơ gồm gì " * 8_000,
    "/khong_co_lenh_nay",
    "'; DROP TABLE people; --",
    "{0} {x} %s",
]


@pytest.mark.parametrize("text", STRANGE, ids=range(len(STRANGE)))
async def test_strange_messages_get_a_plain_answer(world: World, text: str) -> None:
    replies = await world.says(text)
    assert replies
    for reply in replies:
        assert 0 < len(reply.text) <= 600
        assert reply.rows
        assert "hỏng" not in reply.text and "Traceback" not in reply.text


@pytest.mark.parametrize("kind", ["photo", "document", "voice", "sticker", "video"])
async def test_what_is_no_text_gets_a_plain_answer(world: World, kind: str) -> None:
    (reply,) = await world.sends(kind)
    assert reply.text.startswith(("Em ", "Loại tin"))


async def test_an_edited_question_is_answered_again(world: World) -> None:
    first = await world.says("nop ho so o dau")
    edited = await world.gives(world.incoming(Kind.EDITED, text="giấy OCOP có hạn mấy năm"))
    assert first[0].text != edited[0].text


async def test_a_forwarded_question_is_a_question(world: World) -> None:
    (plain,) = await world.says("nộp hồ sơ ở đâu")
    (forwarded,) = await world.gives(
        world.incoming(Kind.TEXT, text="nộp hồ sơ ở đâu", forwarded=True)
    )
    assert plain.text == forwarded.text


FORGED = [
    "",
    "entry:",
    "entry:khong_co",
    "more:x:1:zz",
    "right:../../etc:1",
    "topic:x:99999999999999999999",
    "area:không",
    "forget:yes:again",
    "none:",
    "page:x",
    "chose:a:b:c:d",
    "x" * 64,
]


@pytest.mark.parametrize("action", FORGED)
async def test_a_stale_or_forged_button_is_answered_kindly(world: World, action: str) -> None:
    replies = await world.presses_action(action)
    assert replies and all(reply.text and reply.rows for reply in replies)
    assert world.app.knowledge.library.texts["failed"] not in [reply.text for reply in replies]


async def test_leaving_and_coming_back(world: World) -> None:
    await world.says("chào")
    assert await world.gives(world.incoming(Kind.LEFT)) == []
    who = await people.known(world.db, "fake", "an")
    assert who is not None and who.closed
    (welcome,) = await world.gives(world.incoming(Kind.CAME))
    assert "trở lại" in welcome.text
    who = await people.known(world.db, "fake", "an")
    assert who is not None and not who.closed


async def test_numbers_are_buttons_where_there_are_none(
    sqlite: Database, knowledge: Knowledge
) -> None:
    world = World(sqlite, knowledge)
    world.channel.name, world.channel.buttons = "zalo", False
    world.deliverer = world.app.add(world.channel)
    await world.says("/start")
    (areas,) = await world.says("1")
    assert areas.text == knowledge.library.texts["ask_areas"]
    (home,) = await world.says("0")
    assert home.text == knowledge.library.texts["home"]


async def test_nothing_of_a_message_reaches_the_log(
    sqlite: Database, caplog: pytest.LogCaptureFixture
) -> None:
    echo = Echo(sqlite)
    with caplog.at_level("DEBUG"):
        await echo.intake.receive(said("bí mật của tôi"))
        await echo.intake.receive(replace(said("hỏng"), update_id="2", name="Nguyễn Văn A"))
    ours = [r for r in caplog.records if r.name.startswith("bot")]
    assert ours
    assert not any("bí mật" in r.getMessage() or "Nguyễn" in r.getMessage() for r in ours)


def test_the_app_is_put_together_without_a_channel(sqlite: Database, knowledge: Knowledge) -> None:
    app = App(Settings(), knowledge, sqlite, FakeClock())
    app.add(FakeChannel())
    assert list(app.deliverers) == ["fake"]


async def test_a_database_that_is_away_is_waited_for(
    sqlite: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Another program holds the file for a while: the message waits, and is answered once."""
    echo = Echo(sqlite)
    async with sqlite.write() as tx:
        await tx.execute("PRAGMA busy_timeout = 10")
    other = sqlite3.connect(tmp_path / "ocop.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(echo.intake.receive(said("một")))
    await asyncio.sleep(0.3)
    assert not waiting.done()
    other.execute("ROLLBACK")
    other.close()
    await asyncio.wait_for(waiting, 10)
    assert await echo.outgoing() == ["một 1"]
    assert "một" not in caplog.text


async def test_who_waits_longer_than_a_moment_sees_typing(world: World) -> None:
    receive = world.app.receiver(world.channel)
    await receive(world.incoming(Kind.TEXT, text="chào"))
    assert world.channel.hinted == []
    async with world.db.write():  # somebody writes for a long while
        waiting = asyncio.ensure_future(receive(world.incoming(Kind.TEXT, text="chào")))
        await asyncio.sleep(0.8)
    await waiting
    assert world.channel.hinted == ["an"]
