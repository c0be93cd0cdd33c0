"""Ways to remind, each a process of its own: for benchmarks.reminders.

    .venv/bin/python -m benchmarks.reminders_ways WAY FOLDER MOMENT COUNT STALL

COUNT people are to be told at MOMENT (seconds since 1970); what is told is a line "who lateness"
in FOLDER/ledger. STALL 1: the whole process stands still from a second before the moment until
four seconds after it. A second process of the same way on the same folder is a restart.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.core.message import Outgoing, Receipt
from bot.store.database import open_database
from bot.store.migrate import migrate
from jobs.deliver import Deliverer, reap
from jobs.quiet import MORNING, at
from jobs.reminders import TICK, plan
from jobs.scheduler import Metronome
from knowledge.load import CONTENT, load_or_last_good
from tests.reminding_worker import ShiftedClock
from tests.world import FakeChannel

A_MORNING = at(date(2027, 5, 17), MORNING)
PAPER_DAYS = 30
FOLDER, MOMENT = Path(), 0.0


def tell(who: str) -> None:
    """A line of the ledger."""
    line = f"{who} {time.time() - MOMENT:.3f}\n"
    with (FOLDER / "ledger").open("a", encoding="ascii") as ledger:
        ledger.write(line)


async def send(who: str) -> None:
    """A send takes a few milliseconds on any platform."""
    await asyncio.sleep(0.004)
    tell(who)


class Ledger(FakeChannel):
    """Our channel for it."""

    async def send(self, to: str, message: Outgoing) -> Receipt:
        """The same as `send`."""
        await send(to)
        return Receipt("1")


async def ours(count: int) -> None:
    """Our engine as the bot runs it; the moment is seven in the morning of its clock."""
    library, _ = load_or_last_good(CONTENT, Path("data/cache/content.json"))
    fresh = not (FOLDER / "ocop.sqlite3").exists()
    migrate("", FOLDER)
    db = await open_database("", FOLDER)
    clock = ShiftedClock(A_MORNING.timestamp() - MOMENT)
    if fresh:
        await _papers(db, count)
    await reap(db, clock.now(), everything=True)
    deliverer = Deliverer(db, Ledger(), clock)

    async def tick() -> None:
        if (await plan(library, db, clock.now())).bundled:
            deliverer.wake()

    metronome = Metronome()
    metronome.every(TICK, tick, at_once=True)
    metronome.every(1.0, lambda: reap(db, clock.now()))
    metronome.start()
    await deliverer.run()


async def _papers(db: Any, count: int) -> None:
    ends = (A_MORNING.date() + timedelta(PAPER_DAYS)).isoformat()
    async with db.write() as tx:
        for number in range(count):
            person = await db.sql.add_person(tx, now=0)
            await db.sql.add_address(tx, person=person, channel="fake", address=str(number), now=0)
            which = {"person": person, "subject": "", "paper": "lab", "name": "Phiếu"}
            await db.sql.put_paper_due(tx, **which, expires_on=ends, now=0)


async def jobqueue(count: int) -> None:
    """python-telegram-bot's JobQueue: it lives in memory, and is filled again by nobody."""
    from telegram.ext import Application, ContextTypes

    application = Application.builder().token("1:a").build()
    queue = application.job_queue
    assert queue is not None

    async def told(context: ContextTypes.DEFAULT_TYPE) -> None:
        assert context.job is not None
        await send(str(context.job.data))

    if not (FOLDER / "filled").exists():
        for number in range(count):
            queue.run_once(told, datetime.fromtimestamp(MOMENT, UTC), data=number)
        (FOLDER / "filled").touch()
    await queue.start()
    await asyncio.Event().wait()


async def patient(count: int) -> None:
    """The same, told to run jobs however late they are."""
    await apscheduler(count, {"misfire_grace_time": None})


async def apscheduler(count: int, defaults: dict[str, Any] | None = None) -> None:
    """APScheduler with a job store on SQLite and its defaults: jobs survive a restart."""
    scheduler = AsyncIOScheduler(timezone="UTC", job_defaults=defaults or {})
    scheduler.add_jobstore(SQLAlchemyJobStore(f"sqlite:///{FOLDER}/jobs.sqlite3"))
    if not (FOLDER / "filled").exists():
        moment = datetime.fromtimestamp(MOMENT, UTC)
        scheduler.start(paused=True)
        for number in range(count):
            scheduler.add_job(send, "date", run_date=moment, args=(str(number),))
        (FOLDER / "filled").touch()
        scheduler.resume()
    else:
        scheduler.start()
    await asyncio.Event().wait()


async def run(way: str, count: int, stall: bool) -> None:
    """The way, and the stall beside it."""
    if stall:
        asyncio.get_running_loop().call_later(max(0.0, MOMENT - 1 - time.time()), _stand_still)
    ways = {"ours": ours, "jobqueue": jobqueue, "apscheduler": apscheduler, "patient": patient}
    await ways[way](count)


def _stand_still() -> None:
    time.sleep(max(0.0, MOMENT + 4 - time.time()))


if __name__ == "__main__":
    FOLDER, MOMENT = Path(sys.argv[2]), float(sys.argv[3])
    # The job store names functions by their module: let it find this one.
    from benchmarks import reminders_ways

    reminders_ways.FOLDER, reminders_ways.MOMENT = FOLDER, MOMENT
    os.umask(0o077)
    asyncio.run(reminders_ways.run(sys.argv[1], int(sys.argv[4]), sys.argv[5] == "1"))
