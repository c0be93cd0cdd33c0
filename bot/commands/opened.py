"""The store as commands open it: alone to write, and beside a running bot to look."""

from __future__ import annotations

from bot.settings import Settings
from bot.store.database import Database, Taken, open_database
from bot.store.migrate import migrate
from bot.store.sqlite import SqliteBeside


async def to_write(settings: Settings) -> Database:
    """In its newest shape. Raises StoreError; Taken while a bot runs on the same SQLite file."""
    migrate(settings.database_url, settings.ocop_data)
    return await open_database(settings.database_url, settings.ocop_data)


async def to_look(settings: Settings) -> Database:
    """For reading only; where a bot runs on the same SQLite file, beside it. Raises StoreError."""
    try:
        return await to_write(settings)
    except Taken:
        return await SqliteBeside.open(settings.ocop_data / "ocop.sqlite3")
