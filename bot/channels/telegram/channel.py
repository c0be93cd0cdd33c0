"""Telegram's wire: python-telegram-bot carries the calls, and nothing else of it is used.

No other file imports `telegram`. Updates are read as plain data (undress), messages leave as
plain data (dress), failures become plain data (errors), and `wired` decides what happens when.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import ssl
from collections.abc import Awaitable, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from secrets import token_urlsafe
from typing import Any, TypeVar
from urllib.parse import urlencode

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Message
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from bot.channels.telegram.dress import Call
from bot.channels.telegram.errors import Failure, Trouble, WrongToken
from bot.channels.telegram.persist import Waits
from bot.channels.telegram.secret import redact, silence
from bot.channels.telegram.undress import ASKED_FOR
from bot.channels.telegram.wired import WiredChannel
from bot.core.channel import Refused
from bot.core.message import Receipt

# The library's way to say "yes, a timedelta"; otherwise it warns at every flood.
os.environ.setdefault("PTB_TIMEDELTA", "true")

API = "https://api.telegram.org"
UPLOAD_LIMIT = 50 * 1024 * 1024
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
# What the library raises besides its own errors when an answer has an unknown shape.
MISSHAPEN = (KeyError, TypeError, ValueError, AttributeError)
NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    RuntimeError,  # the client was closed
)
KINDS = (
    (Forbidden, Trouble.FORBIDDEN),
    (InvalidToken, Trouble.TOKEN),
    (Conflict, Trouble.RIVAL),
    (BadRequest, Trouble.BAD),  # a NetworkError too
)
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")
Result = TypeVar("Result")


class TelegramChannel(WiredChannel):
    """A Channel for one Telegram bot.

    `base_url` is the API's root without /bot, Telegram's own when empty. With `webhook_url`
    (https, with its path) updates are posted there, else they are fetched; `secret` (1–256 of
    A-Za-z0-9_-) proves who posts and is made up when empty. `rate` is how many messages a second
    the deliverer may send in all. WrongToken for what cannot be a token.
    """

    def __init__(
        self,
        token: str,
        *,
        base_url: str = "",
        proxy: str = "",
        webhook_url: str = "",
        secret: str = "",
        rate: float = 28.0,
        waits: Waits | None = None,
    ) -> None:
        """No connection is made yet."""
        if not _TOKEN.fullmatch(token.strip()):
            raise WrongToken
        waits = waits or Waits()
        super().__init__(
            LibraryWire(token.strip(), base_url or API, proxy, waits),
            webhook_url=webhook_url,
            secret=secret or token_urlsafe(32),
            rate=rate,
            waits=waits,
        )


class LibraryWire:
    """The calls over python-telegram-bot, its errors as Failure."""

    def __init__(self, token: str, root: str, proxy: str, waits: Waits) -> None:
        """`root` of the API, with or without /bot; `proxy` may be empty."""
        silence(token)
        root = root.rstrip("/").removesuffix("/bot")
        self._token = token
        self._waits = waits
        self._poll_url = f"{root}/bot{token}/getUpdates"
        self._polls = _request(waits, proxy, 2)
        self._calls = _request(waits, proxy, 64)
        self._bot = Bot(token, f"{root}/bot", f"{root}/file/bot", self._calls, self._polls)

    async def greet(self) -> str:
        """The bot's user name."""
        return (await self._ask(self._bot.get_me())).username or ""

    async def hook(self, url: str, secret: str) -> None:
        """Set the webhook, or delete it. What waits stays."""
        if not url:
            await self._ask(self._bot.delete_webhook())
            return
        setting = self._bot.set_webhook(url, allowed_updates=ASKED_FOR, secret_token=secret)
        await self._ask(setting)

    async def fetch(self, offset: int) -> Sequence[dict[str, Any]]:
        """One long poll. Plain data: one update of a new shape must not hold up the others."""
        asked = {"timeout": int(self._waits.poll), "allowed_updates": json.dumps(ASKED_FOR)}
        query = urlencode({"offset": offset, **asked} if offset else asked)
        patience = self._waits.poll + self._waits.answer
        answer = await self._ask(
            self._polls.post(f"{self._poll_url}?{query}", read_timeout=patience)
        )
        if not isinstance(answer, list) or not all(type(u.get("update_id")) is int for u in answer):
            raise Failure(Trouble.NETWORK, "not a list of updates")
        return answer

    async def perform(self, call: Call) -> Receipt:
        """Send or edit. Refused for a file that cannot be read."""
        arguments = await self._arguments(call)
        result = await self._ask(getattr(self._bot, call.method)(**arguments))
        if isinstance(result, Message):
            return Receipt(str(result.message_id), result.date)
        raise Failure(Trouble.NETWORK, "not a message")

    async def end_press(self, token: str) -> None:
        """answerCallbackQuery with nothing to say."""
        await self._ask(self._bot.answer_callback_query(token))

    async def show_typing(self, chat: str) -> None:
        """sendChatAction, with little patience."""
        await self._ask(self._bot.send_chat_action(chat, "typing", read_timeout=3))

    async def read_file(self, ref: str, limit: int) -> bytes:
        """getFile, then the file if it says it is within the limit."""
        file = await self._ask(self._bot.get_file(ref))
        if (file.file_size or 0) > limit:
            raise Refused(f"the file has {file.file_size} bytes, allowed are {limit}")
        try:
            reading = file.download_as_bytearray(read_timeout=self._waits.upload)
            return bytes(await self._ask(reading))
        except Failure as failure:
            if failure.kind is Trouble.TOKEN:  # a 404: here it is the file that is unknown
                raise Refused("the file is gone") from None
            raise

    async def close(self) -> None:
        """Shut both clients."""
        await self._polls.shutdown()
        await self._calls.shutdown()

    async def _arguments(self, call: Call) -> dict[str, Any]:
        """The library's own objects for what the call says."""
        arguments = dict(call.arguments)
        if rows := arguments.pop("reply_markup", None):
            buttons = [[InlineKeyboardButton(**button) for button in row] for row in rows]
            arguments["reply_markup"] = InlineKeyboardMarkup(buttons)
        if "text" in arguments:
            arguments["link_preview_options"] = NO_PREVIEW
        if call.path:
            content = await asyncio.to_thread(_read, Path(call.path))
            arguments[call.method.removeprefix("send_")] = content
            arguments["read_timeout"] = self._waits.upload
        return arguments

    async def _ask(self, answer: Awaitable[Result]) -> Result:
        """The library's answer, or a Failure that shows no token."""
        try:
            return await answer
        except (TelegramError, *MISSHAPEN) as error:
            raise _failure(error, redact(str(error), self._token)) from None


def _failure(error: Exception, said: str) -> Failure:
    """The library's error as plain data."""
    if isinstance(error, RetryAfter):
        return Failure(Trouble.FLOOD, after=_seconds(error))
    if isinstance(error, ChatMigrated):
        return Failure(Trouble.MOVED, moved=str(error.new_chat_id))
    if isinstance(error.__cause__, NEVER_LEFT):
        return Failure(Trouble.NEVER_LEFT, said)
    for known, kind in KINDS:
        if isinstance(error, known):
            # Its cause is the failed reading of an answer that is not the Bot API's.
            is_page = isinstance(error.__cause__, TelegramError)
            return Failure(Trouble.PAGE if is_page else kind, said)
    if isinstance(error, NetworkError) and "too many requests" in said.casefold():
        return Failure(Trouble.FLOOD, said, after=5.0)
    if isinstance(error, NetworkError) and "entity too large" in said.casefold():
        return Failure(Trouble.TOO_LARGE, said)
    return Failure(Trouble.NETWORK, said or type(error).__name__)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size <= UPLOAD_LIMIT:
            return path.read_bytes()
    except OSError as error:
        raise Refused(f"the file to send cannot be read: {type(error).__name__}") from None
    raise Refused(f"a file of more than {UPLOAD_LIMIT} bytes")


def _request(waits: Waits, proxy: str, connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        read_timeout=waits.answer,
        write_timeout=waits.answer,
        connect_timeout=min(waits.answer, 10.0),
        pool_timeout=5.0,
        media_write_timeout=waits.upload,
        proxy=proxy or None,
        httpx_kwargs={"verify": _certificates()},
    )


@cache
def _certificates() -> ssl.SSLContext:
    """Read once: it takes a tenth of a second."""
    return httpx.create_ssl_context()
