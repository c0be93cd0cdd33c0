"""Where Telegram is only reached through a proxy, or from another base URL."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.channels.telegram import TelegramChannel
from bot.core.channel import TryLater
from bot.core.message import Outgoing
from tests.channels.conftest import QUICK
from tests.fakes.telegram import TOKEN, FakeTelegram

ME = {"id": 1, "is_bot": True, "first_name": "b", "username": "qua_proxy_bot"}


async def test_calls_go_through_the_proxy() -> None:
    asked: list[str] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        asked.append(head.split()[1])
        body = json.dumps({"ok": True, "result": ME if "getMe" in head else True})
        said = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}"
        writer.write(said.encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(proxy, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    channel = TelegramChannel(
        TOKEN,
        base_url="http://telegram.invalid",
        proxy=f"http://127.0.0.1:{port}",
        waits=QUICK,
    )
    await channel.start()
    assert channel.username == "qua_proxy_bot"
    assert asked == [
        f"http://telegram.invalid/bot{TOKEN}/getMe",
        f"http://telegram.invalid/bot{TOKEN}/deleteWebhook",
    ]
    await channel.close()
    server.close()


async def test_a_dead_proxy_means_nothing_was_sent(unused_tcp_port: int) -> None:
    dead = f"http://127.0.0.1:{unused_tcp_port}"
    channel = TelegramChannel(TOKEN, proxy=dead, waits=QUICK)
    with pytest.raises(TryLater):
        await channel.send("7", Outgoing("x"))
    await channel.close()


@pytest.mark.parametrize("ending", ["", "/", "/bot"])
async def test_the_base_url_may_end_as_people_write_it(fake: FakeTelegram, ending: str) -> None:
    channel = TelegramChannel(fake.token, base_url=fake.base + ending, waits=QUICK)
    await channel.start()
    assert channel.username == "ocop_thu_bot"
    await channel.close()


def test_the_pace_leaves_headroom_and_may_be_set() -> None:
    pace = TelegramChannel(TOKEN).limits.pace
    assert 25 <= pace.per_second <= 28
    assert (pace.chat_seconds, pace.chat_burst) == (1.0, 3)
    assert TelegramChannel(TOKEN, rate=5).limits.pace.per_second == 5
