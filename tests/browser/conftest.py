"""A running bot and a phone's browser on it. All tests here are plain functions, for Playwright's
synchronous way does not share a thread with an event loop."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from bot.core.register import Listed
from bot.store import imported, imports
from bot.store.database import open_database
from bot.store.migrate import migrate
from tests.browser.phone import Phone

ROOT = Path(__file__).parent.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
MISSING = "Chưa có Chromium: cài bằng `apt install chromium` để chạy các phép thử trên trình duyệt"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


async def invited(folder: Path) -> str:
    """The code of somebody whom the office has on its list."""
    migrate("", folder)
    db, now = await open_database("", folder), datetime.now(UTC)
    try:
        await imports.take_in(db, [Listed(2, "Nguyễn Thị Lan", "0912345678", "37", "13966")], now)
        until = now + timedelta(days=1)
        (lan,) = [one async for one in imported.invite_all(db, "", "", now, until)]
        return lan.code
    finally:
        await db.close()


class Bot:
    """`python -m bot run`, as an operator without any token starts it."""

    def __init__(self, folder: Path, cache: Path) -> None:
        """It starts, on a port of its own."""
        shutil.copytree(cache, folder / "cache")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.base, self._folder = f"http://127.0.0.1:{self.port}", folder
        self.store = folder / "ocop.sqlite3"
        self.invitation = asyncio.run(invited(folder))
        self.starts()

    def starts(self) -> None:
        """Start, and wait until it serves."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"],
            cwd=self._folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            env={
                "PATH": os.environ["PATH"],
                "PYTHONPATH": str(ROOT),
                "PYTHONIOENCODING": "utf-8",
                "OCOP_DATA": str(self._folder),
                "PORT": str(self.port),
                "WEB_RATE": "0",
            },
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self._process.poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"{self.base}/health", timeout=1):
                return
            time.sleep(0.05)
        raise AssertionError("the bot did not start")

    def stops(self) -> str:
        """As Ctrl-C does; what it said."""
        self._process.send_signal(signal.SIGTERM)
        said, _ = self._process.communicate(timeout=30)
        assert self._process.returncode == 0
        return said.decode()


@pytest.fixture(scope="package")
def bot(tmp_path_factory: pytest.TempPathFactory, cache: Path) -> Iterator[Bot]:
    """One bot for all tests here."""
    if CHROMIUM is None:
        pytest.fail(MISSING) if os.environ.get("CI") else pytest.skip(MISSING)
    bot = Bot(tmp_path_factory.mktemp("web"), cache)
    yield bot
    assert f"http://127.0.0.1:{bot.port}/" in bot.stops()


@pytest.fixture(scope="package")
def chromium(bot: Bot) -> Iterator[Browser]:
    """One Chromium for all tests here."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A phone that was never here before."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 640},
        has_touch=True,
        is_mobile=True,
        device_scale_factor=2,
        locale="vi-VN",
    )
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def phone(context: BrowserContext, bot: Bot) -> Iterator[Phone]:
    """The page is open; at the end nothing forbidden was done."""
    phone = Phone(context.new_page(), bot.base)
    phone.opens()
    yield phone
    phone.was_good()
