"""The server: takes calls, checks each, applies the script and the law, keeps a record."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from types import TracebackType
from typing import Any

from aiohttp import web

from tests.fakes.telegram.faults import Fault, Script
from tests.fakes.telegram.mailbox import PollConflict
from tests.fakes.telegram.methods import Methods, Refusal
from tests.fakes.telegram.pace import LAW, Law, Pace
from tests.fakes.telegram.people import People
from tests.fakes.telegram.schema import File, check
from tests.fakes.telegram.webhook import Postman

TOKEN = "1000001:AAF4kEfAkEtOkEnOfThEfAkEsErVeR_00"


@dataclass(slots=True)
class Call:
    """One call of the bot. Times are monotonic seconds.

    `accepted`: it took effect. `answered`: the answer was written while the bot still listened;
    with `accepted` and not `answered` the send was in flight when the connection died.
    """

    method: str
    fields: dict[str, Any]
    at: float
    status: int = 0
    accepted: bool = False
    answered: bool = False
    done: float = 0.0


class FakeTelegram(People):
    """A Bot API server for one bot, on a loopback port. `latency` delays each answer, seconds."""

    def __init__(
        self, law: Law = LAW, *, port: int = 0, token: str = TOKEN, latency: float = 0.0
    ) -> None:
        """`port` 0 takes a free one."""
        super().__init__()
        self.token = token
        self.latency = latency
        self.calls: list[Call] = []
        self.violations: list[str] = []
        self.pace = Pace(law)
        self._port = port
        self._script = Script()
        self._methods = Methods(self.world)
        self._postman = Postman(self.mailbox)
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> FakeTelegram:
        """Serves."""
        await self.up()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stops serving."""
        await self._postman.stop()
        await self.down()

    @property
    def base(self) -> str:
        """What to set BOT_API_BASE to."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def answered(self) -> list[str]:
        """The ids of the presses that the bot has answered."""
        return self._methods.answered

    @property
    def webhook_answers(self) -> list[int]:
        """The statuses that the bot's webhook has answered; 0 for no answer."""
        return self._postman.statuses

    def script(self, method: str, *faults: Fault) -> None:
        """Faults for the next calls of the method ("*": any, "file": a download), one each."""
        self._script.add(method, faults)

    def made(self, method: str) -> list[Call]:
        """The calls of one method so far."""
        return [call for call in self.calls if call.method == method]

    def in_flight(self) -> list[Call]:
        """Sends that took effect and whose answer the bot never had."""
        sends = (call for call in self.calls if call.method.startswith("send"))
        return [call for call in sends if call.accepted and not call.answered]

    async def up(self) -> None:
        """Listen; on the same port as before after `down`."""
        app = web.Application(client_max_size=60 * 1024 * 1024)
        app.router.add_route("*", "/bot{token}/{method}", self._take)
        app.router.add_get("/file/bot{token}/{folder}/{ref}", self._give_file)
        self.add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]

    def add_routes(self, app: web.Application) -> None:
        """Room for more paths."""

    async def down(self) -> None:
        """Refuse connections; what was said and what waits is kept."""
        self.mailbox.end_polls()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def _take(self, request: web.Request) -> web.StreamResponse:
        fields = await _fields(request)
        call = Call(request.match_info["method"], fields, time.monotonic())
        self.calls.append(call)
        fault = self._script.take(call.method)
        if request.match_info["token"] != self.token:
            answer = _refusal(Refusal(401, "Unauthorized"))
        elif fault is None:
            answer = await self._try(call)
        else:
            answer = await self._fail(call, fault)
        if self.latency:
            await asyncio.sleep(self.latency)
        return self._finish(request, call, answer, drop=fault is not None and fault.drop)

    def _finish(
        self, request: web.Request, call: Call, answer: web.Response, *, drop: bool
    ) -> web.Response:
        if drop and request.transport:
            request.transport.abort()
        call.answered = request.transport is not None and not request.transport.is_closing()
        call.done = time.monotonic()
        call.status = answer.status
        self._something_happened()
        return answer

    async def _fail(self, call: Call, fault: Fault) -> web.Response:
        answer = await self._try(call) if fault.accepted else None
        if fault.hang:
            self._something_happened()
            await asyncio.sleep(fault.hang)
        if fault.page:
            page = f"<html><h1>{fault.code} {fault.description}</h1></html>"
            return web.Response(status=fault.code, text=page, content_type="text/html")
        if fault.code:
            return _refusal(Refusal(fault.code, fault.description, **fault.parameters))
        return answer or web.Response(status=500)

    async def _try(self, call: Call) -> web.Response:
        """The honest answer, checks first."""
        wrong = check(call.method, call.fields)
        if wrong:
            self.violations += wrong
            return _refusal(Refusal(400, f"Bad Request: {'; '.join(wrong)}"))
        try:
            self._keep_pace(call)
            result = await self._do(call)
        except Refusal as refusal:
            return _refusal(refusal)
        call.accepted = True
        return _answer(200, {"ok": True, "result": result})

    def _keep_pace(self, call: Call) -> None:
        if not call.method.startswith("send") or call.method == "sendChatAction":
            return
        wait = self.pace.wait(str(call.fields["chat_id"]), call.at)
        if wait:
            raise Refusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)

    async def _do(self, call: Call) -> Any:
        if call.method == "getUpdates":
            return await self._updates(call.fields)
        if call.method in ("setWebhook", "deleteWebhook"):
            return await self._hook(call.fields)
        if call.method == "getWebhookInfo":
            waiting = len(self.mailbox)
            return {
                "url": self._postman.url,
                "has_custom_certificate": False,
                "pending_update_count": waiting,
            }
        return self._methods.call(call.method, call.fields)

    async def _updates(self, fields: dict[str, Any]) -> list[dict[str, Any]]:
        if self._postman.url:
            said = "Conflict: can't use getUpdates method while webhook is active"
            raise Refusal(409, said)
        self.mailbox.allow(_list(fields.get("allowed_updates")))
        offset, limit = int(fields.get("offset", 0)), int(fields.get("limit", 100))
        try:
            return await self.mailbox.fetch(offset, limit, float(fields.get("timeout", 0)))
        except PollConflict as conflict:
            said = "Conflict: terminated by other getUpdates request"
            raise Refusal(409, f"{said}; make sure that only one bot runs") from conflict

    async def _hook(self, fields: dict[str, Any]) -> bool:
        url = str(fields.get("url", ""))
        if url and not url.startswith(("https://", "http://127.0.0.1:")):
            raise Refusal(400, "Bad Request: bad webhook: An HTTPS URL must be provided")
        self.mailbox.allow(_list(fields.get("allowed_updates")))
        await self._postman.go_to(url, str(fields.get("secret_token", "")))
        return True

    async def _give_file(self, request: web.Request) -> web.Response:
        if fault := self._script.take("file"):
            return _refusal(Refusal(fault.code, fault.description))
        file = self.world.files.get(request.match_info["ref"])
        if file is None or request.match_info["token"] != self.token:
            return _refusal(Refusal(404, "Not Found"))
        return web.Response(body=file.data)


async def _fields(request: web.Request) -> dict[str, Any]:
    """The fields of a call, from the query and a form, multipart or JSON body."""
    fields: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        return fields | dict(await request.json())
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            fields[name] = File(value.filename, value.file.read())
        else:
            fields[name] = value
    return fields


def _list(value: Any) -> list[str] | None:
    given: list[str] | None = json.loads(value) if isinstance(value, str) else value
    return given


def _refusal(refusal: Refusal) -> web.Response:
    data: dict[str, Any] = {"ok": False, "error_code": refusal.code}
    data["description"] = refusal.description
    if refusal.parameters:
        data["parameters"] = refusal.parameters
    return _answer(refusal.code, data)


def _answer(status: int, data: dict[str, Any]) -> web.Response:
    body = json.dumps(data, ensure_ascii=False)
    return web.Response(status=status, text=body, content_type="application/json")
