"""One year of so many people, two products each, in a process of its own: for benchmarks.reminders.

    .venv/bin/python -m benchmarks.reminders_year PEOPLE

Prints: messages, seconds, processor seconds, MB.
"""

from __future__ import annotations

import asyncio
import random
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import TextIO

from bot.commands.plan import json_lines, open_library
from bot.settings import Settings
from bot.store.database import open_database
from bot.store.migrate import migrate
from bot.store.rehearsal import copied
from jobs.reminders_rehearsal import rehearse

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
VALID = 1095  # days: certificates of 36 months end on any of them


def fill(path: Path, people: int) -> None:
    """People of 100 communes with two certificates each, straight into the file."""
    chance, numbers = random.Random(26), range(1, people + 1)

    def products() -> Iterator[tuple[int, str, str, str]]:
        for number in numbers:
            for which in ("a", "b"):
                ends = FIRST + timedelta(chance.randrange(VALID))
                yield number, f"{number:x}{which}", f"Sản phẩm {which}", ends.isoformat()

    with sqlite3.connect(path) as connection:
        connection.executemany(
            "INSERT INTO people (id, created_at, tinh, xa) VALUES (?, 0, '75', ?)",
            ((number, str(number % 100)) for number in numbers),
        )
        connection.executemany(
            "INSERT INTO addresses (person_id, channel, address, opened_at, heard_at, offered)"
            " VALUES (?, 'telegram', ?, 0, 0, '')",
            ((number, str(number)) for number in numbers),
        )
        connection.executemany(
            "INSERT INTO products (person_id, subject, name, expires_on, changed_at)"
            " VALUES (?, ?, ?, ?, 0)",
            products(),
        )
    connection.close()


async def a_year(people: int, out: TextIO) -> None:
    """The whole of `python -m bot plan --json`: copied, planned day by day, written as JSON."""
    library = open_library(Settings())
    with tempfile.TemporaryDirectory(prefix="ocop-year-") as name:
        migrate("", Path(name))
        fill(Path(name) / "ocop.sqlite3", people)
        db, messages = await open_database("", Path(name)), 0
        began, spent = time.perf_counter(), time.process_time()
        async with copied(db) as scratch:
            async for day, sent, _ in rehearse(library, scratch, FIRST, LAST):
                messages += len(sent)
                out.writelines(json_lines(day, sent))
        wall, cpu = time.perf_counter() - began, time.process_time() - spent
        await db.close()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{people} {messages} {wall:.1f} {cpu:.1f} {megabytes}")


if __name__ == "__main__":
    with Path("/dev/null").open("w", encoding="utf-8") as nowhere:
        asyncio.run(a_year(int(sys.argv[1]), nowhere))
