"""The door Telegram knocks on: only with our secret, only with an update, 200 when it is kept."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from bot.channels.telegram.secret import is_from_telegram
from bot.core.channel import Webhook

BODY_LIMIT = 1024 * 1024
HandOn = Callable[[Mapping[str, Any]], Awaitable[bool]]


def webhook(url: str, secret: str, hand_on: HandOn) -> Webhook:
    """The webhook at the URL's path. `hand_on` is False for what is no update.

    403 for a wrong secret, 413 for a body of more than 1 MiB, 400 for a broken one.
    """

    async def answer(headers: Mapping[str, str], body: bytes) -> int:
        if not is_from_telegram(headers, secret):
            return 403
        if len(body) > BODY_LIMIT:
            return 413
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return 400
        return 200 if isinstance(update, dict) and await hand_on(update) else 400

    return Webhook(urlsplit(url).path or "/", answer)
