"""The Telegram channel as the app opens it: its parts put together for one bot's token."""

from __future__ import annotations

import re
from secrets import token_urlsafe

from bot.channels.telegram.errors import WrongToken
from bot.channels.telegram.library import LibraryWire
from bot.channels.telegram.persist import Waits
from bot.channels.telegram.wired import WiredChannel

API = "https://api.telegram.org"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class TelegramChannel(WiredChannel):
    """A Channel for one Telegram bot.

    `base_url` is the API's root without /bot, Telegram's own when empty. With `webhook_url`
    (https, with its path) updates are posted there, else they are fetched; `secret` (1–256 of
    A-Za-z0-9_-) proves who posts and is made up when empty. `rate` is how many messages a second
    the deliverer may send in all. WrongToken for what cannot be a token.
    """

    def __init__(
        self,
        token: str,
        *,
        base_url: str = "",
        proxy: str = "",
        webhook_url: str = "",
        secret: str = "",
        rate: float = 27.0,
        waits: Waits | None = None,
    ) -> None:
        """No connection is made yet."""
        if not _TOKEN.fullmatch(token.strip()):
            raise WrongToken
        waits = waits or Waits()
        super().__init__(
            LibraryWire(token.strip(), base_url or API, proxy, waits),
            webhook_url=webhook_url,
            secret=secret or token_urlsafe(32),
            rate=rate,
            waits=waits,
        )
