"""Announcements to many people, sent by processes of ours or the usual way, and what was seen."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.announcing import FIRST_CHAT, TEXT
from benchmarks.load import MeasuredTelegram
from bot.core.audience import Audience
from bot.core.effects import Announce
from bot.core.message import Choice, Outgoing
from bot.store import announcements
from bot.store import announcements_run as runs
from bot.store.database import Database, open_database
from bot.store.migrate import migrate
from tests.fakes.telegram import FREE, FakeTelegram, Law
from tests.fakes.telegram.server import Call

ROOT = Path(__file__).parent.parent
AT_ONCE = 50_000  # people written at a time
EVERYBODY = Audience((("reach", "37"),))
QUIET = 60.0  # seconds without a message after which a run is given up


@dataclass(slots=True)
class Seen:
    """What the platform saw of a run, and how long people waited for replies meanwhile."""

    sent: int = 0
    seconds: float = 0.0
    busiest: int = 0
    refused: int = 0
    doubled: int = 0
    slowest: int = 0  # messages in the leanest ten seconds
    waits: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Messages a second, from the first to the last."""
        return self.sent / self.seconds if self.seconds else 0.0


class TalkedTo(MeasuredTelegram):
    """The fake, with what was announced and all waits for replies since it began."""

    def __init__(self, law: Law) -> None:
        """Keeps this law."""
        super().__init__(law)
        self.talked: list[float] = []
        self.told: list[Call] = []  # the calls that brought the announcement to somebody

    async def _do(self, call: Call) -> Any:
        result = await super()._do(call)
        if call.method == "sendMessage" and int(call.fields["chat_id"]) > FIRST_CHAT:
            self.told.append(call)
        return result


async def people_in(db: Database, count: int) -> None:
    """People of one commune with a Telegram address each, written in bulk."""
    async with db.write() as tx:
        for first in range(1, count + 1, AT_ONCE):
            last = min(count, first + AT_ONCE - 1)
            numbers = f"generate_series({first}, {last}) AS k(i)" if not db.alone else "k"
            head = "" if not db.alone else (
                f"WITH RECURSIVE k(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM k "
                f"WHERE i < {last}) "
            )  # fmt: skip
            await tx.execute(
                f"{head}INSERT INTO people (id, created_at, tinh, xa, name) "
                f"SELECT i, 1, '37', '13966', 'Bà con ' || i FROM {numbers}"
            )
            await tx.execute(
                f"{head}INSERT INTO addresses (person_id, channel, address, opened_at, heard_at) "
                f"SELECT i, 'telegram', CAST(i + {FIRST_CHAT} AS TEXT), 1, 1 FROM {numbers}"
            )
        if not db.alone:
            await tx.execute("SELECT setval(pg_get_serial_sequence('people', 'id'), %s)", (count,))


async def confirmed(db: Database, count: int) -> None:
    """One announcement to all of them, confirmed now."""
    now = datetime.now(UTC)
    message = Outgoing(TEXT, ((Choice("Đã đọc", "an:read:a1"),),))
    given = Announce("a1", "xã", TEXT, message, Outgoing(TEXT), EVERYBODY, count, True, now)
    async with db.write() as tx:
        await announcements.announce(db, tx, given, author=None, shown_to=None, now=now)


async def prepared(url: str, folder: Path, count: int) -> None:
    """A database with people and an announcement for them."""
    folder.mkdir(parents=True, exist_ok=True)  # noqa: ASYNC240
    migrate(url, folder)
    db = await open_database(url, folder)
    try:
        await people_in(db, count)
        await confirmed(db, count)
    finally:
        await db.close()


async def expanded(url: str, folder: Path, people: int) -> dict[str, float]:
    """Seconds, rows and megabytes of a process that writes the list."""
    await prepared(url, folder, people)
    process = await _process("expand", url or "-", str(folder))
    told, _ = await process.communicate()
    return dict(json.loads(told))


async def drained(url: str, folder: Path, count: int, processes: int) -> Seen:
    """Our processes send everything to platforms of their own."""
    await prepared(url, folder, count)
    db = await open_database(url, folder)
    (run,) = await runs.under_way(db)
    while await runs.expand_page(db, run, datetime.now(UTC)) is not None:
        pass
    await runs.start(db, run, datetime.now(UTC), None)
    await db.close()
    works = [await _process("drain", url or "-", str(folder)) for _ in range(processes)]
    told = [json.loads((await work.communicate())[0]) for work in works]
    at_work = [one for one in told if one["sent"]]
    seconds = max(o["ended"] for o in at_work) - min(o["began"] for o in at_work)
    sent, twice = (sum(one[key] for one in told) for key in ("sent", "twice"))
    return Seen(sent=sent, seconds=seconds, doubled=twice)


async def ours(
    url: str, folder: Path, count: int, processes: int, law: Law, talkers: int = 0
) -> Seen:
    """Our processes send to a fake that keeps the law, until everybody has it.

    With talkers the first process is the whole bot, and people talk with it meanwhile.
    """
    await prepared(url, folder, count)
    fake = TalkedTo(law)
    async with fake:
        for chat in range(1, count + 1):
            fake.meets(FIRST_CHAT + chat)
        rate = "0" if law is FREE else "27"
        works = [
            await (_bot(fake, url, folder, rate) if talkers and not n else _process(
                "send", url or "-", str(folder), fake.base, fake.token, rate))
            for n in range(processes)
        ]  # fmt: skip
        try:
            return await _watched(fake, count, talkers)
        finally:
            for work in works:
                work.kill()
                await work.wait()


async def _watched(fake: TalkedTo, count: int, talkers: int) -> Seen:
    """Wait for the last message; meanwhile people talk."""
    seen, talking = Seen(), asyncio.create_task(_talk(fake, talkers))
    last, since = 0, time.monotonic()
    while last < count and time.monotonic() - since < QUIET:
        await asyncio.sleep(0.25)
        got = len(fake.told)
        if got > last:
            last, since = got, time.monotonic()
    talking.cancel()
    with suppress(asyncio.CancelledError):
        await talking
    seen.waits = fake.talked
    return _counted(fake, seen)


async def _talk(fake: TalkedTo, talkers: int) -> None:
    while talkers:
        round_ = await fake.talks(1, 1)
        fake.talked += round_.waits
        await asyncio.sleep(1.0)


def _counted(fake: TalkedTo, seen: Seen) -> Seen:
    calls = fake.told
    if not calls:
        return seen
    seen.sent, seen.seconds = len(calls), calls[-1].at - calls[0].at or 1e-9
    seen.busiest = fake.pace.busiest
    seen.refused = sum(call.status == 429 for call in fake.made("sendMessage"))
    seen.doubled = seen.sent - len({call.fields["chat_id"] for call in calls})
    tens = [0] * (int(seen.seconds // 10) or 1)
    for call in calls:
        at = int((call.at - calls[0].at) // 10)
        if at < len(tens):
            tens[at] += 1
    seen.slowest = min(tens)
    return seen


async def usual(count: int, law: Law) -> Seen:
    """A loop over people with python-telegram-bot's AIORateLimiter, in a process of its own."""
    fake = TalkedTo(law)
    async with fake:
        for chat in range(1, count + 1):
            fake.meets(FIRST_CHAT + chat)
        work = await _process("usual", fake.base, fake.token, str(count))
        try:
            return await _watched(fake, count, 0)
        finally:
            if work.returncode is None:
                work.kill()
            await work.wait()


async def _process(*words: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.announcing", *words, cwd=ROOT, stdout=PIPE,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


async def _bot(fake: FakeTelegram, url: str, folder: Path, rate: str) -> Process:
    polls = len(fake.made("getUpdates"))
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", cwd=folder, stdin=DEVNULL, stdout=DEVNULL,
        stderr=DEVNULL,
        env={
            "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "OCOP_DATA": str(folder),
            "DATABASE_URL": url, "TELEGRAM_TOKEN": fake.token, "BOT_API_BASE": fake.base,
            "TELEGRAM_RATE": rate,
        },
    )  # fmt: skip
    await fake.until(lambda: len(fake.made("getUpdates")) > polls, 180)
    return process
