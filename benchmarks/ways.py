"""Five ways to the same SQLite file; an update is 2 reads and 1 write.

Each way gives a coroutine function that does one update, numbered from 0.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiosql
import aiosqlite
import sqlalchemy as sa

Update = Callable[[int], Awaitable[None]]
Way = Callable[[Path], Any]

PEOPLE = 500
SCHEMA = """
CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE facts (person INTEGER PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE inbox (id INTEGER PRIMARY KEY, person INTEGER NOT NULL, text TEXT NOT NULL);
"""
PERSON = "SELECT id, name FROM people WHERE id = :person"
FACT = "SELECT value FROM facts WHERE person = :person"
WRITE = "INSERT INTO inbox (person, text) VALUES (:person, :text)"
NAMED = f"-- name: person^\n{PERSON};\n\n-- name: fact$\n{FACT};\n\n-- name: write!\n{WRITE};\n"
# NORMAL, so that the way is measured and not the disk, which `a_commit` measures.
PRAGMAS = ("PRAGMA synchronous = NORMAL", "PRAGMA busy_timeout = 30000")


def prepare(path: Path) -> None:
    """A fresh file with some people in it."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.executescript(SCHEMA)
    people = [(number, "Lan") for number in range(PEOPLE)]
    connection.executemany("INSERT INTO people VALUES (?, ?)", people)
    connection.executemany("INSERT INTO facts VALUES (?, ?)", people)
    connection.commit()
    connection.close()


def a_commit(path: Path, count: int = 50) -> float:
    """Milliseconds of one write that waits for the disk (`synchronous=FULL`, as our store has)."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = FULL")
    began = time.perf_counter()
    for number in range(count):
        connection.execute(WRITE, _values(number))
    connection.close()
    return (time.perf_counter() - began) / count * 1000


def _values(number: int) -> dict[str, object]:
    return {"person": number % PEOPLE, "text": "nộp hồ sơ ở đâu " * 4}


@asynccontextmanager
async def straight(path: Path) -> AsyncIterator[Update]:
    """sqlite3, called on the event loop."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(pragma)

    async def update(number: int) -> None:
        values = _values(number)
        connection.execute(PERSON, values).fetchone()
        connection.execute(FACT, values).fetchone()
        connection.execute(WRITE, values)

    yield update
    connection.close()


@asynccontextmanager
async def one_connection(path: Path) -> AsyncIterator[Update]:
    """aiosqlite, one connection for all."""
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        for pragma in PRAGMAS:
            await connection.execute(pragma)

        async def update(number: int) -> None:
            await _plainly(connection, number)

        yield update


async def _plainly(connection: aiosqlite.Connection, number: int) -> None:
    values = _values(number)
    for statement in (PERSON, FACT):
        async with connection.execute(statement, values) as cursor:
            await cursor.fetchone()
    await connection.execute(WRITE, values)


@asynccontextmanager
async def named_statements(path: Path) -> AsyncIterator[Update]:
    """aiosql's statements on one aiosqlite connection."""
    sql: Any = aiosql.from_str(NAMED, "aiosqlite", mandatory_parameters=False)
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        for pragma in PRAGMAS:
            await connection.execute(pragma)

        async def update(number: int) -> None:
            values = _values(number)
            await sql.person(connection, person=values["person"])
            await sql.fact(connection, person=values["person"])
            await sql.write(connection, **values)

        yield update


@asynccontextmanager
async def alchemy(path: Path) -> AsyncIterator[Update]:
    """SQLAlchemy's async engine on aiosqlite, a transaction an update; writers take turns."""
    from sqlalchemy.ext.asyncio import create_async_engine  # fails where greenlet is missing

    engine = create_async_engine(f"sqlite+aiosqlite:///{path}")
    turn = asyncio.Lock()

    @sa.event.listens_for(engine.sync_engine, "connect")
    def _set_up(connection: Any, _record: object) -> None:
        for pragma in PRAGMAS:
            connection.execute(pragma)

    async def update(number: int) -> None:
        values = _values(number)
        async with turn, engine.begin() as connection:
            (await connection.execute(sa.text(PERSON), values)).first()
            (await connection.execute(sa.text(FACT), values)).first()
            await connection.execute(sa.text(WRITE), values)

    yield update
    await engine.dispose()


@asynccontextmanager
async def a_connection_each(path: Path) -> AsyncIterator[Update]:
    """aiosqlite, a connection for every update."""

    async def update(number: int) -> None:
        async with aiosqlite.connect(path, isolation_level=None) as connection:
            for pragma in PRAGMAS:
                await connection.execute(pragma)
            await _plainly(connection, number)

    yield update


WAYS: dict[str, Way] = {
    "sqlite3 called straight": straight,
    "aiosqlite, one connection": one_connection,
    "aiosql on aiosqlite": named_statements,
    "SQLAlchemy async on aiosqlite": alchemy,
    "aiosqlite, a connection each": a_connection_each,
}
