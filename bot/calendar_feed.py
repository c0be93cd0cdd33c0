"""Private calendars on our web server: `/lich/TOKEN.ics`, for a phone that looks again by itself.

The address is the key: whoever has it sees that one calendar, until its owner ends it.
"""

from __future__ import annotations

import asyncio
import hashlib

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.core.clock import Clock, local_day
from bot.core.feeds import path
from bot.core.reads import Reads
from bot.store import feeds
from bot.store.database import Database
from handlers.reminders.events import calendar
from knowledge.calendar.ahead import ahead
from knowledge.model import Library

HEADERS = {
    "Cache-Control": "private, max-age=3600",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
    "X-Content-Type-Options": "nosniff",
}


def route(db: Database, reads: Reads, library: Library, clock: Clock) -> Route:
    """The page to serve."""

    async def serve(request: Request) -> Response:
        person = await feeds.owner(db, request.path_params["token"])
        if person is None:
            gone = "Địa chỉ lịch này không còn dùng được."
            return PlainTextResponse(gone, 404, HEADERS)
        body = await _calendar(person, reads, library, clock)
        headers = {**HEADERS, "ETag": f'"{hashlib.sha256(body).hexdigest()[:32]}"'}
        if headers["ETag"] in _known(request):
            return Response(status_code=304, headers=headers)
        return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)

    return Route(path("{token}"), serve)


async def _calendar(person: int, reads: Reads, library: Library, clock: Clock) -> bytes:
    from papers import make  # a slow import, for those who have a calendar

    now = clock.now()
    today = local_day(now)
    coming = ahead(library.texts, await reads.reminders.kept(person, today), today)
    lessons = await reads.trainings.ahead(person, now)
    data = calendar(library.texts, coming, lessons, today)
    return (await asyncio.to_thread(make, "ics", data)).data


def _known(request: Request) -> list[str]:
    """The versions that the phone has already."""
    told = request.headers.get("If-None-Match", "")
    return [tag.strip().removeprefix("W/") for tag in told.split(",")]
