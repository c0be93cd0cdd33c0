"""What the page asks of the server: open, say, press, get news, be forgotten."""

from __future__ import annotations

import secrets
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from bot.channels.web import asked, guard
from bot.channels.web.door import Door, held
from bot.channels.web.dress import LIMITS
from bot.channels.web.guard import No, answer
from bot.channels.web.hub import Hub
from bot.channels.web.news import News, stream
from bot.channels.web.push import BadSubscription, Pusher
from bot.channels.web.rates import Rate
from bot.core.channel import Receive
from bot.core.clock import Clock
from bot.core.message import Incoming, Kind
from bot.core.text import clean
from bot.store import push, turns, web
from bot.store.database import Database
from bot.store.push import Subscription

CHANNEL = "web"
LONGEST_ACTION = 64


class Talk:
    """The requests of the page."""

    def __init__(
        self, db: Database, clock: Clock, hub: Hub, door: Door, pusher: Pusher | None
    ) -> None:
        """`pusher` None: this office pushes nothing."""
        self._db, self._clock, self._hub, self._door = db, clock, hub, door
        self._pusher, self._news = pusher, News(db)
        self._says = Rate(1.0, burst=20)

    def routes(self, receive: Receive) -> list[BaseRoute]:
        """The paths of the talk; `receive` takes what people say."""
        self._receive = receive
        known, post = self._door.known, ["POST"]
        return [
            Route("/chat/open", self._door.guarded(self._open), methods=post),
            Route("/chat/say", known(self._say), methods=post),
            Route("/chat/leave", known(self._leave), methods=post),
            Route("/chat/push", known(self._subscribe), methods=post),
            Route("/chat/push/off", known(self._unsubscribe), methods=post),
            Route("/chat/events", known(self._events)),
            Route("/chat/news", known(self._since)),
        ]

    async def _open(self, request: Request) -> Response:
        """The conversation so far; a new browser gets a cookie and is greeted."""
        address, value = await self._door.admit(request)
        news = await self._news.all(address)
        if not news["messages"]:
            await self._receive(
                Incoming(CHANNEL, address, f"{address}.start", Kind.TEXT, text="/start")
            )
        news["push"] = self._pusher.public_key if self._pusher else ""
        response = answer(news)
        self._door.give_cookie(request, response, value)
        return response

    async def _say(self, request: Request, address: str) -> Response:
        """Words, or a press: {id, text} or {id, action, message}."""
        told = await asked.told(request)
        update = f"{address}.{asked.word(told, 'id', asked.ID)}"
        held(self._says.wait(address))
        if "action" in told:
            incoming = await self._pressed(address, update, told)
        else:
            incoming = await self._wrote(address, update, told)
        await self._receive(incoming)
        self._hub.wake(address)  # for other tabs; the reply, which wakes too, is mostly with it
        return answer({})

    async def _wrote(self, address: str, update: str, told: dict[str, str]) -> Incoming:
        text = asked.text(told, "text", LIMITS.text)
        body = {"text": clean(text), "rows": []}
        await web.said(self._db, address, told["id"], body, self._clock.now(), None)
        return Incoming(CHANNEL, address, update, Kind.TEXT, text=text)

    async def _pressed(self, address: str, update: str, told: dict[str, str]) -> Incoming:
        action = asked.text(told, "action", LONGEST_ACTION)
        key = asked.word(told, "message", asked.KEY)
        press = Incoming(CHANNEL, address, update, Kind.PRESS, action=action, pressed=key)
        if not await turns.seen(self._db, press):  # a copy must not mark what came in its place
            await web.chose(self._db, address, key, action, self._clock.now())
        return press

    async def _leave(self, request: Request, address: str) -> Response:
        """Forget this browser: cookie, session, conversation and files."""
        update = f"{address}.{secrets.token_hex(8)}"
        await self._receive(Incoming(CHANNEL, address, update, Kind.LEFT))
        await web.close_session(self._db, address)
        self._hub.wake(address, ended=True)
        response = answer({})
        self._door.give_cookie(request, response, "")
        return response

    async def _since(self, request: Request, address: str) -> Response:
        """News for a page without a stream."""
        self._hub.polled(address)
        seq, page = asked.place(request)
        return answer(await self._news.since(address, seq, page) or {"messages": []})

    async def _events(self, request: Request, address: str) -> Response:
        """News as they come (server-sent events)."""
        seq, page = asked.place(request)
        if self._hub.is_full():
            raise No(503, "busy", 30.0)
        beat = None if self._db.alone else self._watched
        body = stream(self._hub, self._news, address, seq, page, beat)
        headers = {**guard.HEADERS, "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        return StreamingResponse(body, media_type="text/event-stream", headers=headers)

    async def _watched(self, address: str, seconds: float) -> None:
        await web.watched(self._db, address, self._clock.now() + timedelta(seconds=seconds))

    async def _subscribe(self, request: Request, address: str) -> Response:
        """Reminders may be pushed to this browser."""
        told = await asked.told(request)
        keys = told.get("keys")
        if self._pusher is None or not isinstance(keys, dict):
            raise No(400, "no_push")
        endpoint = asked.text(told, "endpoint", 2_001)
        to = Subscription(endpoint, asked.text(keys, "p256dh", 200), asked.text(keys, "auth", 100))
        try:
            self._pusher.check(to)
        except BadSubscription as error:
            raise No(400, "no_push") from error
        await push.subscribe(self._db, address, to, self._clock.now())
        return answer({})

    async def _unsubscribe(self, request: Request, address: str) -> Response:
        """No more reminders there."""
        endpoint = asked.text(await asked.told(request), "endpoint", 2_000)
        await push.unsubscribe(self._db, address, endpoint)
        return answer({})
