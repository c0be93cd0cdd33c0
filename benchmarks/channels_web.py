"""The web chat beside what a user would pick, in the same run, each as a process of its own.

    .venv/bin/python -m benchmarks.channels_web [--at-once 50] [--open 500] [--rounds 3]
                                                [--gradio PYTHON_THAT_HAS_GRADIO]

Two questions: how long does somebody wait when 50 people write at once, and how much memory do
500 open conversations take? See benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import socket
import statistics
import sys
import tempfile
import time
import urllib.request
from asyncio.subprocess import DEVNULL, Process
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.load import QUESTIONS
from benchmarks.web_people import GradioPerson, OurPerson, Person, timed
from tests import postgres

ROOT = Path(__file__).parent.parent
PATIENCE = 90.0  # seconds for a chat to begin to serve
HEAD = ("", "open p50", "p95", "reply p50", "p95", "worst", "ratio", "CPU ms", "RSS MB", "full MB")
WIDTHS = (28, 9, 7, 10, 7, 7, 7, 8, 8, 9)
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Contestant:
    """A chat: how it is started on a port ("{port}"), and who talks to it."""

    name: str
    words: tuple[str, ...]
    environment: dict[str, str]
    person: Callable[[int], Person]
    alive: str = "/health"


@dataclass(slots=True)
class Measured:
    """Waits in ms of those who opened and of those who asked at once; processor of a reply in ms;
    resident memory in MB, before and with all conversations open."""

    name: str
    opens: list[float] = field(default_factory=list)
    replies: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    before: float = 0.0
    after: float = 0.0


async def main() -> None:
    """Measure and print."""
    given = _given()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        measured = []
        for one in _contestants(Path(folder), given.gradio, stack):
            print(f"… {one.name}", file=sys.stderr, flush=True)
            async with _running(one, Path(folder)) as (port, process):
                measured.append(await _measure(one, port, process, given))
    print("".join(f"{word:>{w}}" for word, w in zip(HEAD, WIDTHS, strict=True)))
    for result in measured:
        print(_line(result, measured[0]))


async def _measure(
    one: Contestant, port: int, process: Process, given: argparse.Namespace
) -> Measured:
    found = Measured(one.name)
    await _round(one, port, process, 5)  # what is loaded late is loaded now
    for _ in range(given.rounds):
        opens, replies, cost = await _round(one, port, process, given.at_once)
        found.opens += opens
        found.replies += replies
        found.costs.append(cost)
    await asyncio.sleep(1)
    found.before = _resident(process)
    people = [one.person(port) for _ in range(given.open)]
    for at in range(0, len(people), 25):
        await asyncio.gather(*(_arrives(person, at) for person in people[at : at + 25]))
    found.after = _resident(process)
    for person in people:
        person.leaves()
    return found


async def _round(
    one: Contestant, port: int, process: Process, count: int
) -> tuple[list[float], list[float], float]:
    """All open at once, then all ask at once; their waits, and the processor of one reply."""
    people = [one.person(port) for _ in range(count)]
    opens = await asyncio.gather(*(timed(person.opens()) for person in people))
    asked = [timed(person.asks(QUESTIONS[at % len(QUESTIONS)])) for at, person in enumerate(people)]
    began = _processor(process)
    replies = await asyncio.gather(*asked)
    cost = (_processor(process) - began) * 1000 / count
    for person in people:
        person.leaves()
    return list(opens), list(replies), cost


async def _arrives(person: Person, at: int) -> None:
    await person.opens()
    await person.asks(QUESTIONS[at % len(QUESTIONS)])


def _processor(process: Process) -> float:
    """Seconds of processor that the process itself has used."""
    stat = Path(f"/proc/{process.pid}/stat").read_text(encoding="utf-8")
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / TICKS


def _resident(process: Process) -> float:
    """Megabytes of memory that the process itself holds."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _line(one: Measured, first: Measured) -> str:
    reply = statistics.median(one.replies)
    cells = (
        one.name,
        f"{statistics.median(one.opens):.0f}",
        f"{_high(one.opens):.0f}",
        f"{reply:.0f}",
        f"{_high(one.replies):.0f}",
        f"{max(one.replies):.0f}",
        f"{reply / statistics.median(first.replies):.2f}",
        f"{statistics.median(one.costs):.1f}",
        f"{one.before:.0f}",
        f"{one.after:.0f}",
    )
    return "".join(f"{cell:>{w}}" for cell, w in zip(cells, WIDTHS, strict=True))


def _high(waits: Sequence[float]) -> float:
    return statistics.quantiles(waits, n=100, method="inclusive")[94]


def _contestants(folder: Path, gradio: str, stack: ExitStack) -> list[Contestant]:
    ours = (sys.executable, "-m", "bot", "run")
    echo = (sys.executable, "-m", "benchmarks.echo_web", "{port}")
    found = [
        Contestant("echo, Starlette, in memory", echo, {}, OurPerson),
        Contestant("ours, SQLite", ours, _settings(folder / "sqlite"), OurPerson),
    ]
    if postgres.programs():
        server = stack.enter_context(postgres.server())
        url = stack.enter_context(postgres.database(server, "web"))
        settings = _settings(folder / "postgres") | {"DATABASE_URL": url}
        found.append(Contestant("ours, PostgreSQL", ours, settings, OurPerson))
    if gradio:
        words = (gradio, str(ROOT / "benchmarks/echo_gradio.py"), "{port}")
        quiet = {"GRADIO_ANALYTICS_ENABLED": "False", "HOME": str(folder)}
        found.append(Contestant("echo, Gradio", words, quiet, GradioPerson, "/config"))
    return found


def _settings(folder: Path) -> dict[str, str]:
    folder.mkdir()
    cache = ROOT / "data" / "cache"
    if cache.is_dir():
        shutil.copytree(cache, folder / "cache")
    return {"OCOP_DATA": str(folder), "PORT": "{port}", "WEB_RATE": "0"}


@asynccontextmanager
async def _running(one: Contestant, folder: Path) -> AsyncIterator[tuple[int, Process]]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = {k: v.replace("{port}", str(port)) for k, v in one.environment.items()}
    process = await asyncio.create_subprocess_exec(
        *(word.replace("{port}", str(port)) for word in one.words),
        cwd=folder,
        stdin=DEVNULL,
        stdout=DEVNULL,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)} | environment,
    )
    try:
        await asyncio.to_thread(_serves, f"http://127.0.0.1:{port}{one.alive}", process)
        yield port, process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def _serves(address: str, process: Process) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.returncode is None:
        with suppress(OSError), urllib.request.urlopen(address, timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError(f"{address} does not answer")


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--at-once", type=int, default=50)
    parser.add_argument("--open", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--gradio", default="", help="a Python that has gradio installed")
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
