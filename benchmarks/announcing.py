"""The processes of the announcements benchmark: one that writes a list, those that send.

`python -m benchmarks.announcing expand URL FOLDER` prints seconds, rows and megabytes;
`python -m benchmarks.announcing drain URL FOLDER` sends to a platform inside this process;
`python -m benchmarks.announcing send URL FOLDER BASE TOKEN RATE` sends until it is ended;
`python -m benchmarks.announcing usual BASE TOKEN COUNT` is the usual loop. URL is - for SQLite.
"""

from __future__ import annotations

import asyncio
import json
import resource
import sys
import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from bot.channels.telegram import TelegramChannel
from bot.commands.loop import serve
from bot.core.channel import Channel, Limits, Pace
from bot.core.clock import SystemClock
from bot.core.message import Outgoing, Receipt
from bot.store import announcements_run as runs
from bot.store.database import open_database
from jobs.broadcasts import Broadcasts
from jobs.deliver import Deliverer

FIRST_CHAT = 10_000_000
TEXT = "Mời bà con dự phiên chợ OCOP sáng thứ Bảy tại nhà văn hóa xã. Nhớ mang theo sản phẩm mẫu."


async def expand(url: str, folder: Path) -> None:
    """Write the list, and say how long it took and the most memory this process had."""
    db = await open_database(url, folder)
    (run,) = await runs.under_way(db)
    began, rows = time.perf_counter(), 0
    while (new := await runs.expand_page(db, run, datetime.now(UTC))) is not None:
        rows += new
    seconds = time.perf_counter() - began
    await db.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "rows": rows, "memory": memory}))


async def send(url: str, folder: Path, base: str, token: str, rate: float) -> None:
    """Deliver and keep announcements going until this process is ended."""
    db = await open_database(url, folder)
    channel = TelegramChannel(token, base_url=base, rate=rate)
    clock, known = SystemClock(), dict[str, Channel]({"telegram": channel})
    deliverer = Deliverer(db, channel, clock, bulk_rate=25.0)
    broadcasts = Broadcasts(
        db, clock, lambda key, **gaps: key, folder, lambda: known, lambda name: deliverer.wake()
    )
    running = asyncio.create_task(deliverer.run())
    while not running.done():
        await broadcasts.tick()
        await asyncio.sleep(1.0)


class Nowhere:
    """A platform in this process that takes everything at once: what our own work costs."""

    name = "telegram"
    limits = Limits(4096, 1024, "utf16", True, True, Pace())

    def __init__(self) -> None:
        """Nothing was sent yet."""
        self.sent = Counter[str]()

    async def send(self, to: str, message: Outgoing) -> Receipt:
        """Take it."""
        self.sent[to] += 1
        return Receipt(str(len(self.sent)))


async def drain(url: str, folder: Path) -> None:
    """Send all there is to a platform in this process, and say how many and when."""
    db = await open_database(url, folder)
    nowhere = Nowhere()
    deliverer = Deliverer(db, cast(Channel, nowhere), SystemClock())
    began, used = time.time(), time.process_time()
    await deliverer.once()
    told = {"began": began, "ended": time.time(), "sent": nowhere.sent.total()}
    await db.close()
    print(json.dumps(told | {"twice": sum(n > 1 for n in nowhere.sent.values()),
                             "used": time.process_time() - used}))  # fmt: skip


async def usual_loop(base: str, token: str, count: int) -> None:
    """What a handbook says: the rate limiter's defaults, and up to three tries a message."""
    from telegram import InlineKeyboardButton, InlineKeyboardMarkup
    from telegram.error import TelegramError
    from telegram.ext import AIORateLimiter, ApplicationBuilder

    building = ApplicationBuilder().token(token).base_url(f"{base}/bot")
    application = building.rate_limiter(AIORateLimiter(max_retries=3)).build()
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Đã đọc", callback_data="read")]])
    async with application:
        for chat in range(1, count + 1):
            with suppress(TelegramError):
                await application.bot.send_message(FIRST_CHAT + chat, TEXT, reply_markup=markup)


def main() -> None:
    """One of the processes."""
    what, *words = sys.argv[1:]
    if what == "usual":
        asyncio.run(usual_loop(words[0], words[1], int(words[2])))
        return
    url, folder = words[0].removeprefix("-"), Path(words[1])
    if what == "expand":
        serve(expand(url, folder))
    elif what == "drain":
        serve(drain(url, folder))
    else:
        serve(send(url, folder, words[2], words[3], float(words[4])))


if __name__ == "__main__":
    main()
