"""A quick way to the network for calls without files: aiohttp, with what an error means to us.

Which library and why: docs/decisions/0015-quick-calls.md.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from functools import lru_cache

import aiohttp
from yarl import URL

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
UNASKED = ("User-Agent", "Accept-Encoding", "Accept")  # headers that nobody reads


class NeverLeft(Exception):
    """No connection was had, so nothing was sent."""


class Cut(Exception):
    """The connection broke, or what came is no answer: the call may have arrived."""


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait for a connection, and for the next bytes of an answer (None: for ever)."""

    connect: float | None
    answer: float | None


class QuickClient:
    """Connections that are kept open; each call is made once, never again by itself."""

    def __init__(self, connections: int, certificates: ssl.SSLContext) -> None:
        """At most so many connections. None is made yet."""
        self._connections, self._certificates = connections, certificates
        self._session: aiohttp.ClientSession | None = None
        self._closed = False

    async def post(self, url: str, body: bytes, patience: Patience) -> tuple[int, bytes]:
        """The answer's status and body. NeverLeft, Cut, or TimeoutError when none came in time."""
        wait = aiohttp.ClientTimeout(connect=patience.connect, sock_read=patience.answer)
        try:
            async with self._opened().post(
                _parsed(url), data=body, headers=FORM, timeout=wait, allow_redirects=False
            ) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NeverLeft(_named(error)) from error
        except aiohttp.InvalidURL as error:
            raise NeverLeft(_named(error)) from error
        except TimeoutError:
            raise
        except (aiohttp.ClientError, OSError) as error:
            raise Cut(_named(error)) from error

    async def close(self) -> None:
        """Let go of connections; a second time does nothing."""
        self._closed = True
        if self._session:
            await self._session.close()

    def _opened(self) -> aiohttp.ClientSession:
        """Made late: it belongs to the event loop that is running."""
        if self._closed:
            raise NeverLeft("the client was closed")
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=self._connections, ssl=self._certificates),
                cookie_jar=aiohttp.DummyCookieJar(),
                skip_auto_headers=UNASKED,
            )
        return self._session


@lru_cache(maxsize=100)
def _parsed(url: str) -> URL:
    """The methods' addresses, of which there are few."""
    return URL(url, encoded=True)


def _named(error: Exception) -> str:
    return f"aiohttp.{type(error).__name__}: {error}"
