"""Ways to a database, and our own store, measured.

    .venv/bin/python -m benchmarks.store [--updates 300] [--rows 5000]

First the table of the design: 2 reads and 1 write an update, one after another and 50 at once.
Then our store: a turn is `people.known` and `turns.write` with one reply; claims take 100 rows.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from benchmarks.ways import WAYS, Way, a_commit, prepare
from bot.core.clock import SystemClock
from bot.core.message import Choice, Incoming, Kind, Outgoing
from bot.core.turn import Reply
from bot.store import outbox, people, turns
from bot.store.database import Database, open_database
from bot.store.migrate import migrate
from tests import postgres

AT_ONCE, A_CLAIM, CHATS = 50, 100, 200
LEASE = timedelta(seconds=30)
ANSWER = Outgoing(
    "Anh/chị nộp hồ sơ ở UBND xã nhé. " * 12,
    ((Choice("Xem thêm", "more:ho_so:1:1"),), (Choice("Trang chính", "home"),)),
)
Step = Callable[[int], Awaitable[object]]


async def one_by_one(step: Step, count: int) -> float:
    """Milliseconds a step, one after another."""
    began = time.perf_counter()
    for number in range(count):
        await step(number)
    return (time.perf_counter() - began) / count * 1000


async def at_once(step: Step, count: int) -> float:
    """Steps a second with 50 under way at any time."""
    numbers = iter(range(count, 2 * count))
    began = time.perf_counter()

    async def work() -> None:
        for number in numbers:
            await step(number)

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return count / (time.perf_counter() - began)


async def the_way(name: str, way: Way, count: int) -> str:
    """A line of the first table."""
    with tempfile.TemporaryDirectory(prefix="ocop-store-") as folder:
        path = Path(folder) / "ways.sqlite3"
        prepare(path)
        try:
            async with way(path) as update:
                await one_by_one(update, 20)
                return _line(name, await one_by_one(update, count), await at_once(update, count))
        except ImportError as missing:
            return f"{name:<40}not measured: {str(missing).split('.')[0]}"


async def our_store(name: str, url: str, folder: Path, given: argparse.Namespace) -> list[str]:
    """The lines of our store on one database."""
    migrate(url, folder)
    db = await open_database(url, folder)
    try:
        await one_by_one(_turns(db), CHATS)  # everybody is known from here on
        turn = _turns(db, CHATS)
        alone, together = await one_by_one(turn, given.updates), await at_once(turn, given.updates)
        rate = await _claims(db, given.rows)
    finally:
        await db.close()
    return [
        _line(f"our store, {name}: a turn", alone, together),
        f"{f'our store, {name}: {A_CLAIM} rows a claim':<40}{'':>12}{rate:>12.0f} rows/s",
    ]


def _turns(db: Database, first: int = 0) -> Step:
    clock = SystemClock()

    async def turn(number: int) -> None:
        number += first
        chat = str(number % CHATS)
        incoming = Incoming("bench", chat, str(number), Kind.TEXT, text="nộp hồ sơ ở đâu")
        who = await people.known(db, "bench", chat)
        record = turns.Record(incoming, number, "ask", Reply((ANSWER,)), clock.now())
        await turns.write(db, record, who)

    return turn


async def _claims(db: Database, rows: int) -> float:
    """Rows a second: claimed, 100 at a time, and marked as sent. One row for each address."""
    clock = SystemClock()
    async with db.write() as tx:
        for number in range(rows):
            address, _ = await people.add(db, tx, "bulk", str(number), clock.now())
            await outbox.add(
                db, tx, key=f"bulk:{number}", channel="bulk", address_id=address, message=ANSWER,
                rank=outbox.Rank.ANNOUNCEMENT, now=clock.now(),
            )  # fmt: skip
    began, taken = time.perf_counter(), 0
    while claimed := await outbox.claim(
        db, channel="bulk", worker="w", count=A_CLAIM, now=clock.now(), lease=LEASE
    ):
        taken += len(claimed)
        done = [outbox.Done(one.id, "sent") for one in claimed]
        await outbox.finish(db, "w", done, clock.now())
    assert taken == rows, f"{taken} of {rows} rows were claimed"
    return rows / (time.perf_counter() - began)


def _line(name: str, alone: float, together: float) -> str:
    return f"{name:<40}{alone:>9.2f} ms{together:>12.0f} a second"


async def measure(given: argparse.Namespace, folder: Path, url: str) -> None:
    """Print all lines as they are measured; `url` "" leaves PostgreSQL out."""
    print(f"{'':<40}{'one by one':>12}{f'{AT_ONCE} at once':>16}")
    prepare(folder / "disk.sqlite3")
    print(f"{'a commit to this disk':<40}{a_commit(folder / 'disk.sqlite3'):>9.2f} ms")
    for name, way in WAYS.items():
        print(await the_way(name, way, given.updates), flush=True)
    print(*await our_store("SQLite", "", folder, given), sep="\n", flush=True)
    if url:
        print(*await our_store("PostgreSQL", url, folder, given), sep="\n")


def main() -> None:
    """Read the options and measure."""
    options = argparse.ArgumentParser(description="Ways to a database, and our own store")
    options.add_argument("--updates", type=int, default=300, help="one by one, and again at once")
    options.add_argument("--rows", type=int, default=5000, help="to claim")
    given = options.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ocop-store-")))
        url = ""
        if postgres.programs() is None:
            print(postgres.MISSING, file=sys.stderr)
        else:
            server = stack.enter_context(postgres.server())
            url = stack.enter_context(postgres.database(server, "store"))
        asyncio.run(measure(given, folder, url))


if __name__ == "__main__":
    main()
