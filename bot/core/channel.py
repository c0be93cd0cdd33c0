"""The Channel contract: the one narrow door between the bot and a messaging platform."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.message import Attachment, Incoming, Outgoing, Receipt

Receive = Callable[[Incoming], Awaitable[None]]
"""Takes one incoming message; returns only when it is written down (so it may be acknowledged)."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast a platform lets us send: in all, and to one chat.

    `per_second` 0 means no limit. A chat may get `chat_burst` messages at once, then one every
    `chat_seconds`.
    """

    per_second: float = 0.0
    chat_seconds: float = 0.0
    chat_burst: int = 1


@dataclass(frozen=True, slots=True)
class Limits:
    """What a platform's messages can hold. `text` and `caption` are counted in `unit`."""

    text: int
    caption: int
    unit: str  # "utf16" or "characters"
    buttons: bool
    files: bool
    pace: Pace


@dataclass(frozen=True, slots=True)
class Allowance:
    """Whether we may write to somebody who did not just write to us, as a platform sees it.

    `until` is when that ends (None: no end is known), or when it begins where `now` is false
    (None: when they write again). `cost` is in đồng a message. `template`: only in the words of
    this approved template; "" in our own words.
    """

    now: bool = True
    until: datetime | None = None
    cost: int = 0
    template: str = ""


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message as it stands on a person's screen.

    `file` is what stands there beside the words, "photo" or "document", or ""; `rows` are the
    labels of real buttons.
    """

    text: str
    file: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


ALWAYS = Allowance()
"""In our own words, at any time, for nothing."""


class ChannelFault(Exception):
    """A channel cannot be opened as things are: the text says why and what to do, in Vietnamese."""


class SendError(Exception):
    """Why a message did not go out. A closed family: the four classes below, nothing else."""


class TryLater(SendError):
    """Not sent; the platform asks us to wait `after` seconds. `everyone`: the whole bot waits."""

    def __init__(self, after: float, *, everyone: bool = False, reason: str = "") -> None:
        """`after` in seconds."""
        super().__init__(reason or f"again in {after:g} s")
        self.after = after
        self.everyone = everyone


class Blocked(SendError):
    """They left, blocked us or were deleted: this address is closed."""


class Refused(SendError):
    """The platform will never take this message as it is: ours to fix."""


class Unclear(SendError):
    """The request left and no answer came: it may have arrived."""


class Moved(Refused):
    """The chat has a new address: change it and send again."""

    def __init__(self, address: str) -> None:
        """`address`: the new one."""
        super().__init__(f"moved to {address}")
        self.address = address


@dataclass(frozen=True, slots=True)
class Webhook:
    """A path a channel wants served: `answer(headers, body)` returns the HTTP status.

    Header names are in lower case. 2xx only after the update is written down.
    """

    path: str
    answer: Callable[[Mapping[str, str], bytes], Awaitable[int]]


class Channel(Protocol):
    """A messaging platform."""

    @property
    def name(self) -> str:
        """The channel's short name: telegram, zalo, web, terminal."""
        ...

    @property
    def limits(self) -> Limits:
        """What its messages can hold and how fast they may go."""
        ...

    async def listen(self, receive: Receive) -> None:
        """Hand on what comes in, until cancelled. Returns at once where webhooks are used."""
        ...

    def webhooks(self, receive: Receive) -> tuple[Webhook, ...]:
        """The paths to serve; empty where `listen` fetches."""
        ...

    def allowance(self, heard_at: datetime | None, now: datetime) -> Allowance:
        """May we write to somebody who last wrote here at `heard_at` (None: never)?

        Asked before reminders and announcements; replies are always allowed.
        """
        ...

    def bubbles(self, message: Outgoing) -> tuple[Bubble, ...]:
        """What a person would see of it here, in order: by the same rules as `send`.

        Nothing is sent and no file is read; addresses of files are shortened to "https://…/NAME".
        Refused for what can never go.
        """
        ...

    async def send(self, to: str, message: Outgoing) -> Receipt:
        """Send to an address of this channel. Raises SendError, and nothing else."""
        ...

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        """The bytes of a file that somebody sent here: one of an Incoming's attachments.

        Refused when it is over `limit` bytes or can never be had, TryLater when it can be had
        later; nothing else.
        """
        ...

    async def hint(self, to: str) -> None:
        """Show "typing", best effort; never raises."""
        ...

    async def close(self) -> None:
        """Let go of connections."""
        ...
