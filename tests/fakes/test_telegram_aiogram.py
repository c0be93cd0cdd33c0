"""The fake kept honest by a client we did not write: an aiogram bot must run on it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import pytest
from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import (
    TelegramBadRequest,
    TelegramConflictError,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.types import (
    BufferedInputFile,
    CallbackQuery,
    ChatMemberUpdated,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
)

from tests.fakes.telegram import FREE, FakeTelegram, broken, dropped, flood

MARKUP = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="Vâng", callback_data="yes")]]
)


def speaker(fake: FakeTelegram, token: str = "") -> Bot:
    session = AiohttpSession(api=TelegramAPIServer.from_base(fake.base))
    return Bot(token or fake.token, session=session)


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(FREE) as fake:
        fake.meets(7)
        yield fake
        assert not fake.violations


@pytest.fixture
async def bot(fake: FakeTelegram) -> AsyncIterator[Bot]:
    bot = speaker(fake)
    yield bot
    await bot.session.close()


async def test_an_aiogram_bot_lives_here(fake: FakeTelegram, bot: Bot) -> None:
    """Polls, replies with a button, edits the pressed message, sees a photo and a goodbye."""
    routes, goodbyes = Dispatcher(), []

    @routes.message(F.text)
    async def reply(message: Message) -> None:
        await message.answer(f"nghe rồi: {message.text}", reply_markup=MARKUP)

    @routes.message(F.photo)
    async def look(message: Message) -> None:
        assert message.photo
        seen = await bot.download(message.photo[-1].file_id)
        assert seen is not None
        await message.answer_photo(BufferedInputFile(seen.read(), "lai.jpg"), caption="ảnh đẹp")

    @routes.callback_query()
    async def pressed(query: CallbackQuery) -> None:
        await query.answer("ạ")
        assert isinstance(query.message, Message)
        await bot.edit_message_text(
            f"đã bấm {query.data}", chat_id=7, message_id=query.message.message_id
        )

    @routes.my_chat_member()
    async def left(change: ChatMemberUpdated) -> None:
        goodbyes.append(change.new_chat_member.status)

    polling = asyncio.create_task(
        routes.start_polling(bot, handle_signals=False, close_bot_session=False)
    )
    fake.says(7, "xin chào")
    (heard,) = await fake.heard(7, 1)
    assert (heard.text, heard.rows) == ("nghe rồi: xin chào", [[("Vâng", "yes")]])
    fake.presses(7, heard.id, "yes")
    await fake.until(lambda: heard.edits)
    assert (heard.text, heard.rows) == ("đã bấm yes", [])
    assert fake.answered == ["q1"]
    fake.sends_photo(7, b"jpeg-bytes")
    _, photo = await fake.heard(7, 2)
    assert photo.file is not None and photo.file.data == b"jpeg-bytes"
    assert (photo.kind, photo.text) == ("photo", "ảnh đẹp")
    fake.blocks(7)
    await fake.until(lambda: goodbyes == ["kicked"])
    await routes.stop_polling()
    with suppress(asyncio.CancelledError):
        await polling


async def test_aiogram_understands_every_refusal(fake: FakeTelegram, bot: Bot) -> None:
    fake.meets(-50)
    fake.moves(-50, -10050)
    fake.script("sendMessage", flood(3), broken(502, page=False), dropped(accepted=False))
    with pytest.raises(TelegramRetryAfter) as wait:
        await bot.send_message(7, "x")
    assert wait.value.retry_after == 3
    with pytest.raises(TelegramServerError):
        await bot.send_message(7, "x")
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(7, "x")
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(-50, "x")
    assert moved.value.migrate_to_chat_id == -10050
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(8, "x")
    fake.blocks(7)
    with pytest.raises(TelegramForbiddenError, match="blocked"):
        await bot.send_message(7, "x")
    stranger = speaker(fake, "5:wrong")
    with pytest.raises(TelegramUnauthorizedError):
        await stranger.get_me()
    await stranger.session.close()


async def test_edits_that_cannot_be(fake: FakeTelegram, bot: Bot) -> None:
    sent = await bot.send_message(7, "x", reply_markup=MARKUP)
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text("x", chat_id=7, message_id=sent.message_id, reply_markup=MARKUP)
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("y", chat_id=7, message_id=9_999)
    await bot.edit_message_reply_markup(chat_id=7, message_id=sent.message_id)
    assert fake.seen(7)[0].rows == []
    await bot.delete_message(7, sent.message_id)
    assert not fake.seen(7)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query("nope")


async def test_offsets_confirm_and_the_unconfirmed_comes_again(
    fake: FakeTelegram, bot: Bot
) -> None:
    first, second = fake.says(7, "một"), fake.says(7, "hai")
    assert [u.update_id for u in await bot.get_updates()] == [first, second]
    assert [u.update_id for u in await bot.get_updates(limit=1)] == [first]
    assert [u.update_id for u in await bot.get_updates(offset=second)] == [second]
    assert await bot.get_updates(offset=second + 1) == []
    third = fake.says(7, "ba")
    fake.says(7, "bốn")
    assert len(await bot.get_updates(offset=-1)) == 1
    assert fake.mailbox.confirmed == third


async def test_a_long_poll_ends_with_news_or_with_its_time(fake: FakeTelegram, bot: Bot) -> None:
    polling = asyncio.create_task(bot.get_updates(timeout=5))
    await fake.until(lambda: fake.made("getUpdates"))
    fake.says(7, "mới")
    (update,) = await asyncio.wait_for(polling, 1)
    began = asyncio.get_running_loop().time()
    assert await bot.get_updates(offset=update.update_id + 1, timeout=1) == []
    assert 0.9 < asyncio.get_running_loop().time() - began < 2


async def test_a_second_poller_ends_the_first(fake: FakeTelegram, bot: Bot) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await fake.until(lambda: fake.made("getUpdates"))
    await bot.get_updates(timeout=0)
    with pytest.raises(TelegramConflictError):
        await first
    await bot.set_webhook("https://ocop.invalid/telegram")
    with pytest.raises(TelegramConflictError, match="webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == "https://ocop.invalid/telegram"
    await bot.delete_webhook()
    with pytest.raises(TelegramBadRequest, match="HTTPS"):
        await bot.set_webhook("http://ocop.invalid/telegram")


async def test_only_the_kinds_that_were_asked_for_come(fake: FakeTelegram, bot: Bot) -> None:
    await bot.get_updates(allowed_updates=["message"])
    fake.presses(7, 1, "a")
    fake.says(7, "b")
    (update,) = await bot.get_updates()
    assert update.message is not None and update.message.text == "b"
