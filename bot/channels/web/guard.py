"""Who may ask: the headers of every answer, whose request it is, and how often."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), microphone=(), payment=(), usb=()",
}
FILE_CSP = "default-src 'none'; sandbox; frame-ancestors 'none'"
OURS = "x-ocop"  # a header that another site's page cannot send without asking us first


class No(Exception):
    """The request is refused: a status, a word for the page, seconds after which to try again."""

    def __init__(self, status: int, word: str, after: float = 0.0) -> None:
        """`word` names the sentence that the page shows."""
        super().__init__(word)
        self.status, self.word, self.after = status, word, after

    def response(self) -> Response:
        """The answer."""
        headers = {"Retry-After": str(max(1, round(self.after)))} if self.after else {}
        return answer({"error": self.word, "after": round(self.after, 1)}, self.status, headers)


def answer(
    data: object, status: int = 200, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """An answer to the page, never kept by anybody on the way."""
    kept = {**HEADERS, "Cache-Control": "no-store", **(headers or {})}
    return JSONResponse(data, status, kept)


def from_our_page(request: Request) -> None:
    """Raises No when another site's page may have made this request."""
    if request.headers.get(OURS) != "1":
        raise No(403, "stranger")
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    if site != "same-origin" or (origin and _host(origin) != request.headers.get("host", "")):
        raise No(403, "stranger")


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def caller(request: Request, proxies: int) -> str:
    """The internet address that asks, the network for IPv6.

    `proxies` of ours stand in front: that many entries of X-Forwarded-For are ours, counted from
    the end; what a caller wrote before them is not believed.
    """
    written = request.headers.get("x-forwarded-for", "")
    told = [part.strip() for part in written.split(",") if part.strip()]
    at_hand = request.client.host if request.client else ""
    return _network(told[-proxies] if 0 < proxies <= len(told) else at_hand)


def _network(text: str) -> str:
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text[:64]
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


async def body_of(request: Request, most: int) -> bytes:
    """The request's body. Raises No for more than `most` bytes."""
    if int(request.headers.get("content-length", "0") or 0) > most:
        raise No(413, "too_big")
    parts, size = [], 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > most:
            raise No(413, "too_big")
        parts.append(chunk)
    return b"".join(parts)
