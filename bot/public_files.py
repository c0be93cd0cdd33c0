"""Files of ours at public addresses, for platforms that take a picture only by its address.

An address holds 128 random bits, which nobody guesses, and ends after a day. There is no listing,
and nothing is served that was not put here. A copy of the file stands in a folder of that name.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from bot.core.channel import Refused
from bot.core.message import Attachment

LIFE = timedelta(days=1)
PATH = "/f"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
_UNSAFE = re.compile(r"[^\w.-]+")
_OFFICE = "application/vnd.openxmlformats-officedocument"
_MIMES = {  # of our own papers, for a machine's own table may not know them
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
    ".ics": "text/calendar",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
_SHOWN = {"image/png", "image/jpeg", "application/pdf"}
"""What a browser may show by itself; everything else is saved to the disk."""

HEADERS = {
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
    "cache-control": "private, max-age=3600",
}


class PublicFiles:
    """The files, and the route that serves them."""

    def __init__(self, folder: Path, public_url: str, now: Callable[[], datetime]) -> None:
        """`folder` is made when it is needed; `public_url` is the https address of this server."""
        self._folder, self._url, self._now = folder, public_url.rstrip("/"), now

    def publish(self, file: Attachment) -> str:
        """A new address of a file on this machine. Refused when it cannot be read."""
        source, token = Path(file.ref), secrets.token_urlsafe(16)
        name = _UNSAFE.sub("-", file.name or source.name).strip("-.") or "tep"
        place = self._folder / token
        try:
            place.mkdir(parents=True)
            shutil.copyfile(source, place / name[-100:])
        except OSError as error:
            shutil.rmtree(place, ignore_errors=True)
            raise Refused(f"the file to send cannot be read: {type(error).__name__}") from None
        return f"{self._url}{PATH}/{token}/{quote(name[-100:])}"

    def route(self) -> Route:
        """GET and HEAD of a file; 404 for all that is not here, or no longer."""
        return Route(f"{PATH}/{{token}}/{{name}}", self._answer, methods=["GET"])

    def sweep(self) -> int:
        """Remove what has ended; how many files."""
        found = list(self._folder.glob("*/*")) if self._folder.is_dir() else []
        ended = [path for path in found if not self._holds(path)]
        for path in ended:
            shutil.rmtree(path.parent, ignore_errors=True)
        return len(ended)

    async def _answer(self, request: Request) -> Response:
        path = self._find(request.path_params["token"], request.path_params["name"])
        if path is None:
            return Response(status_code=404, headers=HEADERS)
        mime = _MIMES.get(path.suffix.lower(), "application/octet-stream")
        shown = "inline" if mime in _SHOWN else "attachment"
        return FileResponse(
            path,
            media_type=mime,
            headers=HEADERS,
            filename=path.name,
            content_disposition_type=shown,
        )

    def _find(self, token: str, name: str) -> Path | None:
        """The file at an address; never one outside its own folder."""
        if not _TOKEN.fullmatch(token) or name != Path(name).name:
            return None
        path = self._folder / token / name
        return path if path.is_file() and self._holds(path) else None

    def _holds(self, path: Path) -> bool:
        try:
            age = self._now().timestamp() - path.stat().st_mtime
        except OSError:
            return False
        return age < LIFE.total_seconds()
