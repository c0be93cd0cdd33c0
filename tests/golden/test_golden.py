"""The golden conversations on every channel: same words, same choices, each in its own dress."""

from __future__ import annotations

from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path

import pytest

from bot.app import App
from bot.library import Knowledge
from bot.settings import Settings
from bot.store.database import open_database
from bot.store.migrate import migrate
from jobs.reminders import plan
from tests.fakes.zalo import FakeZalo
from tests.golden import telegram
from tests.golden.phone import Phone, Told
from tests.golden.play import play
from tests.golden.telegram import TelegramPhone
from tests.golden.terminal import TerminalPhone
from tests.golden.web import WebPhone
from tests.golden.zalo import ZaloPhone
from tests.world import FakeClock

HERE = Path(__file__).parent
SCRIPTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(HERE.glob("*.txt"))}
CHANNELS = ("terminal", "telegram", "zalo", "web")


async def phones(stack: AsyncExitStack, app: App, channel: str) -> Phone:
    """A phone of this channel, listening."""
    phone: Phone
    if channel == "terminal":
        phone = TerminalPhone(app)
    elif channel == "web":
        phone = WebPhone(app, app.settings.ocop_data)
    elif channel == "zalo" or channel == "zalo":
        phone = ZaloPhone(app, await stack.enter_async_context(FakeZalo()))
    else:
        phone = TelegramPhone(app, await stack.enter_async_context(telegram.fake()))
    await phone.start()
    stack.push_async_callback(phone.stop)
    return phone


@pytest.mark.parametrize("script", SCRIPTS)
async def test_golden(script: str, knowledge: Knowledge, tmp_path: Path) -> None:
    """Plays one script on every channel, each with a database of its own, and compares."""
    words = SCRIPTS[script]
    told = {c: await _told(c, words, knowledge, _database(tmp_path / c)) for c in CHANNELS}
    for channel in CHANNELS[1:]:
        _same(told[CHANNELS[0]], told[channel], f"{CHANNELS[0]} and {channel}")


def _database(folder: Path) -> Path:
    """A folder with a migrated SQLite file."""
    folder.mkdir()
    migrate("", folder)
    return folder


async def _told(channel: str, script: str, knowledge: Knowledge, folder: Path) -> list[Told]:
    clock = FakeClock()
    async with AsyncExitStack() as stack:
        db = await open_database("", folder)
        stack.push_async_callback(db.close)
        app = App(Settings(ocop_data=folder), knowledge, db, clock)
        phone = await phones(stack, app, channel)
        return await play(phone, clock, partial(_tick, app), script)


async def _tick(app: App) -> None:
    """What happens by the clock."""
    await plan(app.knowledge.library, app.db, app.clock.now(), app.clockwork.sources)


def _same(one: list[Told], other: list[Told], who: str) -> None:
    for at, (left, right) in enumerate(zip(one, other, strict=False)):
        assert left.text == right.text, f"{who} differ at message {at}"
        missing = set(left.choices) ^ set(right.choices)
        assert not missing or not right.whole, f"{who} differ at {left.text!r}: {missing}"
        assert set(right.choices) <= set(left.choices), f"{who} differ at {left.text!r}"
    assert len(one) == len(other), f"{who} were not told the same number of messages"
