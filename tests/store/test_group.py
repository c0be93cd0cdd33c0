"""Writers in line share a COMMIT: each is undone alone, each returns when all is on the disk."""

from __future__ import annotations

import asyncio
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.store import people
from bot.store.sqlite import SqliteDatabase

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def path(sqlite_template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "ocop.sqlite3"
    path.write_bytes(sqlite_template.read_bytes())
    return path


def on_disk(path: Path) -> list[str]:
    """The addresses that another connection sees."""
    connection = sqlite3.connect(path)
    found = [address for (address,) in connection.execute("SELECT address FROM addresses")]
    connection.close()
    return sorted(found)


async def write(db: SqliteDatabase, name: str, *, then: BaseException | None = None) -> None:
    async with db.write() as tx:
        await people.add(db, tx, "telegram", name, NOW)
        if then:
            raise then


async def test_each_of_many_is_on_the_disk_when_it_returns(path: Path) -> None:
    db = await SqliteDatabase.open(path)

    async def written(name: str) -> bool:
        await write(db, name)
        return name in on_disk(path)

    assert all(await asyncio.gather(*(written(str(n)) for n in range(100))))
    await db.close()


async def test_what_one_does_wrong_is_undone_alone(path: Path) -> None:
    db = await SqliteDatabase.open(path)
    faults = {"b": ValueError("b"), "d": KeyError("d")}
    ended = await asyncio.gather(
        *(write(db, name, then=faults.get(name)) for name in "abcde"), return_exceptions=True
    )
    none = type(None)
    assert [type(end) for end in ended] == [none, ValueError, none, KeyError, none]
    assert on_disk(path) == ["a", "c", "e"]
    await db.close()


@pytest.mark.parametrize("gone", range(5))
@pytest.mark.parametrize("steps", range(0, 14, 2))
async def test_who_is_cancelled_leaves_nobody_waiting(path: Path, gone: int, steps: int) -> None:
    db = await SqliteDatabase.open(path)
    writers = [asyncio.create_task(write(db, name)) for name in "abcde"]
    for _ in range(steps):
        await asyncio.sleep(0)
    writers[gone].cancel()
    async with asyncio.timeout(5):
        await asyncio.gather(*writers, return_exceptions=True)
        await write(db, "f")
    found = on_disk(path)
    assert {*"abcdef"} - {"abcde"[gone]} <= set(found)
    assert writers[gone].cancelled() or "abcde"[gone] in found
    await db.close()


async def test_a_commit_that_fails_fails_for_all_of_them(path: Path) -> None:
    db = await SqliteDatabase.open(path)

    async def broken(name: str) -> None:
        async with db.write() as tx:
            await people.add(db, tx, "telegram", name, NOW)
            await tx.execute("PRAGMA defer_foreign_keys = ON")
            await tx.execute("UPDATE addresses SET person_id = 999 WHERE address = ?", (name,))

    ended = await asyncio.gather(write(db, "a"), broken("b"), return_exceptions=True)
    assert all(isinstance(end, sqlite3.IntegrityError) for end in ended)
    assert on_disk(path) == []
    await write(db, "c")
    assert on_disk(path) == ["c"]
    await db.close()
