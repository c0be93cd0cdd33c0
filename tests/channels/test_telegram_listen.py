"""Fetching updates: nothing acknowledged too early, nothing out of order."""

from __future__ import annotations

import asyncio
import logging
import time

import pytest

from bot.channels.telegram import TelegramChannel, WrongToken
from bot.core.message import Incoming, Kind, Outgoing
from tests.channels.conftest import QUICK, Bot
from tests.fakes.telegram import FakeTelegram, dropped, refused, silent


async def test_a_whole_day_of_one_person(fake: FakeTelegram, bot: Bot) -> None:
    bot.listens()
    fake.says(7, "/start an-binh")
    fake.sends_photo(7, b"x" * 50, "nhãn")
    fake.sends_document(7, "phiếu.pdf", b"%PDF")
    fake.sends(7, voice={"file_id": "v", "file_unique_id": "v", "duration": 3})
    fake.forwards(7, "nghe nói")
    fake.edits(7, "sửa")
    fake.presses(7, 101, "menu:1")
    fake.blocks(7)
    fake.unblocks(7)
    heard = await bot.hears(9)
    kinds = [h.kind for h in heard]
    assert kinds == [
        *(Kind.TEXT, Kind.FILE, Kind.FILE, Kind.UNSUPPORTED, Kind.TEXT),
        *(Kind.EDITED, Kind.PRESS, Kind.LEFT, Kind.CAME),
    ]
    assert heard[1].attachments[0].size == 50
    assert [h.forwarded for h in heard].index(True) == 4
    assert {h.name for h in heard} == {"Lan"}


async def test_only_what_was_asked_for_is_fetched(fake: FakeTelegram, bot: Bot) -> None:
    bot.listens()
    await fake.until(lambda: fake.made("getUpdates"))
    (kinds,) = {call.fields["allowed_updates"] for call in fake.made("getUpdates")}
    assert kinds == '["message", "edited_message", "callback_query", "my_chat_member"]'


async def test_acknowledged_only_after_receive_returned(fake: FakeTelegram, bot: Bot) -> None:
    written_down = asyncio.Event()

    async def slow(_: Incoming) -> None:
        await written_down.wait()

    bot.on_message = slow
    bot.listens()
    update_id = fake.says(7, "xin chào")
    await asyncio.sleep(0.1)
    assert len(fake.mailbox) == 1
    written_down.set()
    await fake.until(lambda: len(fake.mailbox) == 0)
    assert fake.mailbox.confirmed == update_id


async def test_what_was_not_acknowledged_comes_again_after_a_restart(
    fake: FakeTelegram, bot: Bot
) -> None:
    async def hangs(_: Incoming) -> None:
        await asyncio.Event().wait()

    bot.on_message = hangs
    bot.listens()
    fake.says(7, "đừng quên em")
    await fake.until(lambda: len(fake.made("getUpdates")) == 1)
    await asyncio.sleep(0.05)
    await bot.stops()
    bot.on_message = None
    bot.listens()
    assert [h.text for h in await bot.hears(1)] == ["đừng quên em"]


async def test_one_at_a_time_for_a_chat_and_many_chats_at_once(
    fake: FakeTelegram, bot: Bot
) -> None:
    busy: list[str] = []
    most = 0

    async def slow(incoming: Incoming) -> None:
        nonlocal most
        assert incoming.address not in busy
        busy.append(incoming.address)
        most = max(most, len(busy))
        await asyncio.sleep(0.01)
        busy.remove(incoming.address)

    bot.on_message = slow
    for number in range(60):
        fake.says(100 + number % 10, f"{number}")
    bot.listens()
    heard = await bot.hears(60)
    assert most == 10
    for chat in range(100, 110):
        mine = [int(h.text) for h in heard if h.address == str(chat)]
        assert mine == sorted(mine) and len(mine) == 6


async def test_no_more_than_so_many_chats_at_once(fake: FakeTelegram, bot: Bot) -> None:
    busy = most = 0

    async def slow(_: Incoming) -> None:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0.005)
        busy -= 1

    bot.on_message = slow
    for chat in range(1, 90):
        fake.says(chat, "a")
    bot.listens()
    await bot.hears(89)
    assert most == 32


async def test_a_press_is_answered_right_after_it_was_received(
    fake: FakeTelegram, bot: Bot
) -> None:
    bot.listens()
    receipt = await bot.channel.send("7", Outgoing("Chọn ạ"))
    fake.presses(7, int(receipt.message), "a:1")
    fake.presses(7, 0, "a:2")
    fake.presses(7, 33, "a:3", old=True)
    heard = await bot.hears(3)
    assert [(h.action, h.pressed) for h in heard] == [
        ("a:1", receipt.message),
        ("a:2", ""),
        ("a:3", "33"),
    ]
    await fake.until(lambda: fake.answered == ["q1", "q2", "q3"])


async def test_a_press_that_cannot_be_answered_does_no_harm(fake: FakeTelegram, bot: Bot) -> None:
    fake.script("answerCallbackQuery", refused("query is too old"), dropped(accepted=False))
    bot.listens()
    fake.presses(7, 1, "a")
    fake.presses(7, 1, "b")
    fake.presses(7, 1, "c")
    await bot.hears(3)
    await fake.until(lambda: len(fake.made("answerCallbackQuery")) == 3)


async def test_a_slow_answer_to_a_press_holds_up_nobody(fake: FakeTelegram, bot: Bot) -> None:
    fake.script("answerCallbackQuery", silent(0.8, accepted=True))
    bot.listens()
    fake.presses(7, 1, "a")
    began = time.monotonic()
    fake.says(7, "b")
    await bot.hears(2)
    assert time.monotonic() - began < 0.7


async def test_groups_are_left_alone_but_for_commands(fake: FakeTelegram, bot: Bot) -> None:
    bot.listens()
    fake.says(-50, "chào cả nhà")
    fake.says(-50, "/help@someone_else_bot")
    fake.presses(-50, 3, "a:1")
    fake.says(-50, "/help@ocop_thu_bot")
    assert [h.text for h in await bot.hears(1)] == ["/help@ocop_thu_bot"]
    await fake.until(lambda: fake.answered == ["q1"])


async def test_a_leftover_webhook_is_removed_and_what_waits_is_kept(fake: FakeTelegram) -> None:
    old = TelegramChannel(fake.token, base_url=fake.base, webhook_url="https://a.invalid/telegram")
    await old.start()
    await old.close()
    fake.says(7, "có ai không")
    bot = Bot(fake, TelegramChannel(fake.token, base_url=fake.base, waits=QUICK))
    bot.listens()
    assert [h.text for h in await bot.hears(1)] == ["có ai không"]
    await bot.stops()
    await bot.channel.close()


@pytest.mark.parametrize("token", ["", " ", "nhầm", "123:abc def", "1:a/../b"])
def test_what_cannot_be_a_token_is_said_at_once(token: str) -> None:
    with pytest.raises(WrongToken, match="@BotFather"):
        TelegramChannel(token)


async def test_a_wrong_token_is_said_and_not_shown(
    fake: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    wrong = "1000001:AAwrongwrongwrongwrongwrongwrong_0"
    channel = TelegramChannel(wrong, base_url=fake.base, waits=QUICK)
    for act in (channel.start, lambda: channel.listen(Bot(fake, channel).receive)):
        with pytest.raises(WrongToken, match="@BotFather") as caught:
            await act()
        assert wrong not in str(caught.value)
    await channel.close()
    assert wrong not in caplog.text
