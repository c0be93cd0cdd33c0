"""Zalo's webhooks: how many a second on one core, how soon acknowledged, and is any of them lost?

    .venv/bin/python -m benchmarks.channels [--seconds 10] [--burst 2000]

Each bot is a process of its own, held to one core; the fake Zalo and those who post are here. At
200 a second, whoever is due is posted whether or not the one before was answered (an open loop).
Then a burst, 50 at once, and one more burst in the middle of which our bot is killed (SIGKILL):
what it had acknowledged must be in its database.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import signal
import socket
import sqlite3
import statistics
import sys
import tempfile
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp

from tests.fakes.zalo import FakeZalo

RATE = 200.0
AT_ONCE = 50
SAID = ("/start", "giay chung nhan ocop co han bao lau", "0")
WAYS = {
    "our bot, SQLite": ("benchmarks.zalo_ours",),
    "Starlette + sqlite3": ("benchmarks.zalo_bare", "sqlite"),
    "python-zalo-bot, nothing kept": ("benchmarks.zalo_bare", "sdk"),
}
OURS = next(iter(WAYS))


@dataclass
class Seen:
    """What a run saw: when each was acknowledged (seconds), and who was not."""

    waits: list[float] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    refused: int = 0
    seconds: float = 0.0
    cpu: float = 0.0

    def line(self, name: str) -> str:
        """One row of the table: rate, CPU milliseconds an update, latencies in milliseconds."""
        per = 1000 * self.cpu / max(1, len(self.waits))
        cuts = statistics.quantiles(self.waits or [0.0, 0.0], n=100)
        shown = "".join(f"{1000 * cuts[n]:9.1f}" for n in (49, 94, 98))
        rate = len(self.waits) / self.seconds
        return f"{name:32}{rate:8.0f}{self.refused:9d}{per:9.2f}{shown}"


class Bot:
    """One process on one core, with the fake Zalo it talks to."""

    def __init__(self, name: str, fake: FakeZalo, folder: Path) -> None:
        """Not started."""
        self.fake, self.folder, self.name = fake, folder, name
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self._process: Process | None = None
        self._numbers = iter(range(1, 10_000_000))

    async def start(self) -> None:
        """Until it answers."""
        module, *kind = WAYS[self.name]
        given = [*kind, self.fake.base, str(self.port), str(self.folder)]
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", module, *given, stdin=DEVNULL, stdout=DEVNULL
        )
        os.sched_setaffinity(self._process.pid, {max(os.sched_getaffinity(0))})
        async with asyncio.timeout(120):
            while True:
                if self.fake.account.url and self._listens():
                    return
                await asyncio.sleep(0.1)

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def cpu(self) -> float:
        """Seconds of the processor it has used."""
        assert self._process
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def kill(self) -> None:
        """At once."""
        assert self._process
        self._process.send_signal(signal.SIGKILL)
        await self._process.wait()

    def updates(self) -> Iterator[dict[str, Any]]:
        """What people write, three things each."""
        for number in self._numbers:
            yield self.fake.update(f"p{number // len(SAID)}", "text", text=SAID[number % len(SAID)])


async def post(
    session: aiohttp.ClientSession, bot: Bot, update: dict[str, Any], seen: Seen
) -> None:
    """One webhook, as Zalo posts it."""
    account, began = bot.fake.account, time.monotonic()
    headers = {"X-Bot-Api-Secret-Token": account.secret}
    body = {"ok": True, "result": update}
    try:
        async with session.post(account.url, json=body, headers=headers) as answer:
            taken = answer.status == 200
    except aiohttp.ClientError:
        taken = False
    if taken:
        seen.waits.append(time.monotonic() - began)
        seen.acknowledged.append(update["message"]["message_id"])
    else:
        seen.refused += 1


async def steadily(bot: Bot, seconds: float) -> Seen:
    """RATE a second, whatever becomes of those before."""
    seen, count = Seen(), int(RATE * seconds)
    updates, cpu, tasks = bot.updates(), bot.cpu(), []
    async with _session() as session:
        began = time.monotonic()
        for number in range(count):
            await asyncio.sleep(max(0.0, began + number / RATE - time.monotonic()))
            tasks.append(asyncio.create_task(post(session, bot, next(updates), seen)))
        await asyncio.gather(*tasks)
        seen.seconds = time.monotonic() - began
    await _replies(bot, count)
    seen.cpu = bot.cpu() - cpu
    return seen


async def burst(bot: Bot, count: int, kill_after: int = 0) -> Seen:
    """As fast as it goes, AT_ONCE at a time; killed once so many were acknowledged."""
    seen, updates, cpu, left = Seen(), bot.updates(), bot.cpu(), count
    before = len(bot.fake.made("sendMessage"))

    async def one(session: aiohttp.ClientSession) -> None:
        nonlocal left
        while left > 0:
            left -= 1
            await post(session, bot, next(updates), seen)
            if kill_after and len(seen.acknowledged) == kill_after:
                left = 0
                await bot.kill()

    async with _session() as session:
        began = time.monotonic()
        await asyncio.gather(*(one(session) for _ in range(AT_ONCE)))
        seen.seconds = time.monotonic() - began
    if not kill_after:
        await _replies(bot, before + count)
        seen.cpu = bot.cpu() - cpu
    return seen


def _session() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))


async def _replies(bot: Bot, count: int) -> None:
    """Until so many messages were sent, or no more come."""
    last, quiet = -1, 0
    while len(bot.fake.made("sendMessage")) < count and quiet < 50:
        sent = len(bot.fake.made("sendMessage"))
        quiet = quiet + 1 if sent == last else 0
        last = sent
        await asyncio.sleep(0.1)


def missing(folder: Path, acknowledged: list[str]) -> int:
    """How many of them are not in our database."""
    with closing(sqlite3.connect(folder / "ocop.sqlite3")) as connection:
        rows = connection.execute("SELECT update_id FROM inbox").fetchall()
    kept = {row[0].rpartition(":")[2] for row in rows}
    return len(set(acknowledged) - kept)


async def measure(name: str, seconds: float, count: int) -> tuple[Seen, Seen]:
    """A steady run and a burst of one bot."""
    with tempfile.TemporaryDirectory() as folder:
        async with FakeZalo() as fake:
            bot = Bot(name, fake, Path(folder))
            await bot.start()
            _say(f"{name}: warming up")
            await burst(bot, 300)
            _say(f"{name}: {RATE:g} a second for {seconds:g} s")
            steady = await steadily(bot, seconds)
            _say(f"{name}: a burst of {count}")
            fast = await burst(bot, count)
            await bot.kill()
            if name == OURS:
                lost = missing(Path(folder), [*steady.acknowledged, *fast.acknowledged])
                print(f"acknowledged and not in the database: {lost}")
            return steady, fast


async def killed(count: int) -> None:
    """Our bot dies in the middle of a burst."""
    with tempfile.TemporaryDirectory() as folder:
        async with FakeZalo() as fake:
            bot = Bot(OURS, fake, Path(folder))
            await bot.start()
            _say(f"{OURS}: killed in a burst")
            seen = await burst(bot, count, kill_after=count // 2)
            lost = missing(Path(folder), seen.acknowledged)
            print(f"killed after {len(seen.acknowledged)} acknowledged; of them lost: {lost}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


async def main() -> None:
    """All ways, then the table."""
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # of a bot that is killed
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--burst", type=int, default=2000)
    given = parser.parse_args()
    runs = {name: await measure(name, given.seconds, given.burst) for name in WAYS}
    await killed(given.burst)
    for title, at in ((f"{RATE:g} a second", 0), (f"a burst, {AT_ONCE} at once", 1)):
        print(f"\n{title:32}{'acks/s':>8}{'refused':>9}{'CPU ms':>9}{'p50':>9}{'p95':>9}{'p99':>9}")
        for name, seen in runs.items():
            print(seen[at].line(name))
    ours, bare = (runs[name][1] for name in list(WAYS)[:2])
    ratio = (len(ours.waits) / ours.seconds) / (len(bare.waits) / bare.seconds)
    print(f"\nburst, our bot to Starlette + sqlite3: {ratio:.2f}")


if __name__ == "__main__":
    asyncio.run(main())
