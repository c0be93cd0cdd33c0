"""The whole bot over loopback with the fake Zalo: polled as for a try, posted as in production."""

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
from typing import Any

import pytest

from bot.app import App
from bot.commands.zalo import add_zalo
from bot.core.clock import SystemClock
from bot.core.message import Attachment, Outgoing
from bot.library import Knowledge
from bot.settings import Settings
from bot.store import outbox, people
from bot.store.database import Database
from bot.store.outbox import Rank
from tests.fakes.zalo import TOKEN, FakeZalo
from tests.workers import Workers

ROOT = Path(__file__).parent.parent
OTHER = "7000002:ZZotherotherotherother0"


async def started(
    workers: Workers, folder: Path, cache: Path, fake: FakeZalo, token: str = TOKEN
) -> Process:
    """`python -m bot run` as an operator starts it, without a window."""
    shutil.copytree(cache, folder / "cache", dirs_exist_ok=True)
    return await workers.start(
        sys.executable, "-m", "bot", "run",
        cwd=folder,
        stdin=DEVNULL,
        stdout=PIPE,
        stderr=PIPE,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "OCOP_DATA": str(folder),
            "PORT": "0",
            "ZALO_TOKEN": token,
            "ZALO_API_BASE": fake.base,
            "OFFICE": "xã Yên Hòa",
        },
    )  # fmt: skip


async def test_a_producers_first_minutes_by_typing_alone(
    workers: Workers, tmp_path: Path, cache: Path
) -> None:
    async with FakeZalo() as fake:
        process = await started(workers, tmp_path, cache, fake)
        await fake.until(lambda: fake.account.polling, 60)
        fake.says("lan", "chào em")
        assert len(await fake.heard("lan", 1, 20)) == 1
        fake.says("lan", "0")
        home = (await fake.heard("lan", 2))[1]
        assert "1. Hỏi đáp" in home.text
        fake.says("lan", "hd")
        assert "phần nào" in (await fake.heard("lan", 3))[2].text
        again = fake.says("lan", "giay chung nhan ocop co han bao lau")
        answer = (await fake.heard("lan", 4))[3]
        assert "36 tháng" in answer.text and "Nguồn:" in answer.text
        fake.gives(again)
        fake.sends("mai", "unsupported")
        (reply,) = await fake.heard("mai", 1)
        assert reply.text
        fake.says("nhom", "chào cả nhà", kind="GROUP")
        fake.says("lan", "cảm ơn em")
        await fake.heard("lan", 5)
        assert len(fake.seen("lan")) == 5, "what came twice is answered once"
        assert not fake.seen("nhom") and not fake.violations
        process.send_signal(signal.SIGTERM)
        out, err = await asyncio.wait_for(process.communicate(), 30)
    assert process.returncode == 0 and TOKEN not in (out + err).decode()
    assert "Zalo: đang phục vụ" in out.decode()


async def test_a_wrong_token_is_told_kindly(workers: Workers, tmp_path: Path, cache: Path) -> None:
    async with FakeZalo() as fake:
        wrong = "7000009:ZZwrongwrongwrongwrong00"
        process = await started(workers, tmp_path, cache, fake, wrong)
        out, err = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode == 2
    assert "Zalo Bot Manager" in err.decode() and "Traceback" not in err.decode()
    assert wrong not in (out + err).decode()


class Posted:
    """The whole bot in this process, its webhooks and files served on loopback."""

    def __init__(self, fake: FakeZalo, db: Database, knowledge: Knowledge, **more: Any) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        settings = Settings(
            port=port,
            public_url=f"http://127.0.0.1:{port}",
            zalo_token=f"{TOKEN}, {OTHER}",
            zalo_api_base=fake.base,
            **more,
        )
        self.fake, self.app = fake, App(settings, knowledge, db, SystemClock())
        self.said = ""

    async def __aenter__(self) -> Posted:
        self.said = await add_zalo(self.app)
        self._serving = asyncio.create_task(self.app.run())
        await asyncio.sleep(0.3)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._serving.cancel()
        await asyncio.gather(self._serving, return_exceptions=True)
        for channel in self.app.channels:
            await channel.close()

    async def sends(self, chat: str, message: Outgoing, rank: Rank = Rank.REPLY) -> None:
        """A message of ours to a chat of the first bot."""
        who = await people.known(self.app.db, "zalo", chat)
        assert who is not None
        async with self.app.db.write() as tx:
            await outbox.add(
                self.app.db,
                tx,
                key=message.text,
                channel="zalo",
                address_id=who.address_id,
                message=message,
                rank=rank,
                now=self.app.clock.now(),
            )
        self.app.deliverers["zalo"].wake()


@pytest.fixture
async def fake() -> AsyncIterator[FakeZalo]:
    """Two bots of one office."""
    async with FakeZalo(TOKEN, OTHER) as fake:
        yield fake
        assert not fake.violations


async def test_several_bots_are_posted_to_and_each_answers_its_own(
    fake: FakeZalo, sqlite: Database, knowledge: Knowledge, tmp_path: Path
) -> None:
    async with Posted(fake, sqlite, knowledge, ocop_data=tmp_path) as office:
        hello = fake.says("lan", "/start")
        fake.gives(hello)
        fake.says("lan", "/start", OTHER)
        for number in range(20):
            fake.says(f"p{number}", "/start", (TOKEN, OTHER)[number % 2])
        for number in range(20):
            assert "Trợ lý OCOP" in (await fake.heard(f"p{number}", 1, 20))[0].text
        await fake.heard("lan", 2, 20)
        assert len(fake.seen("lan")) == 2, "twice posted is answered once; two bots are two chats"
        bots = {call.fields["chat_id"]: call.bot for call in fake.made("sendMessage")}
        assert all(bots[f"p{n}"] == f"bot{n % 2 + 1}" for n in range(20))
        assert set(fake.posts) == {200} and not fake.made("getUpdates")
        assert "Zalo: đang phục vụ" in office.said


async def test_what_comes_late_or_again_is_answered_once_each(
    fake: FakeZalo, sqlite: Database, knowledge: Knowledge, tmp_path: Path
) -> None:
    """The newer one first, then the older, then both again, all at once."""
    async with Posted(fake, sqlite, knowledge, ocop_data=tmp_path) as office:
        older = fake.update("lan", "text", text="cài đặt")
        newer = fake.update("lan", "text", text="0")
        for update in (newer, older, newer, older, older):
            fake.gives(update)
        await fake.heard("lan", 2, 20)
        await fake.until(lambda: fake.posts == [200] * 5, 20)
        await office.app.deliverers["zalo"].once()
        texts = sorted(heard.text.split(".")[0] for heard in fake.seen("lan"))
        assert texts == ["Cài đặt", "Trang chính"]


async def test_a_picture_is_fetched_from_us_and_a_document_is_a_link(
    fake: FakeZalo, sqlite: Database, knowledge: Knowledge, tmp_path: Path
) -> None:
    async with Posted(fake, sqlite, knowledge, ocop_data=tmp_path) as office:
        fake.says("lan", "/start")
        await fake.heard("lan", 1, 20)
        picture = tmp_path / "kết quả.png"
        picture.write_bytes(b"\x89PNG picture")
        file = Attachment("photo", str(picture), picture.name, "image/png")
        await office.sends("bot1:lan", Outgoing("Ảnh kết quả", attachment=file))
        shown = (await fake.heard("lan", 2, 20))[1]
        assert shown.picture == b"\x89PNG picture" and shown.text == "Ảnh kết quả"
        paper = Attachment("document", str(picture), "ket-qua.pdf", "application/pdf")
        await office.sends("bot1:lan", Outgoing("Bản PDF", attachment=paper))
        link = (await fake.heard("lan", 3, 20))[2].text
        assert f"{office.app.settings.public_url}/f/" in link and "24 giờ" in link


async def test_a_spent_quota_waits_and_is_told(
    fake: FakeZalo, sqlite: Database, knowledge: Knowledge, tmp_path: Path
) -> None:
    given = {"ocop_data": tmp_path, "zalo_monthly": 2}
    async with Posted(fake, sqlite, knowledge, **given) as office:
        for text in ("/start", "0", "0"):
            fake.says("lan", text)
        await fake.heard("lan", 2, 20)
        await fake.until(lambda: office.app.deliverers["zalo"].counts["again"], 20)
        assert len(fake.seen("lan")) == 2
        assert await outbox.counts(sqlite) == {"sent": 2, "waiting": 1}
    async with Posted(fake, sqlite, knowledge, **given) as office:
        assert "Lưu ý, bot Zalo bot1: tháng này đã gửi 2/2 tin, có 1/50 người." in office.said
