"""`run`: start everything that has what it needs."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from typing import Any

from bot.app import App, open_app
from bot.commands.chat import patience, terminal
from bot.commands.logs import set_up
from bot.commands.loop import serve
from bot.commands.web import add_web
from bot.commands.zalo import add_zalo
from bot.core.channel import SendError
from bot.settings import Settings, load_settings

NO_TELEGRAM = "Telegram: chưa có TELEGRAM_TOKEN (lấy ở @BotFather, ghi vào tệp .env), nên chưa mở."
NO_ZALO = "Zalo: chưa có ZALO_TOKEN (tạo bot ở Zalo Bot Manager, ghi vào tệp .env), nên chưa mở."
NO_TERMINAL = (
    "Khung chat: đây không phải cửa sổ lệnh. Mở một cửa sổ lệnh rồi gõ `make run`, "
    "hoặc gửi câu hỏi qua ống lệnh: echo 'nộp hồ sơ ở đâu' | .venv/bin/python -m bot chat"
)


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("run", help="mở mọi kênh đã đủ điều kiện")
    parser.set_defaults(command=run)


def run(given: argparse.Namespace) -> int:
    """Serve until stopped (Ctrl-C, SIGTERM) or until the person at the terminal leaves."""
    settings = load_settings()
    set_up(settings)
    serve(_serve(settings))
    return 0


async def _serve(settings: Settings) -> None:
    patience()
    app = await open_app(settings)
    try:
        for fault in app.knowledge.faults:
            print(f"Nội dung có lỗi, em dùng bản tốt gần nhất: {fault}", file=sys.stderr)
        await _until_stopped(app)
    finally:
        await app.close()


async def _add_channels(app: App) -> None:
    settings = app.settings
    if settings.telegram_token:
        print(await _telegram(app))
    else:
        print(NO_TELEGRAM)
    print(await add_zalo(app) if settings.zalo_token else NO_ZALO)
    print(add_web(app), flush=True)
    if sys.stdin.isatty() and sys.stdout.isatty():
        app.add(terminal(settings))
    elif not app.channels:
        print(NO_TERMINAL)


async def _telegram(app: App) -> str:
    """Open Telegram, and say how it went. Raises ChannelFault for a wrong token."""
    from bot.channels.telegram import TelegramChannel  # a slow import, for those who need it

    settings = app.settings
    public = settings.public_url.rstrip("/")
    channel = TelegramChannel(
        settings.telegram_token,
        base_url=settings.bot_api_base,
        proxy=settings.telegram_proxy,
        webhook_url=f"{public}/telegram" if public else "",
        secret=settings.webhook_secret,
        rate=settings.telegram_rate,
    )
    app.add(channel)
    try:
        await channel.start()
    except SendError as error:
        return f"Telegram: chưa nối được ({error}), em sẽ thử lại cho đến khi được."
    return "Telegram: đang phục vụ."


async def _work(app: App) -> None:
    await _add_channels(app)
    if app.channels:
        await app.run()


async def _until_stopped(app: App) -> None:
    """Open the channels and serve; a signal ends it in good order, also while they are opened."""
    serving = asyncio.create_task(_work(app))
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, serving.cancel)
    try:
        await serving
    except asyncio.CancelledError:
        print("Đã dừng gọn gàng.")
