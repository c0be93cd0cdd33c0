"""Updates posted to us: only by Telegram, and answered 200 only when they are kept."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.webhook import BODY_LIMIT
from bot.core.channel import Receive, Webhook
from bot.core.message import Incoming
from tests.channels.conftest import QUICK, Bot
from tests.fakes.telegram import FakeTelegram

SECRET = "mot-bi_mat"
RIGHT = {"x-telegram-bot-api-secret-token": SECRET}
HELLO = {
    "update_id": 1,
    "message": {"chat": {"id": 7, "type": "private"}, "from": {"first_name": "Lan"}, "text": "a"},
}


async def keeps(_: Incoming) -> None:
    """A receiver that keeps everything."""


def door(receive: Receive = keeps) -> Webhook:
    channel = TelegramChannel(
        "1:a", webhook_url="https://ocop.invalid/telegram", secret=SECRET, waits=QUICK
    )
    (webhook,) = channel.webhooks(receive)
    return webhook


def body(update: object = HELLO) -> bytes:
    return json.dumps(update).encode()


def test_no_webhook_without_a_url() -> None:
    assert TelegramChannel("1:a").webhooks(keeps) == ()


async def test_an_update_with_our_secret_is_taken() -> None:
    heard: list[Incoming] = []

    async def receive(incoming: Incoming) -> None:
        heard.append(incoming)

    webhook = door(receive)
    assert webhook.path == "/telegram"
    assert await webhook.answer(RIGHT, body()) == 200
    assert [(h.address, h.text, h.update_id) for h in heard] == [("7", "a", "1")]


@pytest.mark.parametrize("secret", ["", "mot-bi_ma", "mot-bi_mat ", "MOT-BI_MAT", "bí mật"])
async def test_a_stranger_is_sent_away(secret: str) -> None:
    headers = {"x-telegram-bot-api-secret-token": secret}
    assert await door().answer(headers, body()) == 403
    assert await door().answer({}, body()) == 403


async def test_a_made_up_secret_cannot_be_empty() -> None:
    channel = TelegramChannel("1:a", webhook_url="https://ocop.invalid/telegram")
    (webhook,) = channel.webhooks(keeps)
    assert await webhook.answer({"x-telegram-bot-api-secret-token": ""}, body()) == 403
    assert await webhook.answer({}, body()) == 403


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"1", b"null", b"\xff\xfe", body({}), body({"update_id": "1"}), b"[" * 9999],
)
async def test_a_broken_body_is_refused(content: bytes) -> None:
    assert await door().answer(RIGHT, content) == 400


async def test_too_large_a_body_is_refused() -> None:
    assert await door().answer(RIGHT, b" " * BODY_LIMIT + b"x") == 413


async def test_200_only_after_receive_returned() -> None:
    written_down = asyncio.Event()

    async def slow(_: Incoming) -> None:
        await written_down.wait()

    answering = asyncio.ensure_future(door(slow).answer(RIGHT, body()))
    await asyncio.sleep(0.05)
    assert not answering.done()
    written_down.set()
    assert await answering == 200


async def test_one_persons_updates_stay_in_order_when_posted_at_once() -> None:
    heard: list[str] = []

    async def first_is_slowest(incoming: Incoming) -> None:
        await asyncio.sleep(0.03 / int(incoming.update_id))
        heard.append(incoming.update_id)

    webhook = door(first_is_slowest)
    posted = [body(HELLO | {"update_id": number}) for number in range(1, 6)]
    assert await asyncio.gather(*(webhook.answer(RIGHT, p) for p in posted)) == [200] * 5
    assert heard == ["1", "2", "3", "4", "5"]


@pytest.fixture
async def served(fake: FakeTelegram, unused_tcp_port: int) -> AsyncIterator[Bot]:
    """A bot whose webhook is served on loopback, and set at the fake."""
    url = f"http://127.0.0.1:{unused_tcp_port}/telegram"
    channel = TelegramChannel(fake.token, base_url=fake.base, webhook_url=url, waits=QUICK)
    bot = Bot(fake, channel)
    (webhook,) = channel.webhooks(bot.receive)

    async def answer(request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        return web.Response(status=await webhook.answer(headers, await request.read()))

    app = web.Application()
    app.router.add_post(webhook.path, answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", unused_tcp_port).start()
    yield bot
    await channel.close()
    await runner.cleanup()
    assert not fake.violations


async def test_telegram_finds_the_door(fake: FakeTelegram, served: Bot) -> None:
    fake.says(7, "trước khi mở cửa")
    await served.channel.listen(served.receive)  # sets the webhook and returns
    fake.says(7, "xin chào")
    fake.presses(7, 3, "a:1")
    heard = await served.hears(3)
    assert [h.text or h.action for h in heard] == ["trước khi mở cửa", "xin chào", "a:1"]
    await fake.until(lambda: fake.answered == ["q1"])
    assert fake.webhook_answers == [200, 200, 200]
    assert not fake.made("getUpdates")


async def test_what_was_not_kept_is_posted_again(fake: FakeTelegram) -> None:
    """Here nobody serves the door yet when the first update comes."""
    url = "http://127.0.0.1:9/telegram"
    channel = TelegramChannel(fake.token, base_url=fake.base, webhook_url=url, waits=QUICK)
    await channel.start()
    fake.says(7, "xin chào")
    await asyncio.sleep(0.3)
    await channel.close()
    assert set(fake.webhook_answers) == {0} and len(fake.webhook_answers) > 1
    assert len(fake.mailbox) == 1
