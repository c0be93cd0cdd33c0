"""Evidence over Telegram: the real channel, the whole bot, the strict fake."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.app import App
from bot.channels.telegram import TelegramChannel
from bot.core.clock import SystemClock
from bot.library import Knowledge
from bot.settings import Settings
from bot.store.database import Database
from tests.channels.conftest import QUICK
from tests.fakes.telegram import FREE, FakeTelegram
from tests.test_checked import photo

RED = photo()


async def test_over_telegram_a_photo_comes_and_goes_back(
    sqlite: Database, knowledge: Knowledge, tmp_path: Path
) -> None:
    """The real channel on the strict fake: fetched with getFile, seen again as a photo."""
    async with FakeTelegram(FREE) as fake:
        fake.meets(7)
        app = App(Settings(ocop_data=tmp_path), knowledge, sqlite, SystemClock())
        channel = TelegramChannel(fake.token, base_url=fake.base, waits=QUICK)
        deliverer = app.add(channel)
        listening = channel.listen(app.receiver(channel))
        tasks = [asyncio.create_task(job) for job in (listening, deliverer.run())]
        heard = 0
        for said in ("tự chấm", "Chấm sản phẩm đầu tiên", "trà atiso", "Đúng bộ này", "mục 3.5"):
            labels = {
                label: action for m in fake.seen(7) for row in m.rows for label, action in row
            }
            if said in labels:
                fake.presses(7, fake.seen(7)[-1].id, labels[said])
            else:
                fake.says(7, said)
            heard = len(await fake.heard(7, heard + 1, 20))
        fake.sends_photo(7, RED, "nhãn mới")
        kept = (await fake.heard(7, heard + 1, 20))[-1]
        assert "Em giữ rồi: nhãn mới." in kept.text
        fake.presses(7, kept.id, kept.actions()[0])
        listed = (await fake.heard(7, heard + 2, 20))[-1]
        fake.presses(7, listed.id, listed.actions()[0])
        look = (await fake.heard(7, heard + 3, 20))[-1]
        assert look.kind == "photo" and look.file is not None
        assert look.file.data.startswith(b"\xff\xd8\xff")
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await channel.close()
        assert not fake.violations
