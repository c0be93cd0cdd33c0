"""A thin client of the Zalo Bot API over httpx: the calls this bot makes, and nothing more.

HTTP 200 does not mean success: the answer's `ok` says it. The token is part of the URL, so URLs
are neither logged nor shown.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import httpx

from bot.channels.zalo.errors import CODES, Failure, Trouble
from bot.core.channel import Refused, TryLater
from bot.core.redaction import silence

API = "https://bot-api.zaloplatforms.com"
NEVER_LEFT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.UnsupportedProtocol,
    httpx.InvalidURL,
    httpx.LocalProtocolError,
)
CONNECTIONS = 32


class Client:
    """One bot's calls. Each may raise Failure, and nothing else."""

    def __init__(self, token: str, base_url: str = "", answer: float = 15.0) -> None:
        """`answer` is how many seconds an answer may take; no connection is made yet."""
        silence(token)
        self._base = (base_url or API).rstrip("/")
        self._root = f"{self._base}/bot{token}"
        self._answer = answer
        limits = httpx.Limits(max_connections=CONNECTIONS)
        self._http = httpx.AsyncClient(timeout=answer, limits=limits)

    async def get_me(self) -> dict[str, Any]:
        """Who the bot is: id, account_name …; it also proves the token."""
        me = await self.call("getMe")
        if not isinstance(me, dict) or not me.get("id"):
            raise Failure(Trouble.PAGE, "getMe brought no bot")
        return me

    async def get_update(self, seconds: float) -> dict[str, Any] | None:
        """The next update, waiting so long for it; None when none came."""
        try:
            update = await self.call("getUpdates", patience=seconds, timeout=round(seconds))
        except Failure as failure:
            if failure.kind is Trouble.IDLE:
                return None
            raise
        return update if isinstance(update, dict) and update else None

    async def set_webhook(self, url: str, secret: str) -> None:
        """Have updates posted to a public https URL."""
        await self.call("setWebhook", url=url, secret_token=secret)

    async def delete_webhook(self) -> None:
        """Fetch updates from now on. A bot without a webhook may answer 404: that is as good."""
        try:
            await self.call("deleteWebhook")
        except Failure as failure:
            if failure.kind is not Trouble.MISSING:
                raise

    async def call(self, method: str, *, patience: float = 0.0, **fields: Any) -> Any:
        """The result of a call. `patience`: seconds that its answer may take more than usual."""
        try:
            response = await self._http.post(
                f"{self._root}/{method}",
                content=json.dumps(fields).encode(),
                headers={"content-type": "application/json"},
                timeout=self._answer + patience,
            )
        except NEVER_LEFT as error:
            raise Failure(Trouble.NEVER_LEFT, type(error).__name__) from None
        except (httpx.HTTPError, RuntimeError) as error:  # RuntimeError: the client was closed
            raise Failure(Trouble.NETWORK, type(error).__name__) from None
        return _result(response)

    async def read_file(self, url: str, limit: int) -> bytes:
        """What a person sent, from the address that Zalo gave. Refused or TryLater."""
        if urlsplit(url).scheme != "https" and not url.startswith(f"{self._base}/"):
            raise Refused("a file without an https address")
        try:
            async with self._http.stream("GET", url) as response:
                if response.status_code >= 500:
                    raise TryLater(10.0, reason=f"the file: {response.status_code}")
                if response.status_code != 200:
                    raise Refused(f"the file is gone: {response.status_code}")
                return await _within(response, limit)
        except httpx.HTTPError as error:
            raise TryLater(5.0, reason=type(error).__name__) from None

    async def close(self) -> None:
        """Let go of connections. Harmless twice."""
        await self._http.aclose()


async def _within(response: httpx.Response, limit: int) -> bytes:
    data = b""
    async for chunk in response.aiter_bytes():
        data += chunk
        if len(data) > limit:
            raise Refused(f"the file has more than {limit} bytes")
    return data


def _result(response: httpx.Response) -> Any:
    """The result inside an answer; Failure for everything that is not ok."""
    try:
        answer = response.json()
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or "ok" not in answer:
        kind = Trouble.PAGE if response.status_code != 404 else Trouble.MISSING
        raise Failure(kind, f"HTTP {response.status_code}")
    if answer["ok"] is True:
        return answer.get("result")
    code = answer.get("error_code")
    code = code if isinstance(code, int) else response.status_code
    raise Failure(CODES.get(code, Trouble.NETWORK), f"{code} {answer.get('description', '')}")
