"""The quick way to the network: what each kind of failure means, and no call is ever made twice."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable

import pytest

from bot.channels.telegram.quick import Cut, NeverLeft, Patience, QuickClient

SOON = Patience(connect=1.0, answer=0.3)
FINE = b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nxong"
Say = Callable[[asyncio.StreamWriter], None]


class Line:
    """A server that reads each call and does with it what its turn in `script` says."""

    def __init__(self) -> None:
        self.asked: list[bytes] = []
        self.script: list[Say] = []
        self.url = ""

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection, call after call."""
        while not writer.is_closing():
            try:
                head = await reader.readuntil(b"\r\n\r\n")
                size = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                self.asked.append(await reader.readexactly(size))
            except (asyncio.IncompleteReadError, ConnectionError):
                break
            self.script.pop(0)(writer)
        writer.close()


def says(answer: bytes) -> Say:
    return lambda writer: writer.write(answer)


def ends(answer: bytes = b"") -> Say:
    def end(writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        writer.close()

    return end


def resets(writer: asyncio.StreamWriter) -> None:
    writer.transport.abort()


def waits(writer: asyncio.StreamWriter) -> None:
    pass


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    line = Line()
    server = await asyncio.start_server(line.take, "127.0.0.1", 0)
    line.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/botX/sendMessage"
    yield line
    server.close()


@pytest.fixture
async def client() -> AsyncIterator[QuickClient]:
    client = QuickClient(2, ssl.create_default_context())
    yield client
    await client.close()


async def test_an_answer_comes_over_one_connection_that_is_kept(
    line: Line, client: QuickClient
) -> None:
    line.script = [says(FINE), says(FINE.replace(b"200 OK", b"429 Too Many"))]
    assert await client.post(line.url, b"chat_id=7", SOON) == (200, b"xong")
    assert await client.post(line.url, b"chat_id=8", SOON) == (429, b"xong")
    assert line.asked == [b"chat_id=7", b"chat_id=8"]


@pytest.mark.parametrize(
    "fate", [ends(), resets, ends(FINE[:-2]), ends(b"HTTP/1.1 2"), ends(b"SSH-2.0-OpenSSH\r\n\r\n")]
)
@pytest.mark.parametrize("before", [0, 1])
async def test_a_call_that_left_is_unclear_and_not_made_again(
    line: Line, client: QuickClient, fate: Say, before: int
) -> None:
    line.script = [*[says(FINE)] * before, fate, says(FINE)]
    for _ in range(before):  # the connection was used before, so that it might be dead by now
        await client.post(line.url, b"mot", SOON)
    with pytest.raises(Cut):
        await client.post(line.url, b"hai", SOON)
    assert line.asked == [*[b"mot"] * before, b"hai"]
    assert await client.post(line.url, b"ba", SOON) == (200, b"xong")


@pytest.mark.parametrize("fate", [waits, says(FINE[:20])])
async def test_no_answer_in_time(line: Line, client: QuickClient, fate: Say) -> None:
    line.script = [fate]
    with pytest.raises(TimeoutError):
        await client.post(line.url, b"x", SOON)
    assert line.asked == [b"x"]


async def test_a_redirect_is_not_followed(line: Line, client: QuickClient) -> None:
    line.script = [says(FINE.replace(b"200 OK", b"302 Found\r\nLocation: /elsewhere"))]
    assert await client.post(line.url, b"x", SOON) == (302, b"xong")
    assert len(line.asked) == 1


@pytest.mark.parametrize("url", ["http://telegram.invalid/x", "không phải địa chỉ", "http://"])
async def test_an_address_that_is_none_means_nothing_left(client: QuickClient, url: str) -> None:
    with pytest.raises(NeverLeft):
        await client.post(url, b"x", SOON)


async def test_nobody_listens_so_nothing_left(client: QuickClient, unused_tcp_port: int) -> None:
    with pytest.raises(NeverLeft):
        await client.post(f"http://127.0.0.1:{unused_tcp_port}/x", b"x", SOON)


async def test_no_trusted_connection_so_nothing_left(line: Line, client: QuickClient) -> None:
    async def answer_plainly(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(FINE)
        writer.close()

    server = await asyncio.start_server(answer_plainly, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with pytest.raises(NeverLeft):
        await client.post(f"https://127.0.0.1:{port}/x", b"x", SOON)
    server.close()


async def test_all_connections_are_busy_so_nothing_left(line: Line, client: QuickClient) -> None:
    came = asyncio.Semaphore(0)
    line.script = [lambda writer: came.release()] * 2
    held = [asyncio.create_task(client.post(line.url, b"x", Patience(1.0, 5.0))) for _ in range(2)]
    for _ in held:
        await came.acquire()
    with pytest.raises(NeverLeft):
        await client.post(line.url, b"y", Patience(connect=0.1, answer=1.0))
    assert line.asked == [b"x", b"x"]
    for task in held:
        task.cancel()
    await asyncio.gather(*held, return_exceptions=True)


async def test_a_closed_client_sends_nothing(line: Line, client: QuickClient) -> None:
    await client.close()
    await client.close()
    with pytest.raises(NeverLeft):
        await client.post(line.url, b"x", SOON)
    assert line.asked == []
