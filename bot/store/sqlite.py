"""SQLite: one process, one read-write connection, one read-only connection beside it.

Why so few: SQLite before 3.51.3 can damage a WAL file when two connections write or checkpoint
at once (docs/decisions/0002-store.md).
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import aiosqlite

from bot.store.database import StoreError, Taken, statements
from bot.store.group import GroupWriter
from bot.store.straight import StraightAdapter

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",  # a power cut must not forget that something was sent
    "PRAGMA mmap_size = 0",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA foreign_keys = ON",
)
IN_HASTE = ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -65536")


class SqliteDatabase:
    """An opened SQLite file that no other process of ours may open."""

    alone = True

    def __init__(
        self, writer: aiosqlite.Connection, reader: aiosqlite.Connection, lock: int
    ) -> None:
        """Use `SqliteDatabase.open`."""
        self.sql: Any = statements("sqlite", StraightAdapter)
        self._writer, self._reader, self._lock = writer, reader, lock
        self._group = GroupWriter(writer)
        self._closed = False

    @classmethod
    async def open(cls, path: Path, *, durable: bool = True) -> SqliteDatabase:
        """Open or create the file. Raises StoreError when taken, locked or unwritable.

        `durable` False is for what is thrown away: nothing waits for the disk.
        """
        lock = take_lock(path)
        try:
            writer = await _connect(_uri(path, "rwc"), PRAGMAS if durable else IN_HASTE)
            reader = await _connect(_uri(path, "ro"), PRAGMAS[2:4])
        except (sqlite3.Error, OSError) as error:
            os.close(lock)
            raise StoreError(
                f"Không mở được cơ sở dữ liệu {path} ({error}). Anh/chị kiểm tra quyền ghi, chỗ "
                "trống trên đĩa, và xem có chương trình nào khác đang giữ tệp này không."
            ) from error
        return cls(writer, reader, lock)

    def write(self) -> AbstractAsyncContextManager[aiosqlite.Connection]:
        """A transaction, shared with those who stand in line; it ends after the COMMIT."""
        return self._group.write()

    @asynccontextmanager
    async def read(self) -> AsyncIterator[aiosqlite.Connection]:
        """The read-only connection: it sees what is committed."""
        yield self._reader

    async def close(self) -> None:
        """Close both connections (aiosqlite's threads are no daemons) and give the file free."""
        if self._closed:
            return
        self._closed = True
        await self._reader.close()
        await self._writer.close()
        os.close(self._lock)


class SqliteBeside:
    """A SQLite file that another process of ours holds, opened beside it for reading only."""

    alone = False

    def __init__(self, reader: aiosqlite.Connection) -> None:
        """Use `SqliteBeside.open`."""
        self.sql: Any = statements("sqlite", StraightAdapter)
        self._reader = reader

    @classmethod
    async def open(cls, path: Path) -> SqliteBeside:
        """Open the file as it is. Raises StoreError when it cannot be read."""
        try:
            return cls(await _connect(_uri(path, "ro"), PRAGMAS[2:4]))
        except sqlite3.Error as error:
            raise StoreError(f"Không đọc được cơ sở dữ liệu {path} ({error}).") from error

    @asynccontextmanager
    async def write(self) -> AsyncIterator[aiosqlite.Connection]:
        """Never: whoever holds the file is the one who writes. Raises StoreError."""
        raise StoreError("Cơ sở dữ liệu này chỉ mở để xem.")
        yield self._reader

    @asynccontextmanager
    async def read(self) -> AsyncIterator[aiosqlite.Connection]:
        """What has been committed."""
        yield self._reader

    async def close(self) -> None:
        """Close. Harmless twice."""
        await self._reader.close()


def take_lock(path: Path) -> int:
    """Keep other processes out of this file for as long as the returned handle is open.

    The file of the lock says who holds it. Raises Taken when another process does.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(path.with_suffix(".lock"), os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        raise StoreError(
            f"Không ghi được vào thư mục {path.parent} ({error.strerror}). "
            "Anh/chị sửa quyền, hoặc đặt OCOP_DATA sang thư mục khác."
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        holder = os.read(lock, 20).decode("ascii", "replace").strip()
        os.close(lock)
        raise Taken(_taken(path, holder)) from error
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
    return lock


def _taken(path: Path, holder: str) -> str:
    process = f" (số {holder})" if holder.isdecimal() else ""
    stop = f", hoặc gõ: kill {holder}" if holder.isdecimal() else ""
    return (
        f"Cơ sở dữ liệu {path} đang được một tiến trình khác dùng{process}, thường là bot đang "
        f"chạy. Anh/chị dừng bot (Ctrl-C ở cửa sổ của nó{stop}), chạy lại lệnh này, rồi bật bot "
        "ngay. Muốn vừa chạy vừa ghi thì dùng PostgreSQL (đặt DATABASE_URL)."
    )


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"


async def _connect(uri: str, pragmas: tuple[str, ...]) -> aiosqlite.Connection:
    connection = await aiosqlite.connect(uri, uri=True, isolation_level=None)
    for pragma in pragmas:
        await connection.execute(pragma)
    return connection
