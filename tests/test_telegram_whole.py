"""The whole bot over loopback: the real process, the fake Telegram, a producer with a phone."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import socket
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.app import App
from bot.channels.telegram import TelegramChannel
from bot.core.clock import SystemClock
from bot.library import Knowledge
from bot.settings import Settings
from bot.store.database import Database
from tests.fakes.telegram import LAW, FakeTelegram
from tests.workers import Workers

ROOT = Path(__file__).parent.parent


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    """Telegram with its limits enforced."""
    async with FakeTelegram(LAW) as fake:
        yield fake


@pytest.fixture
async def bot(
    fake: FakeTelegram, workers: Workers, tmp_path: Path, cache: Path
) -> AsyncIterator[Process]:
    """`python -m bot run` as an operator starts it."""
    shutil.copytree(cache, tmp_path / "cache")
    process = await workers.start(
        sys.executable, "-m", "bot", "run",
        cwd=tmp_path,
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "OCOP_DATA": str(tmp_path),
            "PORT": "0",
            "TELEGRAM_TOKEN": fake.token,
            "BOT_API_BASE": fake.base,
            "OFFICE": "xã Yên Hòa",
            "CONTACT": "chị Lan, bộ phận một cửa",
        },
    )  # fmt: skip
    await fake.until(lambda: bool(fake.made("getUpdates")), 60)
    yield process
    process.send_signal(signal.SIGTERM)
    out, err = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0
    assert fake.token not in (out + err).decode()
    assert not fake.violations


def button(fake: FakeTelegram, chat: int, label: str) -> tuple[int, str]:
    """The message and action of the newest button with this label."""
    for message in reversed(fake.seen(chat)):
        for row in message.rows:
            for shown, action in row:
                if shown == label:
                    return message.id, action
    raise AssertionError(f"no button {label!r}")


async def test_a_producers_first_minutes(fake: FakeTelegram, bot: Process) -> None:
    fake.says(7, "/start")
    (greeting,) = await fake.heard(7, 1, 20)
    assert "Trợ lý OCOP của xã Yên Hòa" in greeting.text
    assert len(greeting.text.splitlines()) == 3
    fake.presses(7, *button(fake, 7, "Hỏi đáp"))
    await fake.until(lambda: "phần nào" in fake.seen(7)[0].text)
    assert len(fake.seen(7)) == 1, "a menu takes the place of the menu that was pressed"
    fake.says(7, "giay chung nhan ocop co han bao lau")
    answer = (await fake.heard(7, 2))[1]
    assert "36 tháng" in answer.text and "Nguồn:" in answer.text
    fake.presses(7, *button(fake, 7, "Đúng ý"))
    thanks = (await fake.heard(7, 3))[2]
    assert thanks.text.startswith("Cảm ơn")
    labels = [label for row in fake.seen(7)[1].rows for label, _ in row]
    assert "Đúng ý" not in labels and "Trang chính" in labels
    fake.says(7, "gặp cán bộ")
    assert "chị Lan" in (await fake.heard(7, 4))[3].text
    assert len(fake.answered) == 2, "every press is answered"


async def test_whatever_people_send_is_answered(fake: FakeTelegram, bot: Process) -> None:
    fake.sends_photo(8)
    fake.sends(9, voice={"file_id": "v", "file_unique_id": "u", "duration": 3})
    fake.sends(10, location={"latitude": 21.0, "longitude": 105.8})
    fake.forwards(11, "nộp hồ sơ ở đâu")
    fake.edits(12, "nộp hồ sơ ở đâu")
    fake.presses(13, 0, "more:khong_co:1:ff")
    fake.says(14, "😀")
    fake.says(15, "x" * 4096)
    for chat in range(8, 16):
        (reply,) = await fake.heard(chat, 1, 20)
        assert reply.text and reply.rows


async def test_who_blocks_and_comes_back_is_greeted_again(fake: FakeTelegram, bot: Process) -> None:
    fake.says(7, "/start")
    await fake.heard(7, 1, 20)
    fake.blocks(7)
    fake.unblocks(7)
    assert "trở lại" in (await fake.heard(7, 2, 20))[1].text


async def test_a_crowd_is_served_within_the_law(fake: FakeTelegram, bot: Process) -> None:
    """60 people at once: everybody is answered, and Telegram never has to say 429."""
    for chat in range(100, 160):
        fake.says(chat, "/start")
    for chat in range(100, 160):
        await fake.heard(chat, 1, 30)
    assert all(call.status == 200 for call in fake.made("sendMessage"))
    assert fake.pace.busiest <= 30


async def test_webhooks_are_served_by_the_whole_bot(
    fake: FakeTelegram, sqlite: Database, knowledge: Knowledge
) -> None:
    """With PUBLIC_URL Telegram posts to us; a stranger's post is refused, a big one too."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    url = f"http://127.0.0.1:{port}/telegram"
    app = App(Settings(port=port), knowledge, sqlite, SystemClock())
    channel = TelegramChannel(fake.token, base_url=fake.base, webhook_url=url)
    app.add(channel)
    serving = asyncio.create_task(app.run())
    try:
        fake.says(7, "/start")
        assert "Trợ lý OCOP" in (await fake.heard(7, 1, 20))[0].text
        async with httpx.AsyncClient() as stranger:
            assert (await stranger.post(url, json={"update_id": 1})).status_code == 403
            assert (await stranger.post(url, content=b"x" * 2_000_000)).status_code == 413
            health = await stranger.get(f"http://127.0.0.1:{port}/health")
            assert (health.status_code, health.text) == (200, "ok")
    finally:
        serving.cancel()
        await asyncio.gather(serving, return_exceptions=True)
        await channel.close()
    assert not fake.violations
