"""An Outgoing becomes Bot API calls as plain data: which method, with which arguments.

Plain text without parse mode, no link previews, buttons on the last part, captions that are too
long go on as a message of their own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bot.core.channel import Bubble, Refused
from bot.core.held import handle_of
from bot.core.message import Attachment, Choice, Outgoing, Rows
from bot.core.text import clean, length, shorten, split

UNIT = "utf16"
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
LABEL_LIMIT = 60
ACTION_LIMIT = 64  # bytes
BUTTON_LIMIT = 100
UPLOAD_LIMIT = 50 * 1024 * 1024
NO_PREVIEW = json.dumps({"is_disabled": True})


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API call in python-telegram-bot's words; `path` is a local file to send with it."""

    method: str
    arguments: dict[str, Any]
    path: str = ""

    @property
    def is_edit(self) -> bool:
        """Whether it changes an earlier message."""
        return self.method.startswith("edit_")


def dress(to: str, message: Outgoing) -> list[Call]:
    """The calls that bring the message to the chat, in order. Refused when it can never go."""
    markup = _markup(message.rows)
    parts = [part.strip("\n") for part in split(clean(message.text), TEXT_LIMIT, UNIT)]
    parts = [part for part in parts if part.strip()]
    if message.attachment:
        calls = list(_with_file(message.attachment, parts))
    elif message.replaces:
        calls = list(_with_edit(message.replaces, parts))
    else:
        calls = [_text(part) for part in parts]
    if not calls:
        raise Refused("a message with no words and no file")
    calls = [replace(call, arguments={"chat_id": to, **call.arguments}) for call in calls]
    if markup:
        calls[-1].arguments["reply_markup"] = markup
    return calls


def bubble(call: Call) -> Bubble:
    """How the message of a call looks."""
    told = call.arguments
    rows = tuple(tuple(b["text"] for b in row) for row in told.get("reply_markup", ()))
    file = call.method.removeprefix("send_")
    words = str(told.get("text", told.get("caption", "")))
    return Bubble(words, file if file in ("photo", "document") else "", rows)


def _text(part: str) -> Call:
    return Call("send_message", {"text": part})


def _with_edit(message_id: str, parts: list[str]) -> Iterator[Call]:
    if not message_id.isdecimal():
        raise Refused("the message to replace has no Telegram id")
    which = {"message_id": int(message_id)}
    if not parts:
        yield Call("edit_message_reply_markup", which)
        return
    yield Call("edit_message_text", {**which, "text": parts[0]})
    yield from (_text(part) for part in parts[1:])


def _with_file(attachment: Attachment, parts: list[str]) -> Iterator[Call]:
    """The file with the text under it, or after it when that is too long for a caption."""
    kind = "photo" if attachment.kind == "photo" else "document"
    arguments: dict[str, Any] = {"filename": attachment.name} if attachment.name else {}
    fits = len(parts) == 1 and length(parts[0], UNIT) <= CAPTION_LIMIT
    if fits:
        arguments["caption"] = parts[0]
    if handle := handle_of(attachment.ref):  # Telegram has it: nothing is sent up again
        arguments.pop("filename", None)
        yield Call(f"send_{kind}", {**arguments, kind: handle})
    else:
        yield Call(f"send_{kind}", arguments, attachment.ref)
    if not fits:
        yield from (_text(part) for part in parts)


def _markup(rows: Rows) -> list[list[dict[str, str]]]:
    """The keyboard as rows of buttons; Refused for what Telegram would refuse."""
    if sum(len(row) for row in rows) > BUTTON_LIMIT:
        raise Refused(f"more than {BUTTON_LIMIT} buttons")
    return [[_button(choice) for choice in row] for row in rows if row]


def _button(choice: Choice) -> dict[str, str]:
    label = shorten(clean(choice.label).strip(), LABEL_LIMIT, UNIT)
    if not label:
        raise Refused("a button with no label")
    if choice.is_link:
        return {"text": label, "url": choice.action}
    size = len(choice.action.encode("utf-8", "replace"))
    if not 0 < size <= ACTION_LIMIT:
        raise Refused(f"a button's action has {size} bytes, allowed are 1 to {ACTION_LIMIT}")
    return {"text": label, "callback_data": choice.action}


def form(arguments: dict[str, Any]) -> dict[str, str]:
    """The arguments of a call without a file, as the form that is sent to the Bot API."""
    said = dict(arguments)
    if rows := said.pop("reply_markup", None):
        said["reply_markup"] = json.dumps({"inline_keyboard": rows})
    if "text" in said:
        said["link_preview_options"] = NO_PREVIEW
    return {name: str(value) for name, value in said.items()}


def upload(path: Path) -> bytes:
    """What a file holds. Refused when it cannot be read or is more than Telegram takes."""
    try:
        if path.stat().st_size <= UPLOAD_LIMIT:
            return path.read_bytes()
    except OSError as error:
        raise Refused(f"the file to send cannot be read: {type(error).__name__}") from None
    raise Refused(f"a file of more than {UPLOAD_LIMIT} bytes")
