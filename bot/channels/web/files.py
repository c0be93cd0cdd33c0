"""Files in a conversation: a photo that is sent, and what is shown, to that browser only."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web import asked, guard
from bot.channels.web.cookie import Sealer
from bot.channels.web.door import Door, held
from bot.channels.web.dress import told
from bot.channels.web.guard import No, answer
from bot.channels.web.hub import Hub
from bot.channels.web.rates import Rate
from bot.channels.web.sniff import BIGGEST, shown_in_page, sort_of
from bot.core.channel import Receive
from bot.core.clock import Clock
from bot.core.message import Attachment, Incoming, Kind
from bot.core.text import clean
from bot.store import web
from bot.store.database import Database
from bot.store.web import File

CHANNEL = "web"
LONGEST_NAME = 80


class Files:
    """Takes files in and gives them out."""

    def __init__(
        self, db: Database, clock: Clock, hub: Hub, door: Door, sealer: Sealer, gone: str
    ) -> None:
        """`sealer` makes names that nobody can guess, the same for a file that comes again;
        `gone` is said of a file that is kept no longer."""
        self._db, self._clock, self._hub, self._door = db, clock, hub, door
        self._sealer, self._gone = sealer, gone
        self._comes = Rate(20.0, burst=12)

    def routes(self, receive: Receive) -> list[BaseRoute]:
        """The paths of files."""
        self._receive = receive
        return [
            Route("/chat/file", self._door.known(self._take), methods=["POST"]),
            Route("/chat/file/{ref}", self._door.known(self._give)),
        ]

    async def _take(self, request: Request, address: str) -> Response:
        """A photo or a PDF as the body; `id` and `name` in the query."""
        ident = asked.word(dict(request.query_params), "id", asked.ID)
        held(self._comes.wait(address))
        data = await guard.body_of(request, BIGGEST)
        sort = sort_of(data)
        if sort is None:
            raise No(415, "bad_file")
        name = clean(request.query_params.get("name", ""))[:LONGEST_NAME].strip()
        ref = self._sealer.name(address, ident)
        file = File(ref, name or f"anh{sort.suffix}", sort.mime, data)
        body = {"text": "", "rows": [], "file": told(file)}
        await web.said(self._db, address, ident, body, self._clock.now(), file)
        self._hub.wake(address)
        sent = Attachment(sort.kind, ref, file.name, sort.mime, len(data))
        update = f"{address}.{ident}"
        await self._receive(Incoming(CHANNEL, address, update, Kind.FILE, attachments=(sent,)))
        return answer({})

    async def _give(self, request: Request, address: str) -> Response:
        """A file of this conversation; nobody else gets it."""
        found = await web.file_of(self._db, request.path_params["ref"])
        if found is None or found[0] != address:
            return PlainTextResponse(self._gone, 404, guard.HEADERS)
        file = found[1]
        shown = "inline" if shown_in_page(file.mime) else "attachment"
        headers = {
            **guard.HEADERS,
            "Content-Security-Policy": guard.FILE_CSP,
            "Content-Disposition": f"{shown}; filename*=UTF-8''{asked.quoted(file.name)}",
            "Cache-Control": "private, max-age=86400, immutable",
        }
        return Response(file.data, media_type=file.mime, headers=headers)
