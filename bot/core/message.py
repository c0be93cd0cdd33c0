"""Messages: what comes in from a channel, and what goes out to one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a person did."""

    TEXT = "text"  # wrote something
    PRESS = "press"  # pressed a button; `action` says which
    FILE = "file"  # sent a photo or a document, perhaps with a caption in `text`
    UNSUPPORTED = "unsupported"  # voice, sticker, video, place, contact …
    EDITED = "edited"  # changed an earlier message; `text` is the new one
    LEFT = "left"  # blocked the bot
    CAME = "came"  # unblocked it


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that somebody sent, or that we send.

    `kind` is photo, document, voice, sticker, video or other. `ref` is the channel's own handle
    for what came in, or a path on this machine for what goes out. `size` is in bytes.
    """

    kind: str
    ref: str
    name: str = ""
    mime: str = ""
    size: int = 0


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing a person did, in no platform's words.

    `address` is the chat on its channel; `update_id` is unique there and makes a second copy of
    the same update harmless. `pressed` is the message whose button was pressed; `token` is what
    the channel needs to end the waiting mark on that button. Neither is kept.
    """

    channel: str
    address: str
    update_id: str
    kind: Kind
    text: str = ""
    action: str = ""
    pressed: str = ""
    token: str = ""
    name: str = ""
    forwarded: bool = False
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: what it says (aim at 30 characters or fewer) and the action it stands for.

    An action is ASCII, `route:argument:argument…`, at most 64 bytes; or it is the http(s) address
    of a page, which the person's own device opens: nothing of that comes back to us.
    """

    label: str
    action: str

    @property
    def is_link(self) -> bool:
        """Whether it opens a page."""
        return self.action.startswith(("https://", "http://"))


Rows = tuple[tuple[Choice, ...], ...]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to one person; each channel gives it its own dress.

    `replaces` is the platform's id of an earlier message of ours: its text and buttons become
    these ones where the platform can, otherwise this is a new message.
    """

    text: str
    rows: Rows = ()
    attachment: Attachment | None = None
    replaces: str = ""

    def to_json(self) -> dict[str, Any]:
        """The message as plain data, for the outbox."""
        data: dict[str, Any] = {"text": self.text}
        if self.rows:
            data["rows"] = [[[c.label, c.action] for c in row] for row in self.rows]
        if self.attachment:
            a = self.attachment
            data["attachment"] = [a.kind, a.ref, a.name, a.mime, a.size]
        if self.replaces:
            data["replaces"] = self.replaces
        return data

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Outgoing:
        """The message that `to_json` wrote."""
        rows = tuple(tuple(Choice(*c) for c in row) for row in data.get("rows", ()))
        given = data.get("attachment")
        return cls(
            text=data["text"],
            rows=rows,
            attachment=Attachment(*given) if given else None,
            replaces=data.get("replaces", ""),
        )

    def choices(self) -> tuple[Choice, ...]:
        """All choices in reading order: the first is number 1."""
        return tuple(choice for row in self.rows for choice in row)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a platform answered to a message it took: its own id of it, and when."""

    message: str
    at: datetime | None = None
    parts: tuple[str, ...] = field(default=())
