"""The bots that are measured, each a process of its own on a fake Telegram of its own."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load import MeasuredTelegram
from tests.fakes.telegram import FREE

ROOT = Path(__file__).parent.parent
PATIENCE = 180.0  # seconds for a bot to begin; a first start builds its search
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Contestant:
    """A bot to start: its name in the table, and `python -m` what, with which environment.

    `{base}` and `{token}` in the words stand for the fake's.
    """

    name: str
    words: tuple[str, ...]
    environment: dict[str, str]
    folder: Path


@dataclass(slots=True)
class Running:
    """A contestant at work."""

    name: str
    fake: MeasuredTelegram
    process: Process

    def processor(self) -> float:
        """Seconds of processor that its process has used until now; 0 where /proc is missing."""
        try:
            stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8")
        except OSError:
            return 0.0
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / TICKS


def ours(name: str, tree: Path, folder: Path, url: str = "") -> Contestant:
    """The whole bot of a checkout, on SQLite in `folder` or on the database of `url`."""
    environment = {
        "OCOP_DATA": str(folder),
        "PORT": "0",
        "DATABASE_URL": url,
        "TELEGRAM_TOKEN": "{token}",
        "BOT_API_BASE": "{base}",
        "TELEGRAM_RATE": "0",
        "PYTHONPATH": str(tree),
    }
    return Contestant(name, ("bot", "run"), environment, folder)


def echoes(folder: Path) -> list[Contestant]:
    """The bare bots; the first is the measure of all."""
    at = {"PYTHONPATH": str(ROOT)}
    words = ("{base}", "{token}")
    ptb = "benchmarks.echo_ptb"
    return [
        Contestant("echo, python-telegram-bot", (ptb, *words), at, folder),
        Contestant("the same, updates at once", (ptb, *words, "--at-once"), at, folder),
        Contestant("echo, aiogram", ("benchmarks.echo_aiogram", *words), at, folder),
    ]


@asynccontextmanager
async def running(contestant: Contestant) -> AsyncIterator[Running]:
    """Start it, wait until it polls, stop it at the end. RuntimeError when it does not begin."""
    fake = MeasuredTelegram(FREE)
    async with fake:
        process = await _start(contestant, fake)
        try:
            await _polls(contestant, fake, process)
            yield Running(contestant.name, fake, process)
        finally:
            if process.returncode is None:
                process.terminate()
            await process.wait()


async def _start(contestant: Contestant, fake: MeasuredTelegram) -> Process:
    def filled(words: Sequence[str]) -> list[str]:
        return [w.replace("{base}", fake.base).replace("{token}", fake.token) for w in words]

    given = contestant.environment
    environment = dict(zip(given, filled(list(given.values())), strict=True))
    log = (contestant.folder / f"{contestant.name.replace(' ', '_')}.log").open("wb")
    with log:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", *filled(contestant.words),
            cwd=contestant.folder, stdin=DEVNULL, stdout=DEVNULL, stderr=log,
            env={"PATH": os.environ["PATH"], **environment},
        )  # fmt: skip


async def _polls(contestant: Contestant, fake: MeasuredTelegram, process: Process) -> None:
    until = time.monotonic() + PATIENCE
    while not fake.made("getUpdates"):
        if process.returncode is not None or time.monotonic() > until:
            raise RuntimeError(f"{contestant.name} does not begin: see its log in the folder")
        await asyncio.sleep(0.05)
