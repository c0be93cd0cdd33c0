"""What comes in from Zalo: polled or posted, only what is for us, kept before acknowledged."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.channels.zalo import WrongToken, ZaloChannel
from bot.core.channel import Receive, SendError, Webhook
from bot.core.message import Incoming, Kind
from tests.channels.zalo import ZaloBot, zalo
from tests.fakes.telegram.faults import Fault, broken, dropped, refused
from tests.fakes.zalo import TOKEN, FakeZalo

SECRET = "mot-bi_mat"
RIGHT = {"x-bot-api-secret-token": SECRET}
OTHER = "7000002:ZZotherotherotherother0"


@pytest.fixture
async def fake() -> AsyncIterator[FakeZalo]:
    """Zalo."""
    async with FakeZalo() as fake:
        yield fake


@pytest.fixture
async def bot(fake: FakeZalo) -> AsyncIterator[ZaloBot]:
    """A bot that polls."""
    bot = ZaloBot(fake, zalo(fake))
    await bot.listens()
    yield bot
    await bot.stops()
    await bot.channel.close()
    assert not fake.violations


async def test_a_whole_day_of_one_person(fake: FakeZalo, bot: ZaloBot) -> None:
    fake.says("lan", "xin chào")
    fake.sends("lan", "image", photo="https://x.vn/a.jpg", caption="nhãn")
    fake.sends("lan", "image", photo_url="https://x.vn/b.jpg")
    fake.sends("lan", "sticker", sticker="s1")
    fake.sends("lan", "voice", voice_url="https://x.vn/c.aac")
    fake.sends("lan", "unsupported")
    heard = await bot.hears(6)
    assert [h.kind for h in heard] == [Kind.TEXT, Kind.FILE, Kind.FILE, *[Kind.UNSUPPORTED] * 3]
    assert {h.address for h in heard} == {"bot1:lan"} and {h.name for h in heard} == {"Lan"}
    assert heard[1].text == "nhãn" and heard[2].attachments[0].ref == "https://x.vn/b.jpg"
    assert [h.attachments[0].kind for h in heard[3:]] == ["sticker", "voice", "other"]
    assert len({h.update_id for h in heard}) == 6


async def test_groups_and_bots_are_left_alone(fake: FakeZalo, bot: ZaloBot) -> None:
    fake.says("nhom", "chào cả nhà", kind="GROUP")
    fake.says("lan", "tin của chính bot", is_bot=True)
    fake.gives({"event_name": "user.followed.oa"})
    fake.says("lan", "câu của em")
    assert [h.text for h in await bot.hears(1)] == ["câu của em"]


async def test_an_idle_poll_is_no_failure(
    fake: FakeZalo, bot: ZaloBot, caplog: pytest.LogCaptureFixture
) -> None:
    fake.script("getUpdates", *[refused("Request timeout", code=408)] * 3)
    await fake.until(lambda: len(fake.made("getUpdates")) >= 4)
    fake.says("lan", "còn đó không")
    await bot.hears(1)
    assert not caplog.records


@pytest.mark.parametrize(
    "fault",
    [
        broken(502),
        dropped(accepted=False),
        refused("Unauthorized", code=401),
        refused("Internal error", code=403),
        refused("Quota", code=429),
        refused("a webhook is set"),
    ],
    ids=lambda fault: fault.description or "dropped",
)
async def test_no_failure_ends_the_listening(fake: FakeZalo, bot: ZaloBot, fault: Fault) -> None:
    fake.script("getUpdates", fault)
    await fake.until(lambda: len(fake.made("getUpdates")) >= 3)
    fake.says("lan", "còn đó không?")
    assert [h.text for h in await bot.hears(1)] == ["còn đó không?"]


async def test_it_starts_before_zalo_is_there(fake: FakeZalo) -> None:
    bot = ZaloBot(fake, zalo(fake))
    await fake.down()
    with pytest.raises(SendError):
        await bot.channel.start()
    starting = asyncio.create_task(bot.listens())
    await asyncio.sleep(0.1)
    await fake.up()
    await starting
    fake.says("lan", "một")
    await bot.hears(1)
    await bot.stops()
    await bot.channel.close()


async def test_what_cannot_be_kept_is_tried_again_then_skipped_without_its_words(
    fake: FakeZalo, bot: ZaloBot, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[str] = []

    async def chokes(incoming: Incoming) -> None:
        tries.append(incoming.text)
        if incoming.text == "chuyện riêng":
            raise OSError(f"cannot keep {incoming.text}")

    bot.on_message = chokes
    fake.says("lan", "chuyện riêng")
    fake.says("lan", "câu sau")
    assert [h.text for h in await bot.hears(1)] == ["câu sau"]
    assert tries.count("chuyện riêng") == 3 and "chuyện riêng" not in caplog.text


@pytest.mark.parametrize("token", ["", "nhầm token", "abc/../def", "short"])
def test_what_cannot_be_a_token_is_said_at_once(token: str) -> None:
    with pytest.raises(WrongToken, match="Zalo Bot Manager"):
        ZaloChannel([TOKEN, token])


async def test_a_wrong_token_is_said_and_not_shown(fake: FakeZalo) -> None:
    wrong = "7000009:ZZwrongwrongwrongwrong00"
    channel = zalo(fake, TOKEN, wrong)
    for act in (channel.start, lambda: channel.listen(ZaloBot(fake, channel).receive)):
        with pytest.raises(WrongToken, match="mã thứ 2") as caught:
            await act()
        assert wrong not in str(caught.value)
    await channel.close()


async def keeps(_: Incoming) -> None:
    """A receiver that keeps everything."""


async def door(fake: FakeZalo, receive: Receive = keeps) -> Webhook:
    """The webhook of a bot that Zalo knows."""
    channel = zalo(fake, public_url="https://xa.vn", secret=SECRET)
    await channel.start()
    await channel.close()
    (webhook,) = channel.webhooks(receive)
    return webhook


def body(update: object) -> bytes:
    return json.dumps(update).encode()


async def test_an_update_with_our_secret_is_taken_wrapped_or_bare(fake: FakeZalo) -> None:
    heard: list[Incoming] = []

    async def receive(incoming: Incoming) -> None:
        heard.append(incoming)

    webhook = await door(fake, receive)
    hello = fake.update("lan", "text", text="a")
    assert TOKEN not in webhook.path and fake.account.url == f"https://xa.vn{webhook.path}"
    assert await webhook.answer(RIGHT, body({"ok": True, "result": hello})) == 200
    assert await webhook.answer(RIGHT, body(hello)) == 200
    assert len(heard) == 2 and len({h.update_id for h in heard}) == 1


@pytest.mark.parametrize("secret", ["", "mot-bi_ma", "mot-bi_mat ", "MOT-BI_MAT", "bí mật"])
async def test_a_stranger_is_sent_away(fake: FakeZalo, secret: str) -> None:
    webhook = await door(fake)
    assert await webhook.answer({"x-bot-api-secret-token": secret}, b"{}") == 403
    assert await webhook.answer({}, b"{}") == 403


NO_ID = body({"event_name": "message.text.received", "message": {"chat": {"id": "lan"}}})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"1",
        b"null",
        b"\xff\xfe",
        b"[" * 9999,
        body({}),
        body({"event_name": 1}),
        NO_ID,
    ],
)
async def test_a_broken_body_is_refused(fake: FakeZalo, content: bytes) -> None:
    assert await (await door(fake)).answer(RIGHT, content) == 400


async def test_200_only_when_it_is_kept(fake: FakeZalo) -> None:
    kept = asyncio.Event()

    async def slow(_: Incoming) -> None:
        await kept.wait()

    async def never(_: Incoming) -> None:
        raise OSError

    hello = body(fake.update("lan", "text", text="a"))
    answering = asyncio.ensure_future((await door(fake, slow)).answer(RIGHT, hello))
    await asyncio.sleep(0.05)
    assert not answering.done()
    kept.set()
    assert await answering == 200
    assert await (await door(fake, never)).answer(RIGHT, hello) == 500


async def test_before_zalo_said_who_we_are_nothing_is_acknowledged(fake: FakeZalo) -> None:
    channel = zalo(fake, public_url="https://xa.vn", secret=SECRET)
    (webhook,) = channel.webhooks(keeps)
    assert await webhook.answer(RIGHT, body(fake.update("lan", "text", text="a"))) == 503
    await channel.close()


async def test_each_bot_has_a_door_and_a_secret_of_its_own() -> None:
    async with FakeZalo(TOKEN, OTHER) as fake:
        channel = zalo(fake, TOKEN, OTHER, public_url="https://xa.vn")
        await channel.start()
        one, other = channel.webhooks(keeps)
        secrets = [account.secret for account in fake.accounts.values()]
        assert one.path != other.path and len(set(secrets)) == 2
        assert await one.answer({"x-bot-api-secret-token": secrets[1]}, b"{}") == 403
        await channel.close()
        again = zalo(fake, TOKEN, OTHER, public_url="https://xa.vn")
        await again.start()
        assert [a.secret for a in fake.accounts.values()] == secrets, "stable over a restart"
        await again.close()


async def test_what_is_said_while_nobody_polls_is_lost_and_posted_when_hooked(
    fake: FakeZalo, unused_tcp_port: int
) -> None:
    """The reason why the webhook is the way for production."""
    fake.says("lan", "không ai nghe")
    assert fake.account.lost == 1
    url = f"http://127.0.0.1:{unused_tcp_port}"
    bot = ZaloBot(fake, zalo(fake, public_url=url))
    runner = await served(bot, unused_tcp_port)
    await bot.listens()
    first = fake.says("lan", "xin chào")
    fake.gives(first)
    assert [h.text for h in await bot.hears(2)] == ["xin chào"] * 2
    assert len({h.update_id for h in bot.received}) == 1, "a second copy is known by its id"
    await fake.until(lambda: fake.posts == [200, 200])
    await bot.stops()
    await bot.channel.close()
    await runner.cleanup()


async def served(bot: ZaloBot, port: int) -> web.AppRunner:
    """The webhook on loopback."""
    (webhook,) = bot.channel.webhooks(bot.receive)

    async def answer(request: web.Request) -> web.Response:
        headers = {name.lower(): value for name, value in request.headers.items()}
        return web.Response(status=await webhook.answer(headers, await request.read()))

    app = web.Application()
    app.router.add_post(webhook.path, answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return runner
