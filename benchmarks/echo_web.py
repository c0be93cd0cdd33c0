"""A bare echo chat on Starlette with server-sent events, in memory: what our web chat is measured
against. It keeps nothing, checks nothing and knows one page a person.

As a process: `python -m benchmarks.echo_web PORT`.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
from collections import defaultdict
from collections.abc import AsyncIterator

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

QUEUES: defaultdict[str, asyncio.Queue[str]] = defaultdict(asyncio.Queue)


async def health(request: Request) -> Response:
    """A sign of life."""
    return PlainTextResponse("ok")


async def opened(request: Request) -> Response:
    """A new person is greeted."""
    who = secrets.token_hex(8)
    QUEUES[who].put_nowait("Chào anh/chị")
    response = JSONResponse({"messages": [], "seq": 0, "page": 0})
    response.set_cookie("ocop", who)
    return response


async def said(request: Request) -> Response:
    """Say the same."""
    QUEUES[request.cookies["ocop"]].put_nowait((await request.json())["text"])
    return JSONResponse({})


async def events(request: Request) -> Response:
    """What is said, as it comes."""
    queue = QUEUES[request.cookies["ocop"]]

    async def stream() -> AsyncIterator[bytes]:
        while True:
            message = {"me": False, "text": await queue.get()}
            yield f"event: news\ndata: {json.dumps({'messages': [message]})}\n\n".encode()

    return StreamingResponse(stream(), media_type="text/event-stream")


def main() -> None:
    """Serve on the port of the first argument."""
    app = Starlette(
        routes=[
            Route("/health", health),
            Route("/chat/open", opened, methods=["POST"]),
            Route("/chat/say", said, methods=["POST"]),
            Route("/chat/events", events),
        ]
    )
    uvicorn.run(app, port=int(sys.argv[1]), log_level="warning")


if __name__ == "__main__":
    main()
