"""A process that only delivers and keeps announcements going, until it is killed.

`python -m tests.announcing_worker URL FOLDER BASE TOKEN RATE`; each line on its standard input is
a step ("pause", "resume", "stop") with the announcement whose draft is "a1".
"""

from __future__ import annotations

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

from bot.channels.telegram import TelegramChannel
from bot.core.channel import Channel
from bot.core.clock import SystemClock
from bot.core.effects.announcements import Step
from bot.store import announcements
from bot.store.database import Database, open_database
from jobs.broadcasts import Broadcasts
from jobs.deliver import Deliverer, reap

LEASE = timedelta(seconds=2)
TICK = 0.1


async def work(url: str, folder: Path, base: str, token: str, rate: float) -> None:
    """Deliver, tick and reap; says "ready" when it begins."""
    db = await open_database(url, folder)
    channel = TelegramChannel(token, base_url=base, rate=rate)
    clock, channels = SystemClock(), dict[str, Channel](telegram=channel)
    deliverer = Deliverer(db, channel, clock, lease=LEASE, bulk_rate=rate)
    broadcasts = Broadcasts(
        db, clock, lambda key, **gaps: key, folder, lambda: channels, lambda _: deliverer.wake()
    )
    if db.alone:
        await reap(db, clock.now(), everything=True)
    running = [asyncio.create_task(deliverer.run()), asyncio.create_task(listen(db))]
    say("ready")
    while not any(task.done() for task in running):
        await broadcasts.tick()
        await reap(db, clock.now())
        await asyncio.sleep(TICK)


def say(word: str) -> None:
    """A line to whoever started us."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


async def listen(db: Database) -> None:
    """Do what the lines on standard input say."""
    while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
        async with db.write() as tx:
            number = await db.sql.announcement_number(tx, draft="a1")
            now = SystemClock().now()
            await announcements.step(db, tx, number, Step(line), 0, now)
        say(line)


if __name__ == "__main__":
    url, folder, base, token, rate = sys.argv[1:]
    asyncio.run(work(url.removeprefix("-"), Path(folder), base, token, float(rate)))
