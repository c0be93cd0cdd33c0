"""An announcement with a photo, over loopback: the real channel, and Telegram's rules enforced."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from bot.app import App
from bot.channels.telegram import TelegramChannel
from bot.core.reads.officials import Office, Role
from bot.library import Knowledge
from bot.settings import Settings
from bot.store import officials, people
from bot.store.database import Database
from tests.fakes.telegram import LAW, FakeTelegram, Heard
from tests.world import NOON

OFFICIAL, PRODUCERS = 7, (11, 12, 13, 14)


class FromNoon:
    """A clock that goes on from noon: at night nobody would be written to."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def now(self) -> datetime:
        return NOON + timedelta(seconds=time.monotonic() - self._began)


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(LAW) as fake:
        yield fake
        assert not fake.violations


@pytest.fixture
async def app(
    fake: FakeTelegram, sqlite: Database, knowledge: Knowledge, tmp_path: Path
) -> AsyncIterator[App]:
    """The bot at noon, with an official and four producers of one commune."""
    app = App(Settings(ocop_data=tmp_path), knowledge, sqlite, FromNoon())
    channel = TelegramChannel(fake.token, base_url=fake.base)
    deliverer = app.add(channel)
    async with sqlite.write() as tx:
        for chat in (OFFICIAL, *PRODUCERS):
            fake.meets(chat)
            now = app.clock.now()
            _, person = await people.add(sqlite, tx, "telegram", str(chat), now)
            await sqlite.sql.live_at(tx, person=person, tinh="37", xa="13966")
            if chat == OFFICIAL:
                office = Office(Role.XA, "37", "13966")
                await officials.appoint(sqlite, tx, person, office, 0, now)
    work = [channel.listen(app.receiver(channel)), deliverer.run()]
    tasks = [asyncio.create_task(one) for one in work]
    yield app
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await channel.close()


def photo() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "green").save(out, "JPEG")
    return out.getvalue()


async def press(fake: FakeTelegram, label: str, chat: int = OFFICIAL) -> None:
    """Press the newest button with this label as soon as it is there, and wait for an answer."""
    await fake.until(lambda: bool(buttons(fake, label, chat)), 20)
    before = stirred(fake, chat)
    fake.presses(chat, *buttons(fake, label, chat)[-1])
    await fake.until(lambda: stirred(fake, chat) > before, 20)


def buttons(fake: FakeTelegram, label: str, chat: int) -> list[tuple[int, str]]:
    """The messages and actions of the buttons with this label, oldest first."""
    return [
        (message.id, action)
        for message in fake.seen(chat)
        for row in message.rows
        for shown, action in row
        if shown == label
    ]


def stirred(fake: FakeTelegram, chat: int) -> int:
    return sum(1 + message.edits for message in fake.seen(chat))


async def say(fake: FakeTelegram, text: str) -> None:
    before = stirred(fake, OFFICIAL)
    fake.says(OFFICIAL, text)
    await fake.until(lambda: stirred(fake, OFFICIAL) > before, 20)


def photos(fake: FakeTelegram, chat: int) -> list[Heard]:
    return [message for message in fake.seen(chat) if message.kind == "photo"]


async def test_a_photo_reaches_everybody_by_its_handle(
    fake: FakeTelegram, app: App, tmp_path: Path
) -> None:
    await say(fake, "/thongbao")
    await press(fake, "✎ Soạn thông báo mới")
    before = stirred(fake, OFFICIAL)
    fake.sends_photo(OFFICIAL, photo(), "Mời bà con họp chợ OCOP.")
    await fake.until(lambda: stirred(fake, OFFICIAL) > before, 20)
    await press(fake, "☐ Nút “Đã đọc”")
    await press(fake, "Thêm nút mở trang")
    await say(fake, "https://ocop.gov.vn")
    await say(fake, "Xem chi tiết")
    await press(fake, "Gửi cho ai")
    await press(fake, "Xem thử")
    await fake.until(lambda: bool(photos(fake, OFFICIAL)), 20)
    (seen,) = photos(fake, OFFICIAL)  # exactly as it will be
    assert "họp chợ" in seen.text and [row[0][0] for row in seen.rows] == ["Đã đọc", "Xem chi tiết"]
    await press(fake, "Tiếp tục gửi")
    await press(fake, "✔ Xác nhận gửi")
    for _ in range(3):  # the file is fetched, the list written, the run started
        await app.broadcasts.tick()
    app.deliverers["telegram"].wake()
    await fake.until(lambda: all(photos(fake, chat) for chat in PRODUCERS), 30)
    assert list((tmp_path / "announced").rglob("photo.jpg"))
    (got,) = photos(fake, PRODUCERS[0])
    assert (got.text, got.rows) == (seen.text, seen.rows)
    assert got.file is not None and got.file.name.startswith("photo")  # nothing was sent up again

    await press(fake, "Đã đọc", PRODUCERS[1])
    await app.broadcasts.tick()
    await fake.until(lambda: len(photos(fake, OFFICIAL)) == 2, 20)
    await asyncio.sleep(0.3)  # until that, too, is written down
    await press(fake, "Xem thông báo")
    report = "Đã gửi: 5 · đã đọc: 1"
    await fake.until(lambda: any(report in m.text for m in fake.seen(OFFICIAL)), 20)
