"""Fetching updates: nothing acknowledged too early, nothing out of order, no outage is the end."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import replace

import pytest

from bot.channels.telegram import TelegramChannel, WrongToken
from bot.core.channel import SendError
from bot.core.message import Incoming, Kind, Outgoing
from tests.channels.conftest import QUICK, Bot
from tests.fakes.telegram import FakeTelegram, Fault, broken, dropped, flood, refused, silent

SECRET_WORDS = "chuyện riêng của em"


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


@pytest.mark.parametrize(
    "fault",
    [
        broken(502),
        broken(500, page=False),
        broken(200),
        broken(403),
        flood(1),
        dropped(accepted=False),
        refused("Conflict: terminated by other getUpdates request", code=409),
        refused("Unauthorized", code=401),
    ],
    ids=lambda fault: fault.description or "dropped",
)
async def test_no_failure_ends_the_listening(fake: FakeTelegram, bot: Bot, fault: Fault) -> None:
    fake.script("getUpdates", fault)
    bot.listens()
    fake.says(7, "còn đó không?")
    assert [h.text for h in await bot.hears(1)] == ["còn đó không?"]


async def test_a_flood_is_obeyed_when_fetching(fake: FakeTelegram, bot: Bot) -> None:
    fake.script("getUpdates", flood(1))
    bot.listens()
    fake.says(7, "a")
    await bot.hears(1)
    first, second = fake.made("getUpdates")[:2]
    assert second.at - first.done >= 1.0


async def test_a_fetch_that_hangs_is_given_up(fake: FakeTelegram) -> None:
    waits = replace(QUICK, poll=0.0, answer=0.3)
    channel = TelegramChannel(fake.token, base_url=fake.base, waits=waits)
    bot = Bot(fake, channel)
    fake.script("getUpdates", silent(2, accepted=False))
    bot.listens()
    fake.says(7, "a")
    await bot.hears(1, timeout=1.5)
    await bot.stops()
    await channel.close()


async def test_it_starts_before_telegram_is_there_and_outlives_an_outage(
    fake: FakeTelegram, bot: Bot
) -> None:
    await fake.down()
    with pytest.raises(SendError):
        await bot.channel.start()
    bot.listens()
    await asyncio.sleep(0.1)
    await fake.up()
    fake.says(7, "một")
    await bot.hears(1)
    await fake.down()
    await asyncio.sleep(0.1)
    fake.says(7, "hai")
    await fake.up()
    assert [h.text for h in await bot.hears(2)] == ["một", "hai"]


async def test_a_second_poller_is_named_in_the_log(
    fake: FakeTelegram, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    fake.script("getUpdates", refused("Conflict: terminated by other", code=409))
    bot.listens()
    fake.says(7, "a")
    await bot.hears(1)
    assert "another process" in caplog.text
    first, second = fake.made("getUpdates")[:2]
    assert second.at - first.done >= QUICK.rival


async def test_what_the_bot_chokes_on_is_tried_again(fake: FakeTelegram, bot: Bot) -> None:
    failures = 0

    async def chokes_twice(_: Incoming) -> None:
        nonlocal failures
        failures += 1
        if failures < 3:
            raise OSError("database is locked")

    bot.on_message = chokes_twice
    bot.listens()
    fake.says(7, "a")
    assert len(await bot.hears(1)) == 1


async def test_what_the_bot_always_chokes_on_is_skipped_with_its_id(
    fake: FakeTelegram, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    tries = 0

    async def chokes(incoming: Incoming) -> None:
        nonlocal tries
        if incoming.text == SECRET_WORDS:
            tries += 1
            raise ValueError(f"cannot handle {incoming.text}")

    bot.on_message = chokes
    bot.listens()
    poison = fake.says(7, SECRET_WORDS)
    fake.says(7, "câu sau")
    assert [h.text for h in await bot.hears(1)] == ["câu sau"]
    assert tries == 3
    await fake.until(lambda: len(fake.mailbox) == 0)
    assert f"update {poison} skipped: ValueError" in caplog.text
    assert SECRET_WORDS not in caplog.text


async def test_updates_of_no_known_shape_do_not_stop_the_others(
    fake: FakeTelegram, bot: Bot
) -> None:
    fake.mailbox.put_raw({"update_id": 500_001, "message": {"chat": "?", "photo": [1]}})
    fake.mailbox.put_raw({"update_id": 500_002, "new_thing": {"a": 1}})
    fake.mailbox.put_raw({"update_id": 500_003})
    bot.listens()
    await fake.until(lambda: fake.mailbox.confirmed == 500_003)
    assert not bot.received


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
