"""Telegram's wire: python-telegram-bot carries the calls, and nothing else of it is used.

No other file imports `telegram`. Updates are read as plain data (undress), messages leave as
plain data (dress), failures become plain data (errors), and `wired` decides what happens when.
"""

from __future__ import annotations

import asyncio
import json
import os
import ssl
from collections.abc import Awaitable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeVar, cast
from urllib.parse import urlencode
from urllib.request import getproxies

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Message
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.request import HTTPXRequest, RequestData

from bot.channels.telegram.dress import Call, form, upload
from bot.channels.telegram.errors import Failure, Trouble
from bot.channels.telegram.persist import Waits
from bot.channels.telegram.quick import Cut, NeverLeft, Patience, QuickClient
from bot.channels.telegram.secret import redact, silence
from bot.channels.telegram.undress import ASKED_FOR
from bot.core.channel import Refused
from bot.core.message import Receipt

# The library's way to say "yes, a timedelta"; otherwise it warns at every flood.
os.environ.setdefault("PTB_TIMEDELTA", "true")

# What the library raises besides its own errors when an answer has an unknown shape.
MISSHAPEN = (KeyError, TypeError, ValueError, AttributeError)
NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    RuntimeError,  # the client was closed
    NeverLeft,
)
KINDS = (
    (Forbidden, Trouble.FORBIDDEN),
    (InvalidToken, Trouble.TOKEN),
    (Conflict, Trouble.RIVAL),
    (BadRequest, Trouble.BAD),  # a NetworkError too
)
Result = TypeVar("Result")


class LibraryWire:
    """The calls over python-telegram-bot, its errors as Failure."""

    def __init__(self, token: str, root: str, proxy: str, waits: Waits) -> None:
        """`root` of the API, with or without /bot; `proxy` may be empty."""
        silence(token)
        root = root.rstrip("/").removesuffix("/bot")
        self._token = token
        self._waits = waits
        self._root = f"{root}/bot{token}"
        self._poll_url = f"{self._root}/getUpdates"
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
        """Send or edit. Refused for a file that cannot be read.

        Without a file the call goes as plain data: the library's objects, made for each message
        and for its answer, would cost as much as the rest.
        """
        if not call.path:
            result = await self._plainly(call.method, form(call.arguments))
            try:
                return Receipt(
                    str(int(result["message_id"])), datetime.fromtimestamp(result["date"], UTC)
                )
            except MISSHAPEN:
                raise Failure(Trouble.NETWORK, "not a message") from None
        arguments = await self._arguments(call)
        sent = await self._ask(getattr(self._bot, call.method)(**arguments))
        if isinstance(sent, Message):
            return Receipt(str(sent.message_id), sent.date)
        raise Failure(Trouble.NETWORK, "not a message")

    async def end_press(self, token: str) -> None:
        """answerCallbackQuery with nothing to say."""
        await self._plainly("answer_callback_query", {"callback_query_id": token})

    async def _plainly(self, method: str, said: dict[str, str]) -> Any:
        """What the Bot API answers to a call without files."""
        head, *rest = method.split("_")
        url = f"{self._root}/{head}{''.join(word.title() for word in rest)}"
        return await self._ask(self._calls.post(url, _parameters(said)))

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
        """The library's own objects for a call with a file."""
        arguments = dict(call.arguments)
        if rows := arguments.pop("reply_markup", None):
            buttons = [[InlineKeyboardButton(**button) for button in row] for row in rows]
            arguments["reply_markup"] = InlineKeyboardMarkup(buttons)
        content = await asyncio.to_thread(upload, Path(call.path))
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


def _parameters(said: dict[str, str]) -> RequestData:
    """Texts in the shape that the library wants its parameters in."""
    none: dict[str, Any] = {"input_files": None, "multipart_data": None}
    given = [SimpleNamespace(name=name, json_value=text, **none) for name, text in said.items()]
    return RequestData(cast(Any, given))


class QuickRequest(HTTPXRequest):
    """The library's way to the network without httpx, which costs more than all the rest.

    Calls with files, and where a proxy is set, go the library's own way.
    """

    def __init__(self, *, proxy: str | None, **given: Any) -> None:
        """As HTTPXRequest."""
        super().__init__(proxy=proxy, **given)
        is_direct = not proxy and not getproxies()
        connections, verify = given["connection_pool_size"], given["httpx_kwargs"]["verify"]
        self._quick = QuickClient(connections, verify) if is_direct else None
        self._connect = given["connect_timeout"] + given["pool_timeout"]
        self._read = given["read_timeout"]

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *given: Any,
        **more: Any,
    ) -> tuple[int, bytes]:
        """The answer's status and body; TimedOut or NetworkError."""
        is_plain = method == "POST" and not (request_data and request_data.contains_files)
        if self._quick is None or given or not is_plain:
            return await super().do_request(url, method, request_data, *given, **more)
        read = more.get("read_timeout")
        patience = Patience(self._connect, read if isinstance(read, int | float) else self._read)
        body = urlencode(request_data.json_parameters).encode() if request_data else b""
        try:
            return await self._quick.post(url, body, patience)
        except TimeoutError as error:
            raise TimedOut from error
        except (NeverLeft, Cut) as error:
            raise NetworkError(str(error)) from error

    async def shutdown(self) -> None:
        """Shut both."""
        await super().shutdown()
        if self._quick:
            await self._quick.close()


def _request(waits: Waits, proxy: str, connections: int) -> HTTPXRequest:
    return QuickRequest(
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
