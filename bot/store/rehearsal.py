"""A copy of what reminders are planned from, to plan on without anybody being sent anything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.store.database import Database
from bot.store.migrate import migrate
from bot.store.sqlite import SqliteDatabase

TABLES = (
    "people", "addresses", "facts", "products", "dialogues", "officials", "papers_due",
    "deadlines", "snoozes", "series_done", "stops", "reminders", "trainings", "registrations",
)  # fmt: skip
PAGE = 2_000


@asynccontextmanager
async def empty() -> AsyncIterator[SqliteDatabase]:
    """An empty database, thrown away at the end."""
    with TemporaryDirectory(prefix="ocop-rehearsal-") as name:
        folder = Path(name)
        migrate("", folder)
        scratch = await SqliteDatabase.open(folder / "ocop.sqlite3", durable=False)
        try:
            yield scratch
        finally:
            await scratch.close()


@asynccontextmanager
async def copied(db: Database) -> AsyncIterator[Database]:
    """A SQLite copy of what is planned from, thrown away at the end."""
    async with empty() as scratch:
        for table in TABLES:
            await _copy(db, scratch, table)
        yield scratch


async def _copy(db: Database, scratch: SqliteDatabase, table: str) -> None:
    """One table, page by page."""
    offset = 0
    while True:
        async with db.read() as connection:
            cursor = await connection.execute(
                f"SELECT * FROM {table} ORDER BY 1, 2 LIMIT {PAGE} OFFSET {offset}"
            )
            names = [column[0] for column in cursor.description]
            rows: list[Any] = list(await cursor.fetchall())
        if rows:
            holes = ", ".join("?" * len(names))
            columns = ", ".join(names)
            async with scratch.write() as tx:
                await tx.executemany(f"INSERT INTO {table} ({columns}) VALUES ({holes})", rows)
        if len(rows) < PAGE:
            return
        offset += PAGE
