"""The whole bot beside bare echo bots, on the same fake Telegram, in the same run.

    .venv/bin/python -m benchmarks.updates [--messages 900] [--people 100] [--at-once 10]
                                           [--rounds 3] [--tree ANOTHER_CHECKOUT]

Each bot is a process of its own and they take turns, so that a busy moment of the machine meets
all of them. See benchmarks/README.md for what the columns mean.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from collections.abc import Sequence
from contextlib import AsyncExitStack, ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.bots import ROOT, Contestant, Running, echoes, ours, running
from benchmarks.load import Round
from tests import postgres

HEAD = ("", "upd/s", "ratio", "CPU ms", "ratio", "reply p50", "p95", "p99")
WIDTHS = (30, 8, 7, 8, 7, 11, 8, 8)


@dataclass(slots=True)
class Measured:
    """What one bot did: updates a second of each burst, processor an update, waits in ms."""

    name: str
    rates: list[float] = field(default_factory=list)
    costs: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Updates a second in a burst, the median of the rounds."""
        return statistics.median(self.rates)

    @property
    def cost(self) -> float:
        """Milliseconds of its own processor time for an update of a burst, the median."""
        return statistics.median(self.costs)

    def wait(self, percent: int) -> float:
        """Milliseconds until the reply in calm talk that so many percent did not exceed."""
        return statistics.quantiles(self.waits, n=100, method="inclusive")[percent - 1]


async def measure(bots: Sequence[Contestant], given: argparse.Namespace) -> list[Measured]:
    """All bots, in alternating rounds."""
    measured = {bot.name: Measured(bot.name) for bot in bots}
    async with AsyncExitStack() as stack:
        started = [await _begun(stack, bot) for bot in bots]
        for number in range(given.rounds):
            for one in started:
                _say(f"round {number + 1} of {given.rounds}: {one.name}")
                await _round(one, measured[one.name], given)
        for one in started:
            if one.fake.violations:
                _say(f"{one.name} broke the Bot API's rules: {one.fake.violations[:3]}")
    return list(measured.values())


async def _begun(stack: AsyncExitStack, bot: Contestant) -> Running:
    _say(f"starting: {bot.name}")
    started = await stack.enter_async_context(running(bot))
    await started.fake.warm_up()
    return started


async def _round(one: Running, measured: Measured, given: argparse.Namespace) -> None:
    used = one.processor()
    burst: Round = await one.fake.burst(given.messages)
    used = one.processor() - used
    measured.rates.append(burst.answered / burst.seconds)
    measured.costs.append(used / burst.answered * 1000)
    talks = await one.fake.talks(given.people, given.at_once)
    measured.waits += [wait * 1000 for wait in talks.waits]


def table(measured: Sequence[Measured]) -> str:
    """One line a bot; ratios are to the first."""
    lines, bare = [_line(HEAD)], measured[0]
    for one in measured:
        dear = bare.cost / one.cost if one.cost else 0.0
        cells = (one.name, f"{one.rate:.0f}", f"{one.rate / bare.rate:.2f}", f"{one.cost:.2f}",
                 f"{dear:.2f}", *(f"{one.wait(p):.1f}" for p in (50, 95, 99)))  # fmt: skip
        lines.append(_line(cells))
    return "\n".join(lines)


def _line(cells: Sequence[str]) -> str:
    first, *rest = zip(cells, WIDTHS, strict=True)
    return f"{first[0]:<{first[1]}}" + "".join(f"{cell:>{width}}" for cell, width in rest)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _contestants(stack: ExitStack, folder: Path, tree: Path) -> list[Contestant]:
    """The bare bots first, then ours on SQLite and, where it is installed, on PostgreSQL."""
    bots = [*echoes(folder), ours("our bot, SQLite", tree, folder)]
    if postgres.programs() is None:
        _say(postgres.MISSING)
        return bots
    server = stack.enter_context(postgres.server())
    url = stack.enter_context(postgres.database(server, "updates"))
    return [*bots, ours("our bot, PostgreSQL", tree, folder, url)]


def main() -> None:
    """Read the options, run, print the table."""
    options = argparse.ArgumentParser(description="The whole bot beside bare echo bots")
    options.add_argument("--messages", type=int, default=900, help="in one burst")
    options.add_argument("--people", type=int, default=100, help="who talk calmly, in one round")
    options.add_argument("--at-once", type=int, default=10, help="how many of them at a time")
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--tree", type=Path, default=ROOT, help="another checkout of our bot")
    given = options.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ocop-updates-")))
        bots = _contestants(stack, folder, given.tree.absolute())
        print(table(asyncio.run(measure(bots, given))))


if __name__ == "__main__":
    main()
