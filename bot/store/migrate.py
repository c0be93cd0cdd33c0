"""Migrations: bring the database to the newest shape, one process at a time."""

from __future__ import annotations

import os
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from bot.store.database import StoreError, is_postgres, no_answer
from bot.store.sqlite import take_lock

LOCK = 20260522  # the advisory lock's number: the day of QĐ 26/2026


def migrate(url: str, folder: Path) -> tuple[str, str]:
    """Migrate to the newest revision and return (before, after); "" is an empty database.

    Alembic takes no lock of its own: three of four started at once failed (engine.md). So this
    holds the file lock of SQLite, or an advisory lock of PostgreSQL. Raises StoreError.
    """
    if is_postgres(url):
        return _run(sa.create_engine(_driver(url)), "SELECT pg_advisory_xact_lock(:n)")
    path = folder / "ocop.sqlite3"
    lock = take_lock(path)
    try:
        return _run(sa.create_engine(f"sqlite:///{path.absolute()}"), None)
    finally:
        os.close(lock)


def _driver(url: str) -> str:
    return "postgresql+psycopg://" + url.split("://", 1)[1]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _run(engine: sa.Engine, lock: str | None) -> tuple[str, str]:
    try:
        with engine.begin() as connection:
            if lock:
                connection.execute(sa.text(lock), {"n": LOCK})
            before = _revision(connection)
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            return before, _revision(connection)
    except sa.exc.OperationalError as error:
        raise (no_answer() if lock else _failed(error)) from error
    except sa.exc.DBAPIError as error:
        raise _failed(error) from error
    finally:
        engine.dispose()


def _failed(error: sa.exc.DBAPIError) -> StoreError:
    return StoreError(
        f"Không cập nhật được cơ sở dữ liệu ({error.orig}). Dữ liệu cũ còn nguyên. "
        "Anh/chị chạy `python -m bot doctor` để xem máy đang thiếu gì."
    )


def _revision(connection: sa.Connection) -> str:
    if not sa.inspect(connection).has_table("alembic_version"):
        return ""
    return connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar() or ""
