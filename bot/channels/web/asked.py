"""What the page wrote, read with care: whatever is not as it should be is refused."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from starlette.requests import Request

from bot.channels.web.guard import No, body_of

BIGGEST_WORDS = 300_000  # bytes of a request with words
ID = re.compile("[A-Za-z0-9-]{8,40}")
KEY = re.compile("[0-9a-f]{16}")


async def told(request: Request) -> dict[str, Any]:
    """The JSON object of a request. Raises No."""
    body = await body_of(request, BIGGEST_WORDS)
    try:
        data = json.loads(body)
    except ValueError as error:
        raise No(400, "broken") from error
    if not isinstance(data, dict):
        raise No(400, "broken")
    return data


def text(data: Mapping[str, Any], name: str, most: int) -> str:
    """A text, cut at `most` characters. Raises No when there is none."""
    value = data.get(name)
    if not isinstance(value, str) or not value.strip():
        raise No(400, "broken")
    return value[:most]


def word(data: Mapping[str, Any], name: str, shape: re.Pattern[str]) -> str:
    """A word of this shape. Raises No for any other."""
    value = data.get(name)
    if not isinstance(value, str) or not shape.fullmatch(value):
        raise No(400, "broken")
    return value


def place(request: Request) -> tuple[int, int]:
    """Up to which number the page has seen which conversation. Raises No."""
    query = request.query_params
    try:
        after = int(request.headers.get("last-event-id") or query.get("after", "0"))
        page = int(query.get("page", "0"))
    except ValueError as error:
        raise No(400, "broken") from error
    return max(0, min(after, 2**31 - 1)), page


def quoted(name: str) -> str:
    """A file's name for a header (RFC 5987)."""
    return quote(name.encode("utf-8", "replace"), safe="")
