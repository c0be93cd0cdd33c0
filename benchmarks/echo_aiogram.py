"""A bare echo bot on aiogram, with its defaults: `python -m benchmarks.echo_aiogram BASE TOKEN`."""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import CallbackQuery, Message

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Say the same."""
    await message.answer(message.text or "…")


@dispatcher.callback_query()
async def press(query: CallbackQuery, bot: Bot) -> None:
    """End the waiting mark and say which button it was."""
    await query.answer()
    if query.message:
        await bot.send_message(query.message.chat.id, str(query.data))


async def main() -> None:
    """Poll until stopped."""
    base, token = sys.argv[1:3]
    session = AiohttpSession(api=TelegramAPIServer.from_base(base))
    await dispatcher.start_polling(Bot(token, session=session))


if __name__ == "__main__":
    asyncio.run(main())
