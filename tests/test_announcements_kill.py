"""SIGKILL, pause and resume at random points of an announcement: nobody gets it twice.

What was in flight at a kill is unclear afterwards and waits for an official; nothing is lost.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from pathlib import Path

import pytest

from bot.core.audience import Audience
from bot.core.clock import SystemClock
from bot.core.effects import Announce
from bot.core.effects.announcements import Step
from bot.core.message import Outgoing
from bot.core.reads.announcements import Announced
from bot.store import announcements, people
from bot.store.announcements_reads import look
from bot.store.database import open_database
from tests.fakes.telegram import FREE, FakeTelegram
from tests.workers import Workers

ROOT = Path(__file__).parent.parent
PEOPLE, KILLS, RATE, PATIENCE = 150, 4, 25.0, 60.0


async def prepared(url: str, folder: Path) -> None:
    """People, and an announcement for all of them."""
    db = await open_database(url, folder)
    now = SystemClock().now()
    async with db.write() as tx:
        for chat in range(1, PEOPLE + 1):
            await people.add(db, tx, "telegram", str(chat), now)
        everybody = Audience((("reach", "*"),))
        given = Announce(
            "a1", "xã", "Họp", Outgoing("Họp"), Outgoing("Họp"), everybody, PEOPLE, True, now
        )
        await announcements.announce(db, tx, given, author=None, shown_to=None, now=now)
    await db.close()


async def stands(url: str, folder: Path) -> Announced:
    """How it stands, while no worker has the SQLite file."""
    db = await open_database(url, folder)
    async with db.read() as connection:
        seen = await look(db, connection, "a1")
    await db.close()
    assert seen is not None
    return seen


async def start(workers: Workers, fake: FakeTelegram, url: str, folder: Path) -> Process:
    """A worker that has begun."""
    words = [url or "-", str(folder), fake.base, fake.token, str(RATE)]
    process = await workers.start(
        sys.executable, "-m", "tests.announcing_worker", *words,
        cwd=folder, stdin=PIPE, stdout=PIPE,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    await told(process, "ready")
    return process


async def told(process: Process, word: str) -> None:
    assert process.stdout
    assert (await asyncio.wait_for(process.stdout.readline(), 60)).decode().strip() == word


async def say(process: Process, step: Step) -> None:
    assert process.stdin
    process.stdin.write(f"{step}\n".encode())
    await told(process, step)


async def kill(process: Process) -> None:
    process.kill()
    await process.wait()


def heard(fake: FakeTelegram) -> Counter[int]:
    return Counter({chat: len(fake.world.chat(chat).heard) for chat in range(1, PEOPLE + 1)})


async def quiet(fake: FakeTelegram, seconds: float) -> None:
    """Until nothing has come for so long."""
    before, now = -1, heard(fake).total()
    while before < now:
        await asyncio.sleep(seconds)
        before, now = now, heard(fake).total()


@pytest.mark.timeout(200)
async def test_nobody_gets_it_twice_and_nobody_is_forgotten(
    database_url: str, tmp_path: Path, workers: Workers, capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(6)
    await prepared(database_url, tmp_path)
    async with FakeTelegram(FREE, latency=0.05) as fake:
        for chat in range(1, PEOPLE + 1):
            fake.meets(chat)
        at_once = 3 if database_url else 1
        starting = (start(workers, fake, database_url, tmp_path) for _ in range(at_once))
        running = list(await asyncio.gather(*starting))
        for _ in range(KILLS):
            await asyncio.sleep(chance.random() * 0.4)
            await say(running[-1], Step.PAUSE)
            if chance.random() < 0.5:
                await asyncio.sleep(0.3)  # what was on its way arrives
                before = heard(fake).total()
                await asyncio.sleep(0.3)
                assert heard(fake).total() == before, "a pause lets nothing through"
            await say(running[-1], Step.RESUME)
            await asyncio.sleep(chance.random() * 0.3)
            await kill(running.pop(0))
            running.append(await start(workers, fake, database_url, tmp_path))
        await fake.until(lambda: heard(fake).total() >= PEOPLE - 40, PATIENCE)
        await quiet(fake, 3.0)  # longer than a dead worker's lease
        for worker in running:
            await kill(worker)
        first, seen = heard(fake), await stands(database_url, tmp_path)
        with capsys.disabled():
            sys.stderr.write(f"{seen.counts} after {KILLS} kills\n")
        assert max(first.values()) == 1, "somebody got it twice"
        assert set(seen.counts) <= {"sent", "unclear"} and seen.state == "done"
        assert first.total() >= seen.count("sent") == PEOPLE - seen.count("unclear")

        worker = await start(workers, fake, database_url, tmp_path)  # an official decides
        await say(worker, Step.UNCLEAR_AGAIN)
        await fake.until(lambda: len(+heard(fake)) == PEOPLE, PATIENCE)
        await quiet(fake, 1.0)
        await kill(worker)
        doubled = sum(count - 1 for count in heard(fake).values())
        assert doubled <= seen.count("unclear")


@pytest.mark.timeout(120)
async def test_a_stop_wins_in_every_process(
    database_url: str, tmp_path: Path, workers: Workers
) -> None:
    await prepared(database_url, tmp_path)
    async with FakeTelegram(FREE, latency=0.05) as fake:
        for chat in range(1, PEOPLE + 1):
            fake.meets(chat)
        at_once = 3 if database_url else 1
        starting = (start(workers, fake, database_url, tmp_path) for _ in range(at_once))
        running = list(await asyncio.gather(*starting))
        await fake.until(lambda: heard(fake).total() >= 10, PATIENCE)
        await say(running[0], Step.STOP)
        await quiet(fake, 0.5)
        before = heard(fake)
        await kill(running.pop())
        running.append(await start(workers, fake, database_url, tmp_path))
        await asyncio.sleep(1.0)
        assert heard(fake) == before and max(before.values()) == 1
        for worker in running:
            await kill(worker)
        seen = await stands(database_url, tmp_path)
        assert seen.state == "stopped" and seen.count("cancelled") > 0
        assert seen.count("waiting", "sending") == 0
