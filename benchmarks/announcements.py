"""Announcements measured: lists, speed, evenness, and replies meanwhile; beside the usual loop.

    .venv/bin/python -m benchmarks.announcements [--people 100000] [--million 1000000]
                                                 [--messages 10000] [--only expand,own,free,even]

The usual way stands in the same run: a loop over people with python-telegram-bot's AIORateLimiter.
See benchmarks/README.md for what is measured.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from benchmarks.announced import Seen, drained, expanded, ours, usual
from tests import postgres
from tests.fakes.telegram import FREE, LAW

HEAD = ("", "sent", "a second", "leanest 10 s", "busiest s", "429", "doubled", "replies", "p95 ms")
WIDTHS = (32, 8, 10, 14, 11, 6, 9, 9, 8)
TALKERS = 1  # people who talk with the bot while it announces


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _row(*cells: str) -> None:
    first, *rest = zip(cells, WIDTHS, strict=True)
    line = f"{first[0]:<{first[1]}}" + "".join(f"{cell:>{width}}" for cell, width in rest)
    print(line, flush=True)


def _line(name: str, seen: Seen) -> None:
    p95 = statistics.quantiles(seen.waits, n=20)[18] * 1000 if len(seen.waits) > 1 else 0.0
    _row(
        name, str(seen.sent), f"{seen.rate:.1f}", f"{seen.slowest / 10:.1f}", str(seen.busiest),
        str(seen.refused), str(seen.doubled), str(len(seen.waits)), f"{p95:.0f}" if p95 else "",
    )  # fmt: skip


async def expand(given: argparse.Namespace, folder: Path, server: str) -> None:
    """How long the lists take to write, and how much memory."""
    with postgres.database(server, "expand") as url:
        for name, where, people in (
            ("SQLite", "", given.people),
            ("PostgreSQL", url, given.million),
        ):
            _say(f"{name}: {people} people")
            told = await expanded(where, folder / name, people)
            figures = f"{told['seconds']:.1f} s, {told['memory']:.0f} MB"
            print(f"{name}: {told['rows']:,.0f} rows written in {figures}", flush=True)


async def free(given: argparse.Namespace, folder: Path, server: str) -> None:
    """To a platform without limits."""
    print("a platform on loopback without limits")
    _row(*HEAD)
    for processes, where in ((1, ""), (1, server), (3, server)):
        name = f"ours, {'PostgreSQL' if where else 'SQLite'}, {processes} sending"
        _say(name)
        with ExitStack() as stack:
            url = where and stack.enter_context(postgres.database(server, f"free_{processes}"))
            place = folder / f"free_{processes}_{bool(where)}"
            _line(name, await ours(url, place, given.messages, processes, FREE))
    _say("the usual loop")
    _line("a loop with AIORateLimiter", await usual(min(given.messages, given.usual), FREE))


async def own(given: argparse.Namespace, folder: Path, server: str) -> None:
    """To a platform inside our own process, without limits and without a network."""
    print("a platform in the same process")
    _row(*HEAD)
    for processes, where in ((1, ""), (1, server), (3, server)):
        name = f"ours, {'PostgreSQL' if where else 'SQLite'}, {processes} sending"
        _say(name)
        with ExitStack() as stack:
            url = where and stack.enter_context(postgres.database(server, f"own_{processes}"))
            place = folder / f"own_{processes}_{bool(where)}"
            _line(name, await drained(url, place, given.messages, processes))


async def even(given: argparse.Namespace, folder: Path, server: str) -> None:
    """To a platform that allows 30 a second and punishes bursts; people talk meanwhile."""
    print("a platform that enforces 30 a second")
    _row(*HEAD)
    for processes, where in ((1, ""), (3, server)):
        name = f"ours, {'PostgreSQL' if where else 'SQLite'}, {processes} sending"
        _say(f"{name}: {given.messages} messages, {given.messages / 25 / 60:.1f} minutes")
        with ExitStack() as stack:
            url = where and stack.enter_context(postgres.database(server, f"even_{processes}"))
            place = folder / f"even_{processes}"
            _line(name, await ours(url, place, given.messages, processes, LAW, TALKERS))
    _say("the usual loop")
    _line("a loop with AIORateLimiter", await usual(min(given.messages, given.usual), LAW))


def main() -> None:
    """Read the options, measure, print."""
    options = argparse.ArgumentParser(description="Announcements measured")
    options.add_argument("--people", type=int, default=100_000, help="on SQLite")
    options.add_argument("--million", type=int, default=1_000_000, help="on PostgreSQL")
    options.add_argument("--messages", type=int, default=10_000)
    options.add_argument("--usual", type=int, default=2_000, help="messages of the usual loop")
    options.add_argument("--only", default="expand,own,free,even")
    given = options.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ocop-announce-")))
        server = stack.enter_context(postgres.server())
        began = time.monotonic()
        for part in (expand, own, free, even):
            if part.__name__ in given.only.split(","):
                asyncio.run(part(given, folder, server))
        _say(f"{time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
