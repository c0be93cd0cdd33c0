"""aiosql's way to SQLite with one visit to aiosqlite's thread a statement, instead of three.

The driver that aiosql brings opens, reads and closes a cursor in three visits, and each visit
wakes the event loop again: at ten statements a turn that is most of what a turn costs.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

import aiosqlite

Values = Mapping[str, Any]
Row = tuple[Any, ...]


class StraightAdapter:
    """The operations that our .sql files use."""

    is_aio_driver = True

    def process_sql(self, _name: str, _kind: Any, sql: str) -> str:
        """SQLite understands :name by itself."""
        return sql

    async def select(
        self,
        conn: aiosqlite.Connection,
        _name: str,
        sql: str,
        values: Values,
        record_class: Any = None,
    ) -> AsyncIterator[Row]:
        """All rows."""
        for row in await conn.execute_fetchall(sql, values):
            yield tuple(row)

    async def select_one(
        self,
        conn: aiosqlite.Connection,
        _name: str,
        sql: str,
        values: Values,
        record_class: Any = None,
    ) -> Row | None:
        """The first row, or None."""
        rows = [tuple(row) for row in await conn.execute_fetchall(sql, values)]
        return rows[0] if rows else None

    async def select_value(
        self, conn: aiosqlite.Connection, name: str, sql: str, values: Values
    ) -> Any:
        """The first value of the first row, or None."""
        row = await self.select_one(conn, name, sql, values)
        return row[0] if row else None

    async def insert_update_delete(
        self, conn: aiosqlite.Connection, _name: str, sql: str, values: Values
    ) -> int:
        """How many rows it changed."""
        return (await conn.execute(sql, values)).rowcount
