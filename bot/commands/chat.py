"""`chat`: talk to the bot in this terminal, or through a pipe."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from typing import Any

from bot.app import open_app
from bot.channels.terminal import TerminalChannel
from bot.commands.logs import set_up
from bot.settings import Settings, load_settings


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("chat", help="trò chuyện với bot ngay tại đây (hoặc qua ống lệnh)")
    parser.set_defaults(command=chat)


def chat(given: argparse.Namespace) -> int:
    """Talk until the person leaves or the input ends. Exit code 0."""
    settings = load_settings()
    set_up(settings)
    asyncio.run(_prompted(settings) if sys.stdin.isatty() else _piped(settings))
    return 0


def terminal(settings: Settings) -> TerminalChannel:
    """The terminal of this process, with its history and colours."""
    screen = sys.stdout.isatty()
    colours = screen and not os.environ.get("NO_COLOR")
    settings.ocop_data.mkdir(parents=True, exist_ok=True)
    history = settings.ocop_data / "chat_history"
    return TerminalChannel(history=history, screen=screen, colours=colours, opening="/start")


def patience() -> None:
    """Said before the work of opening, when a person waits for it."""
    if sys.stdin.isatty():
        print("Đang mở (lần đầu mất ít giây). Gõ số để chọn, Ctrl-D để nghỉ.\n", flush=True)


async def _prompted(settings: Settings) -> None:
    patience()
    app = await open_app(settings)
    try:
        app.add(terminal(settings))
        await app.run()
    finally:
        await app.close()


async def _piped(settings: Settings) -> None:
    app = await open_app(settings)
    try:
        channel = TerminalChannel(sys.stdin.buffer)
        app.add(channel)
        await app.take_up()
        await channel.listen(app.receive_and_deliver)
    finally:
        await app.close()
