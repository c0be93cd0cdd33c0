"""The Zalo channel: the office's bots as one channel; a person stays with the bot they found."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from bot.channels.zalo.dress import (
    TEXT_LIMIT,
    UNIT,
    Call,
    Publish,
    Words,
    bubble,
    dress,
    unpublished,
)
from bot.channels.zalo.errors import Failure, WrongToken
from bot.channels.zalo.listening import ListeningBot, Waits
from bot.channels.zalo.meter import FREE, Meter
from bot.channels.zalo.undress import CHANNEL, GAP
from bot.core.channel import (
    ALWAYS,
    Allowance,
    Bubble,
    Limits,
    Pace,
    Receive,
    Refused,
    TryLater,
    Webhook,
)
from bot.core.halfway import Halfway, whole
from bot.core.message import Attachment, Outgoing, Receipt

logger = logging.getLogger(__name__)

USED_UP = 3600.0  # seconds until a spent quota is looked at again: it may have been raised


class ZaloChannel:
    """A Channel over one or several bots of the Zalo Bot Platform.

    An address is "BOT:CHAT". With `public_url` (https) updates are posted below it, else they are
    fetched, which loses what is said while nobody fetches. `secret` (8–256 characters) proves who
    posts and is made from each token when empty. WrongToken for what cannot be a token.
    """

    name = CHANNEL

    def __init__(
        self,
        tokens: Sequence[str],
        *,
        base_url: str = "",
        public_url: str = "",
        secret: str = "",
        meter: Meter = FREE,
        publish: Publish | None = None,
        words: Words | None = None,
        rate: float = 25.0,
        waits: Waits | None = None,
    ) -> None:
        """No connection is made yet. `publish` None: files are told of and not sent.

        `rate` is how many messages a second the deliverer may send in all; Zalo names no limit.
        """
        pace = Pace(rate)
        self.limits = Limits(TEXT_LIMIT, TEXT_LIMIT, UNIT, buttons=False, files=True, pace=pace)
        self._meter, self._publish, self._words = meter, publish, words or Words()
        self._halfway = Halfway()
        self._bots = [
            ListeningBot(
                _checked(token, which),
                which=which,
                base_url=base_url,
                public_url=public_url,
                secret=secret,
                waits=waits or Waits(),
            )
            for which, token in enumerate(tokens, start=1)
        ]

    @property
    def accounts(self) -> tuple[str, ...]:
        """The ids of the bots that Zalo has told us of."""
        return tuple(bot.id for bot in self._bots if bot.id)

    async def start(self) -> None:
        """Greet Zalo with every bot. WrongToken, or a SendError: `listen` goes on trying."""
        for bot in self._bots:
            try:
                await bot.begin()
            except Failure as failure:
                raise failure.as_send_error() from None

    async def listen(self, receive: Receive) -> None:
        """Fetch for every bot until cancelled; with webhooks, return when they are set."""
        await asyncio.gather(*(bot.listen(receive) for bot in self._bots))

    def webhooks(self, receive: Receive) -> tuple[Webhook, ...]:
        """A path for each bot; none without a public URL."""
        return tuple(hook for bot in self._bots if (hook := bot.webhook(receive)))

    def allowance(self, heard_at: datetime | None, now: datetime) -> Allowance:
        """A bot may write to whoever wrote to it; its quota is counted as it sends."""
        return ALWAYS

    def bubbles(self, message: Outgoing) -> tuple[Bubble, ...]:
        """As its calls would look."""
        calls = dress(message, self._words, unpublished if self._publish else None)
        return tuple(bubble(call) for call in calls)

    async def send(self, to: str, message: Outgoing) -> Receipt:
        """Send, in several messages where it must. Raises SendError, and nothing else."""
        bot, chat = self._of(to)
        calls = dress(message, self._words, self._publish)
        if not calls:
            return Receipt(message.replaces)
        sent = self._halfway.take(to, message)
        try:
            for call in calls[len(sent) :]:
                sent.append(await self._perform(bot, chat, call))
        except Failure as failure:
            self._halfway.keep(to, message, sent)
            raise failure.as_send_error() from None
        except TryLater:
            self._halfway.keep(to, message, sent)
            raise
        return whole(sent)

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        """The bytes of a picture that somebody sent. Refused or TryLater."""
        if not self._bots:
            raise Refused("no bot")
        return await self._bots[0].client.read_file(attachment.ref, limit)

    async def hint(self, to: str) -> None:
        """Show "typing"; never raises."""
        try:
            bot, chat = self._of(to)
            await bot.client.call("sendChatAction", chat_id=chat, action="typing")
        except (Failure, TryLater):
            logger.debug("no typing hint")

    async def close(self) -> None:
        """Let go of connections. Harmless twice."""
        for bot in self._bots:
            await bot.client.close()

    def _of(self, to: str) -> tuple[ListeningBot, str]:
        """The bot of an address, and the chat there."""
        account, _, chat = to.partition(GAP)
        for bot in self._bots:
            if bot.id and bot.id == account:
                return bot, chat
        raise TryLater(USED_UP, reason="the bot of this address is not among ours now")

    async def _perform(self, bot: ListeningBot, chat: str, call: Call) -> Receipt:
        """Make a call that counts; what cannot have arrived is not counted."""
        if not await self._meter.take(bot.id):
            raise TryLater(USED_UP, reason="the month's quota of this Zalo bot is used up")
        try:
            result = await bot.client.call(call.method, chat_id=chat, **call.fields)
        except Failure as failure:
            if failure.cannot_have_arrived:
                await self._meter.give_back(bot.id)
            raise
        return _receipt(result)


def _checked(token: str, which: int) -> str:
    """The token, if it can be one: it becomes part of a URL."""
    if len(token) < 8 or not all(c.isascii() and (c.isalnum() or c in ":_-.") for c in token):
        raise WrongToken(which)
    return token


def _receipt(result: Any) -> Receipt:
    """Zalo's id of the message and its time; it has taken it, whatever else it says."""
    data = result if isinstance(result, dict) else {}
    at = data.get("date")
    moment = datetime.fromtimestamp(at / 1000, UTC) if isinstance(at, int) else None
    return Receipt(str(data.get("message_id") or "?"), moment)
