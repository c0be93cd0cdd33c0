"""The database: one transaction at a time to write, plain reads beside it."""

from __future__ import annotations

import re
from contextlib import AbstractAsyncContextManager
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import aiosql

SQL = Path(__file__).parent / "sql"
INCLUDE = re.compile(r"^-- include: (\w+)$", re.MULTILINE)


class StoreError(Exception):
    """The database cannot be used as things are. The text says what to do, in Vietnamese."""


class Taken(StoreError):
    """Another process of ours holds the SQLite file."""


class Database(Protocol):
    """SQLite or PostgreSQL, opened. `sql` holds the named statements of the .sql files."""

    @property
    def sql(self) -> Any:
        """The statements, each a coroutine taking a connection and named values."""
        ...

    @property
    def alone(self) -> bool:
        """Whether no other process can be working on this database."""
        ...

    def write(self) -> AbstractAsyncContextManager[Any]:
        """A transaction: committed at the end, rolled back on any error."""
        ...

    def read(self) -> AbstractAsyncContextManager[Any]:
        """A connection for reading what has been committed."""
        ...

    async def close(self) -> None:
        """Let go of everything. Harmless twice."""
        ...


@lru_cache(maxsize=2)
def statements(dialect: str, driver: str | type) -> Any:
    """The shared .sql files and the few of this dialect, read once by aiosql for a driver."""
    paths = [*sorted(SQL.glob("*.sql")), *sorted((SQL / dialect).glob("*.sql"))]
    text = "\n".join(path.read_text(encoding="utf-8") for path in paths)
    whole = INCLUDE.sub(lambda found: _part(dialect, found[1]), text)
    return aiosql.from_str(whole, driver, mandatory_parameters=False)


def _part(dialect: str, name: str) -> str:
    """A piece that several statements share: this dialect's own, else the common one."""
    own = SQL / dialect / "parts" / f"{name}.sql"
    return (own if own.is_file() else SQL / "parts" / f"{name}.sql").read_text(encoding="utf-8")


async def open_database(url: str, folder: Path) -> Database:
    """Open the database that `url` names; an empty one is SQLite in `folder`.

    Raises StoreError when it cannot be opened, is in use, or the URL is of another kind.
    """
    if is_postgres(url):
        from bot.store.postgres import PostgresDatabase

        return await PostgresDatabase.open(url)
    from bot.store.sqlite import SqliteDatabase

    return await SqliteDatabase.open(folder / "ocop.sqlite3")


def is_postgres(url: str) -> bool:
    """True for PostgreSQL, False for SQLite (an empty URL). Raises StoreError for another kind."""
    if url and not url.startswith(("postgresql://", "postgres://")):
        raise StoreError(
            "DATABASE_URL phải để trống (dùng SQLite) hoặc bắt đầu bằng postgresql://. "
            "Anh/chị xem lại dòng này trong tệp .env."
        )
    return bool(url)


def no_answer() -> StoreError:
    """PostgreSQL cannot be reached (the URL is not shown: it may hold a password)."""
    return StoreError(
        "Không nối được PostgreSQL theo DATABASE_URL. Anh/chị kiểm tra máy chủ có đang chạy "
        "không, tên người dùng, mật khẩu và tên cơ sở dữ liệu."
    )
