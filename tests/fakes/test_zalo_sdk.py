"""python-zalo-bot talks to our fake Zalo: it is not only our own client that is understood.

It also shows a trap that our client avoids: the SDK takes `ok: false` for success.
"""

from __future__ import annotations

import pytest
import zalo_bot

from bot.channels.zalo import ZaloChannel
from bot.core.channel import SendError
from bot.core.message import Outgoing
from tests.fakes.zalo import TOKEN, FakeZalo


async def test_the_sdk_greets_polls_and_sends() -> None:
    async with FakeZalo() as fake:
        fake.meets("lan")
        async with zalo_bot.Bot(TOKEN, base_url=fake.base) as bot:
            me = await bot.get_me()
            assert (me.id, me.account_type) == ("bot1", "BASIC")
            fake.account.polling += 1  # so that nothing is lost before it polls
            fake.says("lan", "xin chào")
            update = await bot.get_update(timeout=5)
            assert update is not None and update.message is not None
            assert (update.message.text, update.message.chat.id) == ("xin chào", "lan")
            await bot.send_message("lan", "chào lại")
            await bot.send_photo("lan", "ảnh đây", "https://xa.vn/a.png")
            await bot._set_webhook_async(url="https://xa.vn/zalo", secret_token="12345678")
        text, photo = fake.seen("lan")
        assert text.text == "chào lại"
        assert (photo.text, photo.photo) == ("ảnh đây", "https://xa.vn/a.png")
        assert fake.account.url == "https://xa.vn/zalo" and not fake.violations


async def test_what_the_sdk_takes_for_sent_is_an_error_to_us() -> None:
    async with FakeZalo(monthly=0) as fake:
        fake.meets("lan")
        async with zalo_bot.Bot(TOKEN, base_url=fake.base) as bot:
            await bot.send_message("lan", "mất mà không ai biết")
        ours = ZaloChannel([TOKEN], base_url=fake.base)
        await ours.start()
        with pytest.raises(SendError, match="quota"):
            await ours.send("bot1:lan", Outgoing("không mất"))
        await ours.close()
        assert not fake.seen("lan")
