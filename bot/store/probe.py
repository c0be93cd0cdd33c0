"""A look at the database without changing it, for the doctor."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import psycopg

from bot.store.database import StoreError, is_postgres, no_answer

SAFE_SQLITE = (3, 51, 3)  # before it, two writers can damage a WAL file


def sqlite_version() -> tuple[str, bool]:
    """The version of SQLite in this Python, and whether it is safe from the WAL fault."""
    return sqlite3.sqlite_version, sqlite3.sqlite_version_info >= SAFE_SQLITE


def probe(url: str, folder: Path) -> str:
    """One line on the database. Raises StoreError when it cannot be used."""
    return _postgres(url) if is_postgres(url) else _sqlite(folder / "ocop.sqlite3")


def _sqlite(path: Path) -> str:
    if not path.exists():
        return f"Cơ sở dữ liệu {path} chưa có, sẽ được tạo khi chạy"
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=2)
        try:
            verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            people = connection.execute("SELECT COUNT(*) FROM people").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise StoreError(
            f"Cơ sở dữ liệu {path} không đọc được ({error}): lấy bản sao lưu gần nhất"
        ) from error
    if verdict != "ok":
        raise StoreError(f"Cơ sở dữ liệu {path} bị hỏng ({verdict}): lấy bản sao lưu gần nhất")
    return f"Cơ sở dữ liệu {path} lành lặn, {people} người"


def _postgres(url: str) -> str:
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            row = connection.execute("SELECT current_setting('server_version')").fetchone()
    except psycopg.Error as error:
        raise no_answer() from error
    return f"PostgreSQL {row[0] if row else ''} trả lời"
