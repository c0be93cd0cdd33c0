"""The server: takes calls, checks each, keeps the quota, gives or posts updates, keeps a record."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import aiohttp
from aiohttp import web

from tests.fakes.telegram.faults import Fault, Script
from tests.fakes.zalo.rules import RULES, wrong
from tests.fakes.zalo.world import Heard, People

TOKEN = "7000001:ZZfAkEtOkEnOfThEfAkEsErVeR00"
STILL_POLLING = 2.0  # seconds since a poll in which news is kept for the next one


@dataclass(slots=True)
class Call:
    """One call of a bot: `code` is its error code, 0 when it was taken."""

    bot: str
    method: str
    fields: dict[str, Any]
    code: int = 0


class Refusal(Exception):
    """The API says no."""

    def __init__(self, code: int, said: str) -> None:
        """The code and the words of the answer."""
        super().__init__(said)
        self.code, self.said = code, said


@dataclass
class Account:
    """A bot as Zalo knows it."""

    token: str
    id: str
    waiting: deque[dict[str, Any]] = field(default_factory=deque)
    url: str = ""
    secret: str = ""
    used: int = 0
    polled: float = -1e9
    polling: int = 0
    lost: int = 0


class FakeZalo(People):
    """Zalo's server for one bot or several, on a loopback port.

    `monthly` is the quota of messages of each bot, None for none. News is lost while nobody polls
    and no webhook is set. `posts` are the statuses that webhooks have answered (0: none came).
    """

    def __init__(self, *tokens: str, monthly: int | None = None) -> None:
        """Without tokens there is one bot, of TOKEN."""
        super().__init__()
        given = tokens or (TOKEN,)
        self.accounts = {t: Account(t, f"bot{n}") for n, t in enumerate(given, start=1)}
        self.monthly = monthly
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.posts: list[int] = []
        self._script = Script()
        self._runner: web.AppRunner | None = None
        self._port = 0
        self._walks: set[asyncio.Task[None]] = set()
        self._postman: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> FakeZalo:
        """Serves."""
        self._postman = aiohttp.ClientSession()
        await self.up()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stops."""
        for walk in self._walks:
            walk.cancel()
        await asyncio.gather(*self._walks, return_exceptions=True)
        await self.down()
        if self._postman:
            await self._postman.close()

    async def up(self) -> None:
        """Listen, on the same port as before after `down`."""
        app = web.Application()
        app.router.add_post("/bot{token}/{method}", self._take)
        app.router.add_get("/photo/{name}", self._photo)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def down(self) -> None:
        """Refuse connections."""
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    @property
    def base(self) -> str:
        """What to set ZALO_API_BASE to."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def account(self) -> Account:
        """The first bot."""
        return next(iter(self.accounts.values()))

    def script(self, method: str, *faults: Fault) -> None:
        """Faults for the next calls of a method ("*": any)."""
        self._script.add(method, faults)

    def made(self, method: str) -> list[Call]:
        """The calls of one method so far."""
        return [call for call in self.calls if call.method == method]

    def says(self, chat: str, text: str, token: str = "", **more: Any) -> dict[str, Any]:
        """Somebody writes to a bot (the first, when no token is given)."""
        return self.gives(self.update(chat, "text", text=text, **more), token)

    def sends(self, chat: str, event: str, token: str = "", **content: Any) -> dict[str, Any]:
        """An image, sticker, voice, or what the bot may not see (unsupported)."""
        return self.gives(self.update(chat, event, **content), token)

    def gives(self, update: dict[str, Any], token: str = "") -> dict[str, Any]:
        """An update exactly as it is: the same twice, or an old one after a new one."""
        account = self.accounts[token] if token else self.account
        if account.url:
            walk = asyncio.create_task(self._post(account, update))
            self._walks.add(walk)
            walk.add_done_callback(self._walks.discard)
        elif account.polling or time.monotonic() - account.polled < STILL_POLLING:
            account.waiting.append(update)
        else:
            account.lost += 1
        self.something_happened()
        return update

    async def _post(self, account: Account, update: dict[str, Any]) -> None:
        assert self._postman is not None
        headers = {"X-Bot-Api-Secret-Token": account.secret}
        body = {"ok": True, "result": update}
        try:
            async with self._postman.post(account.url, json=body, headers=headers) as answer:
                self.posts.append(answer.status)
        except aiohttp.ClientError:
            self.posts.append(0)
        self.something_happened()

    async def _take(self, request: web.Request) -> web.StreamResponse:
        method, token = request.match_info["method"], request.match_info["token"]
        account = self.accounts.get(token)
        fields = await _fields(request)
        call = Call(account.id if account else "?", method, fields)
        self.calls.append(call)
        fault = self._script.take(method)
        try:
            if account is None:
                raise Refusal(401, "Unauthorized")
            result = await self._answer(account, call, fault)
        except Refusal as refusal:
            call.code = refusal.code
            said = {"ok": False, "error_code": refusal.code, "description": refusal.said}
            return web.json_response(said)  # with HTTP 200
        finally:
            self.something_happened()
        if fault and fault.drop and request.transport:
            request.transport.abort()
        if fault and fault.page:
            return web.Response(status=fault.code, text="<html>", content_type="text/html")
        return web.json_response({"ok": True, "result": result})

    async def _answer(self, account: Account, call: Call, fault: Fault | None) -> Any:
        result = None
        if fault is None or fault.accepted:
            result = await self._do(account, call)
        if fault and fault.hang:
            await asyncio.sleep(fault.hang)
        if fault and fault.code and not fault.page:
            raise Refusal(fault.code, fault.description)
        return result

    async def _do(self, account: Account, call: Call) -> Any:
        if call.method not in RULES:
            raise Refusal(404, "Not Found")
        if faults := wrong(call.method, call.fields):
            self.violations += [f"{call.method}: {fault}" for fault in faults]
            raise Refusal(400, f"Bad Request: {'; '.join(faults)}")
        if call.method == "getMe":
            return {"id": account.id, "account_name": "bot.ocop", "account_type": "BASIC"}
        if call.method == "getUpdates":
            return await self._update(account, float(call.fields.get("timeout", 30)))
        if call.method.endswith(("Webhook", "WebhookInfo")):
            return self._hook(account, call)
        return await self._send(account, call)

    async def _update(self, account: Account, timeout: float) -> dict[str, Any]:
        """One update and no acknowledgement: what was given is gone."""
        if account.url:
            raise Refusal(400, "Bad Request: getUpdates while a webhook is set")
        account.polling += 1
        try:
            await self.until(lambda: account.waiting, timeout)
        except TimeoutError:
            raise Refusal(408, "Request timeout") from None
        finally:
            account.polling -= 1
            account.polled = time.monotonic()
        return account.waiting.popleft()

    def _hook(self, account: Account, call: Call) -> dict[str, Any]:
        if call.method == "setWebhook":
            account.url, account.secret = call.fields["url"], call.fields["secret_token"]
        elif not account.url:
            raise Refusal(404, "Not Found")
        elif call.method == "deleteWebhook":
            account.url = ""
        return {"url": account.url, "updated_at": int(time.time() * 1000)}

    async def _send(self, account: Account, call: Call) -> dict[str, Any]:
        chat = call.fields["chat_id"]
        if not self.knows(chat):
            raise Refusal(400, "Bad Request: chat not found")
        if call.method == "sendChatAction":
            self.typing.append(chat)
            return {}
        if self.monthly is not None and account.used >= self.monthly:
            raise Refusal(429, "Quota exceeded")
        account.used += 1
        picture = await self._fetched(call.fields.get("photo", ""))
        text = call.fields.get("text") or call.fields.get("caption", "")
        number = self.hears(chat, text=text, photo=call.fields.get("photo", ""), picture=picture)
        return {"message_id": number, "date": int(time.time() * 1000)}

    async def _fetched(self, url: str) -> bytes:
        """Zalo fetches a picture by itself; here it can reach only this machine."""
        if not url.startswith("http://127.0.0.1:"):
            return b""
        assert self._postman is not None
        async with self._postman.get(url) as answer:
            if answer.status != 200:
                raise Refusal(400, "Bad Request: the photo cannot be fetched")
            return await answer.read()

    async def _photo(self, request: web.Request) -> web.Response:
        """A picture that somebody sent, at Zalo's address of it."""
        return web.Response(body=b"\xff\xd8" + b"x" * int(request.match_info["name"]))


async def _fields(request: web.Request) -> dict[str, Any]:
    """The fields of a call, from JSON or, as Zalo's own SDK sends them, from a form."""
    if request.content_type == "application/json":
        return dict(await request.json()) if request.can_read_body else {}
    return {name: str(value) for name, value in (await request.post()).items()}


__all__ = ["TOKEN", "Call", "FakeZalo", "Heard"]
