"""The people on the other side: their chats, what was said in them, and the files."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram.schema import File

BOT = {"id": 1_000_001, "is_bot": True, "first_name": "Trợ lý OCOP", "username": "ocop_thu_bot"}


@dataclass(slots=True)
class Heard:
    """A message of the bot as the person sees it now.

    `rows` holds (label, action) pairs; `at` is when it first came, in monotonic seconds.
    """

    id: int
    at: float
    text: str = ""
    rows: list[list[tuple[str, str]]] = field(default_factory=list)
    kind: str = "text"
    file: File | None = None
    edits: int = 0

    def actions(self) -> list[str]:
        """The actions of its buttons, in reading order."""
        return [action for row in self.rows for _, action in row]


@dataclass(slots=True)
class Chat:
    """One chat: a person (positive id) or a group (negative)."""

    id: int
    name: str
    blocked: bool = False
    moved_to: int = 0
    heard: list[Heard] = field(default_factory=list)
    typing: int = 0

    def described(self) -> dict[str, Any]:
        """The chat as the Bot API shows it."""
        if self.id < 0:
            return {"id": self.id, "type": "group", "title": self.name}
        return {"id": self.id, "type": "private", "first_name": self.name}

    def person(self) -> dict[str, Any]:
        """The person who speaks in it."""
        return {"id": abs(self.id), "is_bot": False, "first_name": self.name}


class World:
    """All chats, the counters and the files."""

    def __init__(self) -> None:
        """Nobody is here yet."""
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self._last_message = 100

    def chat(self, chat_id: int, name: str = "Lan") -> Chat:
        """The chat of this id; it opens when it is first spoken of."""
        if chat_id not in self.chats:
            self.chats[chat_id] = Chat(chat_id, name)
        return self.chats[chat_id]

    def next_message(self) -> int:
        """A new message id."""
        self._last_message += 1
        return self._last_message

    def keep_file(self, file: File, prefix: str) -> dict[str, Any]:
        """Store a file; what the Bot API says of it."""
        file_id = f"{prefix}{len(self.files) + 1}"
        self.files[file_id] = file
        return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(file.data)}

    def from_person(self, chat: Chat, content: dict[str, Any]) -> dict[str, Any]:
        """A message that a person writes."""
        return {
            "message_id": self.next_message(),
            "from": chat.person(),
            "chat": chat.described(),
            "date": int(time.time()),
            **content,
        }

    def from_bot(self, chat: Chat, heard: Heard) -> dict[str, Any]:
        """A message of the bot as the Bot API answers it."""
        message: dict[str, Any] = {
            "message_id": heard.id,
            "from": BOT,
            "chat": chat.described(),
            "date": int(time.time()),
        }
        message.update(_content(heard))
        if heard.rows:
            buttons = [[{"text": t, "callback_data": a} for t, a in row] for row in heard.rows]
            message["reply_markup"] = {"inline_keyboard": buttons}
        return message

    def find(self, chat: Chat, message_id: int) -> Heard | None:
        """The bot's own message of this id in the chat."""
        return next((h for h in reversed(chat.heard) if h.id == message_id), None)


def _content(heard: Heard) -> dict[str, Any]:
    """The part of a message that depends on what it carries."""
    if heard.kind == "text":
        return {"text": heard.text}
    said = {"caption": heard.text} if heard.text else {}
    described = {"file_id": f"b{heard.id}", "file_unique_id": f"ub{heard.id}", "file_size": 1}
    if heard.kind == "photo":
        return {"photo": [{**described, "width": 1, "height": 1}], **said}
    return {heard.kind: described, **said}
