"""People with browsers, as light as can be: plain sockets, so that the measure costs little."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from typing import Any, Protocol


class Person(Protocol):
    """Somebody at a chat in the browser."""

    async def opens(self) -> None:
        """Opens the page, and reads the greeting where there is one."""
        ...

    async def asks(self, text: str) -> None:
        """Writes, and reads the reply."""
        ...

    def leaves(self) -> None:
        """Closes everything."""
        ...


class Wire:
    """One kept connection for plain requests."""

    def __init__(self, port: int) -> None:
        """To this machine."""
        self._port = port
        self._lock = asyncio.Lock()
        self._writer: asyncio.StreamWriter | None = None

    async def ask(
        self, method: str, path: str, body: object = None, cookie: str = ""
    ) -> tuple[dict[str, str], bytes]:
        """Headers (names in lower case) and body. Raises RuntimeError for a refusal."""
        async with self._lock:
            reader, writer = await self._connection()
            writer.write(request(method, path, body, cookie))
            status, headers = await head(reader)
            data = await reader.readexactly(int(headers.get("content-length", "0")))
        if not 200 <= status < 300:
            raise RuntimeError(f"{path}: {status} {data[:200]!r}")
        return headers, data

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        return self._reader, self._writer

    def close(self) -> None:
        """Hang up."""
        if self._writer:
            self._writer.close()


def request(method: str, path: str, body: object, cookie: str) -> bytes:
    """The bytes of a request."""
    data = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "X-OCOP: 1"]
    lines += [f"Content-Length: {len(data)}", "Content-Type: application/json"]
    lines += [f"Cookie: {cookie}"] if cookie else []
    return "\r\n".join([*lines, "", ""]).encode() + data


async def head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    """Status and headers of an answer."""
    text = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *rest = text.split("\r\n")
    pairs = (line.split(": ", 1) for line in rest if line)
    return int(first.split()[1]), {name.lower(): value for name, value in pairs}


class Stream:
    """Server-sent events: the data of each, parsed."""

    def __init__(self) -> None:
        """Not open yet."""
        self._writer: asyncio.StreamWriter | None = None

    async def open(self, port: int, path: str, cookie: str) -> None:
        """Begin to listen."""
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", port, limit=2**20)
        self._writer.write(request("GET", path, None, cookie))
        status, _ = await head(self._reader)
        if status != 200:
            raise RuntimeError(f"{path}: {status}")

    async def next(self) -> Any:
        """The next event's data."""
        while True:
            line = await self._reader.readline()
            if not line:
                raise RuntimeError("the stream ended")
            if line.startswith(b"data: "):
                return json.loads(line[6:])

    def close(self) -> None:
        """Hang up."""
        if self._writer:
            self._writer.close()


class OurPerson:
    """At our page, or at the bare echo that speaks the same way."""

    def __init__(self, port: int) -> None:
        """Not there yet."""
        self._port, self._wire, self._stream = port, Wire(port), Stream()

    async def opens(self) -> None:
        """Opens the page, and reads the greeting."""
        headers, _ = await self._wire.ask("POST", "/chat/open", {})
        self._cookie = headers["set-cookie"].split(";")[0]
        await self._stream.open(self._port, "/chat/events?after=0&page=0", self._cookie)
        await self._reply()

    async def asks(self, text: str) -> None:
        """Writes, and reads the reply."""
        words = {"id": secrets.token_hex(12), "text": text}
        await asyncio.gather(
            self._wire.ask("POST", "/chat/say", words, self._cookie), self._reply()
        )

    def leaves(self) -> None:
        """Closes everything."""
        self._wire.close()
        self._stream.close()

    async def _reply(self) -> None:
        while True:
            news = await self._stream.next()
            if any(not message["me"] for message in news.get("messages", ())):
                return


class GradioPerson:
    """At a Gradio chat: a heartbeat as its page keeps one, and a call with a stream of its own."""

    def __init__(self, port: int) -> None:
        """Not there yet."""
        self._port, self._wire, self._beat = port, Wire(port), Stream()
        self._session = secrets.token_hex(6)

    async def opens(self) -> None:
        """The page's own connection. (There is no greeting.)"""
        await self._beat.open(self._port, f"/gradio_api/heartbeat/{self._session}", "")

    async def asks(self, text: str) -> None:
        """Writes, and reads the reply."""
        words = {"data": [text], "session_hash": self._session}
        _, data = await self._wire.ask("POST", "/gradio_api/call/echo", words)
        stream = Stream()
        await stream.open(self._port, f"/gradio_api/call/echo/{json.loads(data)['event_id']}", "")
        await stream.next()
        stream.close()

    def leaves(self) -> None:
        """Closes everything."""
        self._wire.close()
        self._beat.close()


async def timed(work: Any) -> float:
    """Milliseconds until it was done."""
    began = time.perf_counter()
    await work
    return (time.perf_counter() - began) * 1000
