"""The web server of this process: the channels' webhooks and pages, and a sign of life."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.core.channel import ChannelFault, Webhook

BIGGEST = 1_000_000  # bytes of a webhook's body


class PortTaken(ChannelFault):
    """Somebody else listens on this port. The text says what to do."""


def web_app(webhooks: Sequence[Webhook], pages: Sequence[BaseRoute] = ()) -> Starlette:
    """The ASGI application that serves these webhooks and pages."""
    routes: list[BaseRoute] = [Route("/health", _healthy)]
    routes += [Route(hook.path, _endpoint(hook), methods=["POST"]) for hook in webhooks]
    return Starlette(routes=[*routes, *pages])


async def _healthy(request: Request) -> Response:
    return PlainTextResponse("ok")


def _endpoint(hook: Webhook) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > BIGGEST:
                return Response(status_code=413)
        return Response(status_code=await hook.answer(dict(request.headers), body))

    return answer


class _Quiet(uvicorn.Server):
    """uvicorn that leaves the signals to us."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Nothing is captured."""
        yield


class Server:
    """uvicorn on a socket that we bind ourselves."""

    def __init__(
        self, webhooks: Sequence[Webhook], port: int, pages: Sequence[BaseRoute] = ()
    ) -> None:
        """Binds the port at once. Raises PortTaken."""
        self._socket = _bound(port)
        config = uvicorn.Config(
            web_app(webhooks, pages),
            log_level="warning",
            lifespan="off",
            access_log=False,
            server_header=False,
            proxy_headers=False,  # whom to believe is a setting of ours (BEHIND_PROXIES)
            timeout_graceful_shutdown=5,
        )
        self._server = _Quiet(config)

    async def run(self) -> None:
        """Serve until cancelled."""
        serving = asyncio.create_task(self._server.serve([self._socket]))
        try:
            await asyncio.shield(serving)
        finally:
            self._server.should_exit = True
            await serving


def _bound(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if socket.has_dualstack_ipv6() else socket.AF_INET)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        if listener.family is socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        listener.bind(("", port))
    except OSError as error:
        listener.close()
        raise PortTaken(
            f"Cổng {port} đang có chương trình khác dùng. Anh/chị tắt chương trình đó, hoặc đặt "
            "PORT sang số khác trong tệp .env."
        ) from error
    return listener
