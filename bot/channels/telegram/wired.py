"""The Telegram channel without its wire: what to ask of Telegram, when, and what to make of it.

Private chats only: in groups the bot hears commands and no other talk.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, Protocol

from bot.channels.telegram.dress import CAPTION_LIMIT, TEXT_LIMIT, UNIT, Call, bubble, dress
from bot.channels.telegram.errors import Failure, Trouble, WrongToken
from bot.channels.telegram.order import Lanes
from bot.channels.telegram.persist import Waits, persist
from bot.channels.telegram.undress import CHANNEL, press_token
from bot.channels.telegram.webhook import webhook
from bot.core.channel import (
    ALWAYS,
    Allowance,
    Blocked,
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

PRESSES = 2  # answered at a time: each more is a connection, and many of them cost at every call


class Wire(Protocol):
    """The Bot API calls this channel makes. Each may raise Failure, and nothing else."""

    async def greet(self) -> str:
        """The bot's user name, which also proves the token."""
        ...

    async def hook(self, url: str, secret: str) -> None:
        """Have updates posted to the URL; "" to fetch them instead."""
        ...

    async def fetch(self, offset: int) -> Sequence[dict[str, Any]]:
        """Updates from `offset` (0: the oldest) on; what is below counts as done."""
        ...

    async def perform(self, call: Call) -> Receipt:
        """Make the call. Refused when its file cannot be read."""
        ...

    async def end_press(self, token: str) -> None:
        """End the waiting mark on a pressed button."""
        ...

    async def show_typing(self, chat: str) -> None:
        """Show "typing" for some seconds."""
        ...

    async def read_file(self, ref: str, limit: int) -> bytes:
        """A file that a person sent. Refused when it is over `limit` bytes."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...


class WiredChannel:
    """A Channel for one Telegram bot over a wire. See TelegramChannel."""

    def __init__(
        self, wire: Wire, *, webhook_url: str, secret: str, rate: float, waits: Waits
    ) -> None:
        """No connection is made yet."""
        self._wire = wire
        self._webhook_url = webhook_url
        self._secret = secret
        self._waits = waits
        self._limits = Limits(TEXT_LIMIT, CAPTION_LIMIT, UNIT, True, True, Pace(rate, 1.0, 3))
        self._lanes = Lanes(waits)
        self._halfway = Halfway()
        self._background: set[asyncio.Task[None]] = set()
        self._presses = asyncio.Semaphore(PRESSES)
        self._username = ""
        self._started = False

    @property
    def name(self) -> str:
        """Always "telegram"."""
        return CHANNEL

    @property
    def limits(self) -> Limits:
        """Telegram's own limits, with headroom in the pace."""
        return self._limits

    @property
    def username(self) -> str:
        """The bot's name without @, for links; "" before `start`."""
        return self._username

    async def start(self) -> None:
        """Check the token and set or delete the webhook.

        WrongToken when Telegram does not know the token, a SendError when it cannot be reached;
        then `listen` starts it later by itself.
        """
        try:
            await self._begin()
        except Failure as failure:
            raise failure.as_send_error() from None

    async def listen(self, receive: Receive) -> None:
        """Fetch updates until cancelled, through every outage.

        An update is acknowledged, by the next offset, only after `receive` returned for it. With
        a webhook it returns as soon as the webhook is set. WrongToken as in `start`.
        """
        if not self._started:
            await persist(self._begin, self._waits)
        offset = 0
        while not self._webhook_url:
            updates = await persist(partial(self._wire.fetch, offset), self._waits)
            await asyncio.gather(*(self._hand_on(receive, update) for update in updates))
            offset = max([offset, *(update["update_id"] + 1 for update in updates)])

    def webhooks(self, receive: Receive) -> tuple[Webhook, ...]:
        """The path of `webhook_url`; none without one."""
        if not self._webhook_url:
            return ()
        return (webhook(self._webhook_url, self._secret, partial(self._hand_on, receive)),)

    def allowance(self, heard_at: datetime | None, now: datetime) -> Allowance:
        """Whoever began a chat and did not block us may be written to."""
        return ALWAYS

    def bubbles(self, message: Outgoing) -> tuple[Bubble, ...]:
        """As its calls would look."""
        return tuple(bubble(call) for call in dress("0", message))

    async def send(self, to: str, message: Outgoing) -> Receipt:
        """Send or edit. Raises SendError, and nothing else.

        A long text is several messages. If a later one fails, sending the same Outgoing again
        within some minutes goes on with that one. The receipt names the last, with the buttons.
        """
        calls = dress(to, message)
        sent = self._halfway.take(to, message)
        try:
            for call in calls[len(sent) :]:
                sent.append(await self._perform(call))
        except Failure as failure:
            if failure.is_out_of_reach and calls[len(sent)].is_edit:
                return await self._send_anew(to, message)
            self._halfway.keep(to, message, sent)
            raise failure.as_send_error() from None
        return whole(sent)

    async def hint(self, to: str) -> None:
        """Show "typing"; never raises."""
        try:
            await self._wire.show_typing(to)
        except Failure:
            logger.debug("no typing hint")

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        """What a person sent. Refused when it is over `limit` bytes or gone, else TryLater."""
        try:
            data = await self._wire.read_file(attachment.ref, limit)
        except Failure as failure:
            raise _not_had(failure) from None
        if len(data) > limit:
            raise Refused(f"the file has {len(data)} bytes, allowed are {limit}")
        return data

    async def close(self) -> None:
        """Let go of connections; a second time does nothing. Cancel `listen` first."""
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await self._wire.close()

    async def _begin(self) -> None:
        """What `start` does, ending in Failure or WrongToken."""
        try:
            self._username = await self._wire.greet()
        except Failure as failure:
            if failure.kind is Trouble.TOKEN:
                raise WrongToken from None
            raise
        await self._wire.hook(self._webhook_url, self._secret)
        self._started = True

    async def _hand_on(self, receive: Receive, update: Mapping[str, Any]) -> bool:
        """Give it to the receiver, then end the waiting mark of a button; False if no update."""
        try:
            await self._lanes.hand_on(update, receive, self._username)
        except ValueError:
            logger.warning("an update without an id")
            return False
        if token := press_token(update):
            task = asyncio.create_task(self._end_press(token))
            self._background.add(task)
            task.add_done_callback(self._background.discard)
        return True

    async def _end_press(self, token: str) -> None:
        try:
            async with self._presses:
                await self._wire.end_press(token)
        except Failure:
            logger.debug("a press was not answered in time")

    async def _perform(self, call: Call) -> Receipt:
        try:
            return await self._wire.perform(call)
        except Failure as failure:
            if call.is_edit and failure.is_unmodified:
                return Receipt(str(call.arguments["message_id"]))
            raise

    async def _send_anew(self, to: str, message: Outgoing) -> Receipt:
        """The message to replace is out of reach: say it again, unless only its buttons changed."""
        if not message.text.strip():
            return Receipt(message.replaces)
        return await self.send(to, replace(message, replaces=""))


def _not_had(failure: Failure) -> Refused | TryLater:
    """Reading a file twice does no harm: what may have arrived is simply asked for again."""
    error = failure.as_send_error()
    if isinstance(error, Refused | TryLater):
        return error
    return Refused(failure.said) if isinstance(error, Blocked) else TryLater(2.0)
