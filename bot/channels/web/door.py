"""The door of the talk: no stranger's page, no flood, and whose browser this is."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from bot.channels.web import cookie, guard
from bot.channels.web.guard import No, answer
from bot.channels.web.rates import Rate
from bot.core.clock import Clock
from bot.store import web
from bot.store.away import AWAY, is_away
from bot.store.database import Database

Ask = Callable[[Request], Awaitable[Response]]
Page = Callable[[Request, str], Awaitable[Response]]
"""Answers a request of the browser with this address."""


class Door:
    """Lets requests in."""

    def __init__(
        self,
        db: Database,
        clock: Clock,
        sealer: cookie.Sealer,
        *,
        public_url: str = "",
        proxies: int = 0,
        rate: float = 10.0,
    ) -> None:
        """`rate`: requests a second of one internet address (0: no limit)."""
        self._db, self._clock, self._sealer, self._proxies = db, clock, sealer, proxies
        self._secure_host = public_url.removeprefix("https://").split("/")[0]
        each = 1 / rate if rate else 0.0
        self._asks = Rate(each, burst=300)
        self._opens = Rate(10 * each, burst=100)

    def guarded(self, page: Ask) -> Ask:
        """The page for anybody; a refusal is a word that the page understands."""

        async def ask(request: Request) -> Response:
            try:
                if request.method == "POST":
                    guard.from_our_page(request)
                held(self._asks.wait(guard.caller(request, self._proxies)))
                return await page(request)
            except No as no:
                return no.response()
            except ClientDisconnect:
                return answer({"error": "broken"}, 400)
            except AWAY as error:
                if not is_away(error):
                    raise
                return No(503, "busy", 2.0).response()

        return ask

    def known(self, page: Page) -> Ask:
        """The page for a browser that has a conversation."""

        async def ask(request: Request) -> Response:
            address = await self.address(request)
            if address is None:
                raise No(401, "forgotten")
            return await page(request, address)

        return self.guarded(ask)

    async def address(self, request: Request) -> str | None:
        """Whose browser this is, by its cookie; None for a new or a forgotten one."""
        token = self._sealer.open(request.cookies.get(self._cookie_name(request), ""))
        return await web.session_of(self._db, cookie.digest(token)) if token else None

    async def admit(self, request: Request) -> tuple[str, str]:
        """The browser's address and what its cookie shall hold; a new one gets both."""
        address = await self.address(request)
        if address is not None:
            return address, request.cookies[self._cookie_name(request)]
        held(self._opens.wait(guard.caller(request, self._proxies)))
        address, token = secrets.token_hex(8), cookie.new_token()
        await web.open_session(self._db, address, cookie.digest(token), self._clock.now())
        return address, self._sealer.seal(token)

    def give_cookie(self, request: Request, response: Response, value: str) -> None:
        """The cookie lives on from each visit; an empty value takes it away."""
        response.set_cookie(
            self._cookie_name(request),
            value,
            max_age=cookie.LIFE if value else 0,
            path="/",
            secure=self._is_secure(request),
            httponly=True,
            samesite="strict",
        )

    def _is_secure(self, request: Request) -> bool:
        """Whether the browser came by https (perhaps to a proxy of ours)."""
        host = request.headers.get("host", "")
        return request.url.scheme == "https" or bool(host and host == self._secure_host)

    def _cookie_name(self, request: Request) -> str:
        return cookie.SECURE if self._is_secure(request) else cookie.PLAIN


def held(seconds: float) -> None:
    """Raises No when somebody must wait."""
    if seconds > 0:
        raise No(429, "too_fast", seconds)
