"""Sending to the fake Zalo: what arrives, what each refusal becomes, quotas, files."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from bot.channels.zalo import Words, ZaloChannel
from bot.core.channel import Blocked, Refused, SendError, TryLater, Unclear
from bot.core.message import Attachment, Choice, Outgoing
from tests.channels.zalo import zalo
from tests.fakes.telegram.faults import Fault, broken, dropped, fine, refused, silent
from tests.fakes.zalo import TOKEN, FakeZalo

LAN = "bot1:lan"
HOME = Choice("Trang chính", "home")


@pytest.fixture
async def fake() -> AsyncIterator[FakeZalo]:
    """Zalo, with one chat."""
    async with FakeZalo() as fake:
        fake.meets("lan")
        yield fake
        assert not fake.violations


@pytest.fixture
async def channel(fake: FakeZalo) -> AsyncIterator[ZaloChannel]:
    """A channel whose bot is known."""
    channel = zalo(fake)
    await channel.start()
    yield channel
    await channel.close()


async def failure(channel: ZaloChannel, message: Outgoing, to: str = LAN) -> SendError:
    with pytest.raises(SendError) as caught:
        await channel.send(to, message)
    assert TOKEN not in str(caught.value)
    return caught.value


async def test_choices_are_numbered_lines_and_home_is_zero(
    fake: FakeZalo, channel: ZaloChannel
) -> None:
    menu = ((Choice("Hỏi đáp", "ask"), Choice("Tự chấm", "as")), (HOME,))
    receipt = await channel.send(LAN, Outgoing("Anh/chị cần gì?", menu))
    (heard,) = fake.seen("lan")
    assert heard.text == "Anh/chị cần gì?\n\n1. Hỏi đáp\n2. Tự chấm\n0. Trang chính"
    assert receipt.message == heard.id and receipt.at is not None
    (call,) = fake.made("sendMessage")
    assert set(call.fields) == {"chat_id", "text"}, "plain text: no parse mode for people's words"


async def test_where_our_words_speak_of_buttons_it_says_how_to_choose(fake: FakeZalo) -> None:
    channel = zalo(fake, words=Words(choose="(gõ số)"))
    await channel.start()
    menu = ((Choice("Hỏi đáp", "ask"),),)
    await channel.send(LAN, Outgoing("Nhắn câu hỏi, hoặc bấm một nút.", menu))
    await channel.send(LAN, Outgoing("Anh/chị cần gì?", menu))
    await channel.send(LAN, Outgoing("Bấm là xong."))
    texts = [heard.text for heard in fake.seen("lan")]
    assert texts[0] == "Nhắn câu hỏi, hoặc bấm một nút.\n\n(gõ số)\n\n1. Hỏi đáp"
    assert not any("gõ số" in text for text in texts[1:])
    await channel.close()


async def test_a_long_menu_comes_in_pages(fake: FakeZalo, channel: ZaloChannel) -> None:
    menu = (*((Choice(f"bộ {n}", f"s:{n}"),) for n in range(1, 27)), (HOME,))
    await channel.send(LAN, Outgoing("Bộ nào?", menu))
    lines = fake.seen("lan")[0].text.split("\n")
    assert lines[2:] == [f"{n}. bộ {n}" for n in range(1, 11)] + ["+. Xem tiếp", "0. Trang chính"]


async def test_a_text_is_cut_at_two_thousand_characters(
    fake: FakeZalo, channel: ZaloChannel
) -> None:
    text = "Một câu ngắn 😀. " * 300
    receipt = await channel.send(LAN, Outgoing(text))
    heard = fake.seen("lan")
    assert receipt.parts == tuple(h.id for h in heard) and len(heard) == 3
    assert all(1 <= len(h.text) <= 2000 for h in heard)
    assert " ".join(h.text.strip() for h in heard).split() == text.split()


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (refused("text is wrong"), Refused),
        (refused("chat not found"), Blocked),
        (refused("Unauthorized", code=401), TryLater),
        (refused("Internal error", code=403), Unclear),
        (refused("Not Found", code=404), Refused),
        (refused("Request timeout", code=408), Unclear),
        (refused("Quota exceeded", code=429), TryLater),
        (refused("something new", code=599), Unclear),
        (broken(502), TryLater),
        (dropped(accepted=True), Unclear),
        (silent(2, accepted=True), Unclear),
    ],
    ids=lambda value: getattr(value, "description", "") or "",
)
async def test_what_each_refusal_becomes(
    fake: FakeZalo, channel: ZaloChannel, fault: Fault, kind: type[SendError]
) -> None:
    """HTTP 200 with ok: false is an error; 403 is Zalo's inner error and closes nobody's chat."""
    fake.script("sendMessage", fault)
    assert type(await failure(channel, Outgoing("x"))) is kind


async def test_without_a_connection_it_is_tried_later(fake: FakeZalo, channel: ZaloChannel) -> None:
    await fake.down()
    assert isinstance(await failure(channel, Outgoing("x")), TryLater)


async def test_a_message_stopped_halfway_goes_on_where_it_stopped(
    fake: FakeZalo, channel: ZaloChannel
) -> None:
    fake.script("sendMessage", fine(), refused("Quota exceeded", code=429))
    message = Outgoing("Một câu ngắn. " * 300)
    await failure(channel, message)
    await channel.send(LAN, message)
    assert "".join(h.text for h in fake.seen("lan")).count("Một câu ngắn.") == 300


class Counter:
    """A quota of some messages."""

    def __init__(self, left: int) -> None:
        self.left = left

    async def take(self, account: str) -> bool:
        assert account == "bot1"
        if self.left == 0:
            return False
        self.left -= 1
        return True

    async def give_back(self, account: str) -> None:
        self.left += 1


async def test_a_spent_quota_asks_nothing_of_zalo(fake: FakeZalo) -> None:
    channel = zalo(fake, meter=Counter(1))
    await channel.start()
    await channel.send(LAN, Outgoing("một"))
    error = await failure(channel, Outgoing("hai"))
    assert isinstance(error, TryLater) and not error.everyone and error.after >= 3600
    assert len(fake.made("sendMessage")) == 1
    await channel.close()


async def test_what_did_not_go_out_is_not_counted(fake: FakeZalo) -> None:
    meter = Counter(5)
    channel = zalo(fake, meter=meter)
    await channel.start()
    fake.script("sendMessage", refused("text"), dropped(accepted=True))
    await failure(channel, Outgoing("một"))
    assert meter.left == 5
    await failure(channel, Outgoing("có thể đã tới"))
    assert meter.left == 4
    await channel.close()


async def test_a_picture_goes_by_its_address_and_a_document_as_a_link(
    fake: FakeZalo, tmp_path: Path
) -> None:
    words = Words("Tệp {name} ở đây: {url}", "({name} thì không)")
    channel = zalo(fake, publish=lambda file: f"https://xa.vn/f/{file.name}", words=words)
    await channel.start()
    yes = ((Choice("Đúng", "y"),),)
    await channel.send(LAN, Outgoing("Ảnh đây", yes, Attachment("photo", "/a.png", "a.png")))
    await channel.send(LAN, Outgoing("Mẫu đây", yes, Attachment("document", "/b.pdf", "b.pdf")))
    await channel.send(LAN, Outgoing("dài " * 600, (), Attachment("photo", "/c.png", "c.png")))
    photo, link, second, *rest = fake.seen("lan")
    assert (photo.photo, photo.text) == ("https://xa.vn/f/a.png", "Ảnh đây\n\n1. Đúng")
    assert link.text == "Mẫu đây\n\nTệp b.pdf ở đây: https://xa.vn/f/b.pdf\n\n1. Đúng"
    assert second.photo.endswith("c.png") and not second.text and len(rest) == 2
    await channel.close()


async def test_without_a_public_address_a_file_is_told_of(fake: FakeZalo) -> None:
    channel = zalo(fake, words=Words(no_file="(tệp {name}: lấy trên Telegram)"))
    await channel.start()
    await channel.send(LAN, Outgoing("Ảnh đây", (), Attachment("photo", "/a/kq.png")))
    assert fake.seen("lan")[0].text == "Ảnh đây\n\n(tệp kq.png: lấy trên Telegram)"
    assert not fake.made("sendPhoto")
    await channel.close()


async def test_each_person_stays_with_their_bot(fake: FakeZalo) -> None:
    other = "7000002:ZZotherotherotherother0"
    async with FakeZalo(TOKEN, other) as two:
        channel = zalo(two, TOKEN, other)
        await channel.start()
        two.meets("lan")
        await channel.send("bot2:lan", Outgoing("chào"))
        assert [(c.bot, c.fields["chat_id"]) for c in two.made("sendMessage")] == [("bot2", "lan")]
        assert isinstance(await failure(channel, Outgoing("x"), "bot9:lan"), TryLater)
        await channel.close()


async def test_a_file_that_somebody_sent_is_fetched_within_a_limit(
    fake: FakeZalo, channel: ZaloChannel
) -> None:
    def sent(size: int) -> Attachment:
        return Attachment("photo", f"{fake.base}/photo/{size}")

    assert (await channel.fetch(sent(5), 100)) == b"\xff\xd8xxxxx"
    for attachment in (sent(200), Attachment("photo", "file:///etc/passwd"), Attachment("x", "")):
        with pytest.raises(Refused):
            await channel.fetch(attachment, 100)
    elsewhere = Attachment("photo", "http://127.0.0.1:9/photo/5")
    with pytest.raises(Refused, match="https"):
        await channel.fetch(elsewhere, 100)


async def test_the_token_is_in_no_log_and_no_error(
    fake: FakeZalo, caplog: pytest.LogCaptureFixture
) -> None:
    channel = zalo(fake)
    for name in ("httpx", "httpcore", "httpcore.http11", "httpcore.connection"):
        caplog.set_level(logging.DEBUG, logger=name)
    caplog.set_level(logging.DEBUG)
    await channel.start()
    fake.script("sendMessage", *[broken(500), dropped(accepted=False), refused("x")])
    for _ in range(3):
        await failure(channel, Outgoing("chuyện riêng"))
    await fake.down()
    await failure(channel, Outgoing("chuyện riêng"))
    await channel.close()
    assert "sendMessage" in caplog.text and TOKEN not in caplog.text


async def test_another_client_is_answered_as_the_specification_says() -> None:
    """Plain HTTP against the fake: what our channel is tested on is not only what it expects."""
    async with FakeZalo(monthly=1) as fake, httpx.AsyncClient() as plain:

        async def ask(method: str, token: str = TOKEN, **fields: object) -> dict[str, object]:
            answer = await plain.post(f"{fake.base}/bot{token}/{method}", json=fields)
            assert answer.status_code == 200
            told: dict[str, object] = json.loads(answer.text)
            return told

        fake.meets("lan")
        assert (await ask("getMe", token="9:wrong"))["error_code"] == 401
        assert (await ask("nothing"))["error_code"] == 404
        assert (await ask("getUpdates", timeout=0))["error_code"] == 408
        for text in ("", "x" * 2001):
            assert (await ask("sendMessage", chat_id="lan", text=text))["error_code"] == 400
        assert (await ask("sendMessage", chat_id="lan", text="x" * 2000))["ok"] is True
        assert (await ask("sendMessage", chat_id="lan", text="x"))["error_code"] == 429
        hook = {"url": "https://xa.vn/zalo", "secret_token": "x" * 7}
        assert (await ask("setWebhook", **hook))["error_code"] == 400
        assert (await ask("setWebhook", **hook | {"url": "http://xa.vn"}))["error_code"] == 400
        assert (await ask("setWebhook", **hook | {"secret_token": "x" * 8}))["ok"] is True
        assert (await ask("getUpdates"))["error_code"] == 400
        assert (await ask("deleteWebhook"))["ok"] is True
        assert (await ask("deleteWebhook"))["error_code"] == 404
        fake.says("lan", "một"), fake.says("lan", "hai")
        result = (await ask("getUpdates"))["result"]
        assert isinstance(result, dict) and result["message"]["text"] == "một"
