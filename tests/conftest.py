"""What all tests share: databases of both kinds, the real content, and a world to talk in."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.library import Knowledge, open_knowledge
from bot.settings import Settings
from bot.store.database import Database, open_database
from bot.store.migrate import migrate
from tests import postgres
from tests.workers import Workers
from tests.world import World

NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The URL of a running PostgreSQL server; skips where none is installed, fails in CI."""
    if postgres.programs() is None:
        if os.environ.get("CI"):
            pytest.fail(postgres.MISSING)
        pytest.skip(postgres.MISSING)
    with postgres.server() as url, postgres.database(url, "ocop_template") as template:
        migrate(template, Path())
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file."""
    folder = tmp_path_factory.mktemp("template")
    migrate("", folder)
    return folder / "ocop.sqlite3"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The DATABASE_URL of a fresh, migrated database: "" is SQLite in tmp_path."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), tmp_path / "ocop.sqlite3")
        yield ""
        return
    server = request.getfixturevalue("postgres_server")
    with postgres.database(server, f"test_{next(NUMBERS)}", "ocop_template") as url:
        yield url


@pytest.fixture
async def db(database_url: str, tmp_path: Path) -> AsyncIterator[Database]:
    """A fresh database of each kind, opened."""
    opened = await open_database(database_url, tmp_path)
    yield opened
    await opened.close()


@pytest.fixture
async def sqlite(sqlite_template: Path, tmp_path: Path) -> AsyncIterator[Database]:
    """A fresh SQLite database, for what does not touch the store's own ways."""
    shutil.copy(sqlite_template, tmp_path / "ocop.sqlite3")
    opened = await open_database("", tmp_path)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Knowledge, Path]:
    """The real content and the real search, with the folder they were built in."""
    folder = tmp_path_factory.mktemp("data")
    return open_knowledge(Settings(ocop_data=folder)), folder


@pytest.fixture(scope="session")
def knowledge(built: tuple[Knowledge, Path]) -> Knowledge:
    """The real content and the real search."""
    return built[0]


@pytest.fixture(scope="session")
def cache(built: tuple[Knowledge, Path]) -> Path:
    """The cache folder of what was built, so that processes of the tests start quickly."""
    return built[1] / "cache"


@pytest.fixture
def world(sqlite: Database, knowledge: Knowledge, tmp_path: Path) -> World:
    """The whole bot on SQLite, with a clock and a channel in our hands."""
    return World(sqlite, knowledge, ocop_data=tmp_path)


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    """Processes that end with the test, also with one that fails."""
    async with Workers() as workers:
        yield workers
