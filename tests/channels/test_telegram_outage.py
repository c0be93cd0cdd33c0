"""Fetching when something fails: no outage is the end, and no update stops the others."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.channels.telegram import TelegramChannel
from bot.core.channel import SendError
from bot.core.message import Incoming
from tests.channels.conftest import QUICK, Bot
from tests.fakes.telegram import FakeTelegram, Fault, broken, dropped, flood, refused, silent

SECRET_WORDS = "chuyện riêng của em"


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
