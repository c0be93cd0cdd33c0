"""Processes that plan and send reminders until they are killed: for tests/test_reminders_kill.py.

    python -m tests.reminding_worker URL FOLDER LEDGER OFFSET

It loads the content once, and for each line on its input forks a process that reminds; that one
writes its number when it begins. So a killed one is soon replaced. The clock is the machine's
plus OFFSET seconds. Each send is a line in the file LEDGER, written after a few milliseconds,
the way a platform takes a message before we hear of it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot.core.clock import SystemClock
from bot.core.message import Outgoing, Receipt
from bot.store.database import open_database
from jobs.deliver import Deliverer, reap
from jobs.reminders import plan
from knowledge.dossier.load import load_dossier
from knowledge.load import CONTENT, load_or_last_good
from knowledge.model import Library
from tests.world import FakeChannel

LEASE = timedelta(seconds=2)  # of a send; short, so that a dead worker's rows are soon free


class ShiftedClock(SystemClock):
    """The machine's clock, some seconds ahead."""

    def __init__(self, seconds: float) -> None:
        """`seconds` ahead."""
        self._ahead = timedelta(seconds=seconds)

    def now(self) -> datetime:
        """The shifted moment."""
        return super().now() + self._ahead


class Ledger(FakeChannel):
    """A channel that writes each send into a file that all processes share."""

    def __init__(self, path: Path) -> None:
        """Lines are only ever added to the file."""
        super().__init__()
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    async def send(self, to: str, message: Outgoing) -> Receipt:
        """A line of the file; the answer comes a little later."""
        await asyncio.sleep(0.002)
        os.write(self._file, f"{to}\n".encode())
        await asyncio.sleep(0.002)
        return Receipt("1")


async def remind(library: Library, url: str, folder: Path, ledger: Path, ahead: float) -> None:
    """Plan ten times a second, and deliver."""
    db, clock = await open_database(url, folder), ShiftedClock(ahead)
    if db.alone:
        await reap(db, clock.now(), everything=True)
    deliverer = Deliverer(db, Ledger(ledger), clock, lease=LEASE)
    delivering = asyncio.create_task(deliverer.run())
    sys.stdout.write(f"{os.getpid()}\n")
    sys.stdout.flush()
    try:
        while True:
            if (await plan(library, db, clock.now())).bundled:
                deliverer.wake()
            await reap(db, clock.now())
            await asyncio.sleep(0.1)
    finally:
        delivering.cancel()
        await db.close()


def nursery(url: str, folder: Path, ledger: Path, ahead: float) -> None:
    """Fork a reminding process for each line that comes in."""
    library, _ = load_or_last_good(CONTENT, folder / "cache" / "content.json")
    load_dossier()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the killed
    for _ in sys.stdin:
        if os.fork() == 0:
            asyncio.run(remind(library, url, folder, ledger, ahead))


if __name__ == "__main__":
    nursery(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), float(sys.argv[4]))
