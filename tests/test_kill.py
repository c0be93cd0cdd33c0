"""SIGKILL at random points of a conversation: every message is answered once.

The only doubles allowed are replies that were being sent at a kill: the rows that stand in
"sending" right after it. They are counted and printed.
"""

from __future__ import annotations

import asyncio
import os
import random
import shutil
import signal
import sqlite3
import sys
from asyncio.subprocess import Process
from collections import Counter
from pathlib import Path

import psycopg
import pytest

from bot.core.clock import SystemClock, local_day
from bot.core.message import Outgoing
from bot.library import Knowledge
from handlers import answer
from handlers.desk import Desk
from knowledge.model import Entry
from tests.fakes.telegram import FREE, FakeTelegram
from tests.workers import Workers

ROOT = Path(__file__).parent.parent
KILLS, AT_A_TIME, CHATS = 20, 10, 15
UNFINISHED = "SELECT key, state, outcome, attempts FROM outbox WHERE state <> 'sent'"
PATIENCE = 90.0  # seconds; a dead worker's lease on PostgreSQL is 30


def rows(url: str, folder: Path, statement: str) -> list[tuple[str]]:
    """What a statement finds in the database of a process that is dead."""
    if url:
        with psycopg.connect(url) as connection:
            return connection.execute(statement.encode()).fetchall()
    connection_ = sqlite3.connect(folder / "ocop.sqlite3")
    try:
        return connection_.execute(statement).fetchall()
    finally:
        connection_.close()


def in_flight(url: str, folder: Path) -> list[str]:
    """The texts of the rows that were being sent."""
    import json

    found = rows(url, folder, "SELECT body FROM outbox WHERE state = 'sending'")
    return [str(Outgoing.from_json(json.loads(body)).text) for (body,) in found]


async def start(workers: Workers, fake: FakeTelegram, url: str, folder: Path) -> Process:
    """A bot process that has begun to ask for updates."""
    polls = len(fake.made("getUpdates"))
    process = await workers.start(
        sys.executable, "-m", "bot", "run",
        cwd=folder,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "OCOP_DATA": str(folder),
            "PORT": "0",
            "DATABASE_URL": url,
            "TELEGRAM_TOKEN": fake.token,
            "BOT_API_BASE": fake.base,
            "TELEGRAM_RATE": "0",
        },
    )  # fmt: skip
    await fake.until(lambda: len(fake.made("getUpdates")) > polls, 60)
    return process


def different(entries: list[Entry]) -> list[Entry]:
    """The entries whose answers are told apart by their words."""
    by_text = {entry.answer: entry for entry in entries}
    return list(by_text.values())


@pytest.mark.timeout(400)
async def test_every_message_is_answered_once(
    database_url: str,
    tmp_path: Path,
    knowledge: Knowledge,
    cache: Path,
    workers: Workers,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.copytree(cache, tmp_path / "cache")
    chance = random.Random(26)  # which moments; the same each time
    desk = Desk(knowledge.library, knowledge.finder)
    today = local_day(SystemClock().now())
    current = [e for e in knowledge.library.entries.values() if e.valid.holds(today)]
    asked = different(current)[: KILLS * AT_A_TIME]
    expected = {answer.answered(desk, entry, 0).text for entry in asked}
    waiting, caught = list(asked), list[str]()

    async with FakeTelegram(FREE, latency=0.005) as fake:
        for chat in range(1, CHATS + 1):
            fake.meets(chat)
        for _ in range(KILLS):
            process = await start(workers, fake, database_url, tmp_path)
            for entry in [waiting.pop() for _ in range(AT_A_TIME)]:
                fake.presses(chance.randint(1, CHATS), 1, f"entry:{entry.id}")
            await asyncio.sleep(chance.random() * 0.4)
            process.send_signal(signal.SIGKILL)
            await process.wait()
            caught += in_flight(database_url, tmp_path)
        process = await start(workers, fake, database_url, tmp_path)

        def heard() -> Counter[str]:
            chats = range(1, CHATS + 1)
            return Counter(m.text for chat in chats for m in fake.world.chat(chat).heard)

        await fake.until(lambda: set(heard()) >= expected, PATIENCE)
        # What a dead worker held on PostgreSQL is freed when its lease ends, and goes once more.
        await fake.until(lambda: not rows(database_url, tmp_path, UNFINISHED), PATIENCE)
        process.send_signal(signal.SIGTERM)
        assert await asyncio.wait_for(process.wait(), 30) == 0

    said = heard()
    doubled = Counter({text: count - 1 for text, count in said.items() if count > 1})
    story = f"{len(caught)} in flight at {KILLS} kills, {doubled.total()} of them doubled\n"
    with capsys.disabled():
        sys.stderr.write(story)
    assert set(said) == expected
    assert not doubled - Counter(caught), "a reply that was not in flight came twice"
    assert not fake.violations
    assert rows(database_url, tmp_path, UNFINISHED) == []
    inbox = rows(database_url, tmp_path, "SELECT update_id FROM inbox")
    assert len(inbox) == KILLS * AT_A_TIME
