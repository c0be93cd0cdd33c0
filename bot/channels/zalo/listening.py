"""One bot that listens: greets Zalo, then fetches updates or has them posted, through outages."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.channels.zalo.client import Client
from bot.channels.zalo.errors import Failure, Trouble, WrongToken
from bot.channels.zalo.undress import undress, unwrapped
from bot.core.channel import Receive, Webhook
from bot.core.message import Incoming

logger = logging.getLogger(__name__)

SECRET_HEADER = "x-bot-api-secret-token"
LOGGED_EVERY = 20


@dataclass(frozen=True, slots=True)
class Waits:
    """Seconds to wait for things. The defaults suit the real service; tests set small ones.

    `poll`: one long poll. `answer`: any other answer. `first` and `longest`: after a failed call,
    doubling. `receive`: between tries to hand on one update; there is one more try than waits.
    """

    poll: float = 30.0
    answer: float = 15.0
    first: float = 0.5
    longest: float = 30.0
    receive: tuple[float, ...] = (1.0, 5.0)


class ListeningBot:
    """One bot, by its token. `id` is "" until Zalo has told it."""

    def __init__(
        self, token: str, *, which: int, base_url: str, public_url: str, secret: str, waits: Waits
    ) -> None:
        """`which` of the office's bots, from 1. With `public_url` updates are posted below it."""
        self.client = Client(token, base_url, waits.answer)
        self.id, self.name = "", ""
        self._which, self._waits = which, waits
        # Stable over restarts, and different for each bot: what one's hook takes, another's won't.
        self._secret = secret or hmac.new(token.encode(), b"webhook", hashlib.sha256).hexdigest()
        self.path = f"/zalo/{hashlib.sha256(token.encode()).hexdigest()[:12]}"
        self._hook = f"{public_url.rstrip('/')}{self.path}" if public_url else ""

    async def begin(self) -> None:
        """Learn the bot's id, set or remove the webhook. WrongToken, or Failure."""
        try:
            me = await self.client.get_me()
        except Failure as failure:
            if failure.kind in (Trouble.TOKEN, Trouble.MISSING):
                raise WrongToken(self._which) from None
            raise
        if self._hook:
            await self.client.set_webhook(self._hook, self._secret)
        else:
            await self.client.delete_webhook()
        self.id, self.name = str(me["id"]), str(me.get("account_name", ""))

    async def listen(self, receive: Receive) -> None:
        """Fetch until cancelled; with a webhook, return as soon as that is set."""
        failures = 0
        while not (self.id and self._hook):
            try:
                if not self.id:
                    await self.begin()
                    continue
                update = await self.client.get_update(self._waits.poll)
            except Failure as failure:
                await self._pause(failure, failures)
                failures += 1
                continue
            failures = 0
            if update is not None:
                await self._fetched(update, receive)

    async def _pause(self, failure: Failure, failures: int) -> None:
        wait = min(self._waits.first * 2 ** min(failures, 10), self._waits.longest)
        if failure.kind in (Trouble.TOKEN, Trouble.BAD):  # revoked, or a webhook was set elsewhere
            wait = self._waits.longest
        if failures % LOGGED_EVERY == 0:
            logger.warning("Zalo (bot %d): %s; again in %g s", self._which, failure, wait)
        await asyncio.sleep(wait)

    async def _fetched(self, update: Mapping[str, Any], receive: Receive) -> None:
        """Hand on an update that Zalo will not send again: skipped only after several tries."""
        try:
            incoming = undress(update, self.id)
        except ValueError:
            logger.warning("an update of no known shape")
            return
        if not await self._kept(incoming, receive):
            logger.error("an update is skipped")

    async def _kept(self, incoming: Incoming | None, receive: Receive) -> bool:
        """Whether the receiver has taken it, at one of several tries. Nothing is taken at once."""
        for wait in (*self._waits.receive, None):
            try:
                if incoming is not None:
                    await receive(incoming)
            except Exception as error:  # its text might quote what the person wrote
                logger.warning("an update: %s, next try in %s s", type(error).__name__, wait)
            else:
                return True
            if wait is not None:
                await asyncio.sleep(wait)
        return False

    def webhook(self, receive: Receive) -> Webhook | None:
        """The door Zalo knocks on: only with our secret; 200 only when the update is kept.

        403 for a wrong secret, 400 for what is no update, 503 while Zalo has not told us who this
        bot is, 500 when it could not be kept.
        """

        async def answer(headers: Mapping[str, str], body: bytes) -> int:
            given = headers.get(SECRET_HEADER, "").encode("utf-8", "replace")
            if not hmac.compare_digest(given, self._secret.encode()):
                return 403
            if not self.id:
                return 503
            try:
                update = json.loads(body)
                incoming = undress(unwrapped(update), self.id)
            except (ValueError, RecursionError):
                return 400
            return 200 if await self._kept(incoming, receive) else 500

        return Webhook(self.path, answer) if self._hook else None
