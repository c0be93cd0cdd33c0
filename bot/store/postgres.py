"""PostgreSQL: a small pool, and a bound on everything, so that a cut network hangs nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from psycopg_pool import AsyncConnectionPool, PoolTimeout

from bot.store.database import no_answer, statements

POOL = 8
WAIT = 10.0  # seconds for a connection from the pool
BOUNDS: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
    "options": "-c statement_timeout=30000 -c lock_timeout=10000 "
    "-c idle_in_transaction_session_timeout=30000 "
    # Compiling a statement took 2.6 s of the 2.8 s for a page of 5,000 recipients: ours are short.
    "-c jit=off",
    "autocommit": True,
}


class PostgresDatabase:
    """A PostgreSQL database that several processes may share."""

    alone = False

    def __init__(self, pool: AsyncConnectionPool[Any]) -> None:
        """Use `PostgresDatabase.open`."""
        self.sql: Any = statements("postgres", "apsycopg")
        self._pool = pool

    @classmethod
    async def open(cls, url: str) -> PostgresDatabase:
        """Connect. Raises StoreError when the server does not answer."""
        pool: AsyncConnectionPool[Any] = AsyncConnectionPool(
            url, kwargs=BOUNDS, min_size=2, max_size=POOL, timeout=WAIT, open=False
        )
        try:
            await pool.open(wait=True, timeout=WAIT)
        except (PoolTimeout, psycopg.Error) as error:
            await pool.close()
            raise no_answer() from error
        return cls(pool)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Any]:
        """A transaction on a connection of the pool."""
        async with self._pool.connection() as connection, connection.transaction():
            yield connection

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Any]:
        """A connection of the pool, each statement on its own."""
        async with self._pool.connection() as connection:
            yield connection

    async def close(self) -> None:
        """Close the pool."""
        await self._pool.close()
