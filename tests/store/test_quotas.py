"""Quotas: counted as messages go, told before they bite, exact with many senders at once."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import people
from bot.store.database import Database
from bot.store.quotas import QuotaBook, Use, month_of, peek, uses
from tests.world import NOON, FakeClock


async def test_many_senders_at_once_never_go_over(db: Database) -> None:
    book = QuotaBook(db, FakeClock(), "zalo", 20)
    taken = await asyncio.gather(*(book.take("bot1") for _ in range(50)))
    assert taken.count(True) == 20
    assert await book.take("bot2"), "each bot has its own"
    assert [u.messages for u in await uses(db, "zalo", NOON)] == [20, 1]


async def test_what_did_not_go_out_may_be_taken_again(db: Database) -> None:
    book = QuotaBook(db, FakeClock(), "zalo", 1)
    assert await book.take("bot1") and not await book.take("bot1")
    await book.give_back("bot1")
    assert await book.take("bot1") and not await book.take("bot1")


async def test_a_new_month_in_viet_nam_begins_anew(sqlite: Database) -> None:
    clock = FakeClock(datetime(2026, 11, 30, 16, 59, tzinfo=UTC))
    book = QuotaBook(sqlite, clock, "zalo", 1)
    assert await book.take("bot1") and not await book.take("bot1")
    clock.pass_(minutes=1)
    assert month_of(clock.now()) == "2026-12"
    assert await book.take("bot1")


async def test_no_limit_counts_all_the_same(sqlite: Database) -> None:
    book = QuotaBook(sqlite, FakeClock(), "zalo", 0)
    assert all([await book.take("bot1") for _ in range(5)])
    assert (await uses(sqlite, "zalo", NOON))[0].messages == 5


async def test_the_operator_is_told_once_at_each_mark(
    sqlite: Database, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="bot.store.quotas")
    book = QuotaBook(sqlite, FakeClock(), "zalo", 30)
    for _ in range(40):
        await book.take("bot1")
    marks = [m.rpartition("are used ")[2] for m in caplog.messages]
    assert marks == ["(80 %)", "(95 %)", "(100 %)"]


async def test_people_of_each_bot_are_counted_also_beside_a_running_bot(
    db: Database, database_url: str, tmp_path: Path
) -> None:
    async with db.write() as tx:
        for address in ("bot1:lan", "bot1:hoa", "bot2:lan"):
            await people.add(db, tx, "zalo", address, NOON)
        gone, _ = await people.add(db, tx, "zalo", "bot2:mai", NOON)
    await people.close(db, gone, "blocked", NOON)
    await QuotaBook(db, FakeClock(), "zalo", 9).take("bot2")
    expected = [Use("bot1", 0, 2), Use("bot2", 1, 1)]
    assert await uses(db, "zalo", NOON) == expected
    assert peek(database_url, tmp_path, "zalo", NOON) == expected


def test_without_a_database_nothing_is_used(tmp_path: Path) -> None:
    assert peek("", tmp_path, "zalo", NOON) == []
