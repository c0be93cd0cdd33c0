"""An Outgoing becomes calls of the Zalo Bot API: plain text, choices as numbered lines.

There are no buttons, no edits and no uploads: what would change an earlier message is said anew,
a picture goes by its public address, and another file is a link.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bot.core.channel import Bubble, Refused
from bot.core.choices import numbered
from bot.core.message import Attachment, Outgoing
from bot.core.text import clean, length, split

UNIT = "characters"
TEXT_LIMIT = 2000

_PRESSING = re.compile(r"\b(bấm|nút)\b", re.IGNORECASE)

Publish = Callable[[Attachment], str]
"""The public address of a file of ours; it holds for a day. Refused when it cannot be read."""


@dataclass(frozen=True, slots=True)
class Words:
    """What is said about files: `link` has gaps {name} and {url}, `no_file` has {name}.

    `choose` stands above the numbers where our words speak of buttons to press; "" for nothing.
    """

    link: str = "{name}: {url}"
    no_file: str = "({name})"
    choose: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the method and its fields, without the chat."""

    method: str
    fields: dict[str, Any]


def dress(message: Outgoing, words: Words, publish: Publish | None) -> list[Call]:
    """The calls that bring the message to a chat, in order. Refused when it can never go.

    Nothing at all for a change of buttons alone: the buttons of before are still in the chat.
    """
    if message.replaces and not message.text.strip() and not message.attachment:
        return []
    if message.attachment and message.attachment.kind == "photo" and publish:
        parts = _parts(_explained(message, words))
        return _photo(parts, publish(message.attachment))
    if message.attachment:
        message = replace(message, text=_told(message, message.attachment, words, publish))
    calls = [Call("sendMessage", {"text": part}) for part in _parts(_explained(message, words))]
    if not calls:
        raise Refused("a message with no words")
    return calls


def unpublished(file: Attachment) -> str:
    """The address of a file that is only looked at, without the part that nobody guesses."""
    return f"https://…/{file.name or file.ref.rpartition('/')[2]}"


def bubble(call: Call) -> Bubble:
    """How the message of a call looks."""
    words = str(call.fields.get("text", call.fields.get("caption", "")))
    return Bubble(words, "photo" if call.method == "sendPhoto" else "")


def _told(message: Outgoing, file: Attachment, words: Words, publish: Publish | None) -> str:
    """The words with the file's address under them, or where else to get it."""
    name = file.name or file.ref.rpartition("/")[2]
    if publish:
        line = words.link.format(name=name, url=publish(file))
    else:
        line = words.no_file.format(name=name)
    return f"{message.text}\n\n{line}".lstrip("\n")


def _explained(message: Outgoing, words: Words) -> Outgoing:
    """With a line on how to choose, where our words speak of buttons and there are none."""
    if not (words.choose and message.choices() and _PRESSING.search(message.text)):
        return message
    return replace(message, text=f"{message.text}\n\n{words.choose}")


def _photo(parts: list[str], url: str) -> list[Call]:
    """The picture with the words under it, or before them when they are too long for that."""
    if len(parts) == 1:
        return [Call("sendPhoto", {"photo": url, "caption": parts[0]})]
    return [
        Call("sendPhoto", {"photo": url}),
        *(Call("sendMessage", {"text": part}) for part in parts),
    ]


def _parts(message: Outgoing) -> list[str]:
    """The text and its numbered choices in messages that Zalo takes."""
    text = clean(numbered(message, pages=True))
    parts = [part.strip("\n") for part in split(text, TEXT_LIMIT, UNIT)]
    return [part for part in parts if part.strip() and length(part, UNIT) <= TEXT_LIMIT]
