"""The page itself: HTML, style and script as files of ours, words put in at the start."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.guard import HEADERS

STATIC = Path(__file__).parent / "static"
YEAR = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"
FRESH = "no-cache"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".png": "image/png",
}
PATHS = {
    "/": ("index.html", FRESH),
    "/sw.js": ("sw.js", FRESH),
    "/chat/chat.css": ("chat.css", YEAR),
    "/chat/chat.js": ("chat.js", YEAR),
    "/chat/app.webmanifest": ("app.webmanifest", HOUR),
    "/chat/icon-192.png": ("icon-192.png", YEAR),
    "/chat/icon-512.png": ("icon-512.png", YEAR),
    "/chat/icon-full.png": ("icon-full.png", YEAR),
    "/favicon.ico": ("icon-48.png", YEAR),
}
_GAP = re.compile(r"\{\{([a-z_]+)\}\}")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is served, also squeezed where that helps."""

    data: bytes
    squeezed: bytes | None
    type: str
    keep: str


class Pages:
    """All files of the page, ready to be served."""

    def __init__(self, words: Mapping[str, str], title: str) -> None:
        """`words`: texts by their keys; ours begin with "web_". Raises KeyError for a gap that no
        text fills."""
        told = {k.removeprefix("web_"): v for k, v in words.items() if k.startswith("web_")}
        self._gaps = {**told, "title": title, "version": _version(*told.values(), title)}
        self._gaps["words"] = json.dumps(told, ensure_ascii=False).replace("<", "\\u003c")
        self._assets = {path: self._asset(*how) for path, how in PATHS.items()}

    def routes(self) -> list[BaseRoute]:
        """A path for each file."""
        return [Route(path, _serve(asset)) for path, asset in self._assets.items()]

    def _asset(self, name: str, keep: str) -> Asset:
        path = STATIC / name
        data = path.read_bytes()
        if path.suffix == ".png":
            return Asset(data, None, TYPES[path.suffix], keep)
        if path.suffix in (".html", ".webmanifest") or name == "sw.js":
            data = self._filled(data.decode(), path.suffix).encode()
        return Asset(data, gzip.compress(data, mtime=0), TYPES[path.suffix], keep)

    def _filled(self, text: str, suffix: str) -> str:
        def fill(gap: re.Match[str]) -> str:
            value = self._gaps[gap[1]]
            if gap[1] == "words":
                return value
            return html.escape(value) if suffix == ".html" else json.dumps(value)[1:-1]

        return _GAP.sub(fill, text)


def _version(*words: str) -> str:
    """Changes when any file or word of the page does."""
    whole = hashlib.sha256("\0".join(words).encode())
    for path in sorted(STATIC.iterdir()):
        whole.update(path.read_bytes())
    return whole.hexdigest()[:10]


def _serve(asset: Asset) -> Callable[[Request], Awaitable[Response]]:
    async def serve(request: Request) -> Response:
        headers = {**HEADERS, "Cache-Control": asset.keep, "Vary": "Accept-Encoding"}
        data = asset.data
        if asset.squeezed and "gzip" in request.headers.get("accept-encoding", ""):
            data, headers["Content-Encoding"] = asset.squeezed, "gzip"
        return Response(data, headers=headers, media_type=asset.type)

    return serve
