"""What each method does to the world, and the refusals Telegram words in its own way."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from typing import Any

from tests.fakes.telegram.schema import File
from tests.fakes.telegram.world import BOT, Chat, Heard, World

Fields = Mapping[str, Any]


class Refusal(Exception):
    """An answer with ok false."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        """`parameters`: retry_after or migrate_to_chat_id."""
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class Methods:
    """The methods a bot may call on this fake, apart from updates and webhooks."""

    def __init__(self, world: World) -> None:
        """Acts on this world."""
        self._world = world
        self.answered: list[str] = []
        self._known: dict[str, Callable[[Fields], Any]] = {
            "getMe": lambda _: BOT,
            "sendMessage": lambda f: self._send(f, "text"),
            "sendPhoto": lambda f: self._send(f, "photo"),
            "sendDocument": lambda f: self._send(f, "document"),
            "editMessageText": self._edit_text,
            "editMessageCaption": self._edit_text,
            "editMessageReplyMarkup": self._edit_markup,
            "deleteMessage": self._delete,
            "answerCallbackQuery": self._answer_press,
            "sendChatAction": self._type,
            "getFile": self._file,
        }

    def call(self, method: str, fields: Fields) -> Any:
        """The method's result; a known method that changes nothing here answers True."""
        act = self._known.get(method)
        return True if act is None else act(fields)

    def _send(self, fields: Fields, kind: str) -> dict[str, Any]:
        chat = self._open_chat(fields)
        text = str(fields.get("text" if kind == "text" else "caption", ""))
        if kind == "text" and not text.strip():
            raise Refusal(400, "Bad Request: message text is empty")
        file = _upload(fields, kind) if kind != "text" else None
        rows = _rows(fields)
        heard = Heard(self._world.next_message(), time.monotonic(), text.strip(), rows, kind, file)
        chat.heard.append(heard)
        return self._world.from_bot(chat, heard)

    def _edit_text(self, fields: Fields) -> dict[str, Any]:
        chat, heard = self._own_message(fields)
        if "text" in fields and heard.kind != "text":
            raise Refusal(400, "Bad Request: there is no text in the message to edit")
        text = str(fields.get("text", fields.get("caption", ""))).strip()
        return self._change(chat, heard, text, _rows(fields))

    def _edit_markup(self, fields: Fields) -> dict[str, Any]:
        chat, heard = self._own_message(fields)
        return self._change(chat, heard, heard.text, _rows(fields))

    def _change(
        self, chat: Chat, heard: Heard, text: str, rows: list[list[tuple[str, str]]]
    ) -> dict[str, Any]:
        if (text, rows) == (heard.text, heard.rows):
            raise Refusal(400, "Bad Request: message is not modified: nothing new in it")
        heard.text, heard.rows = text, rows
        heard.edits += 1
        return self._world.from_bot(chat, heard)

    def _delete(self, fields: Fields) -> bool:
        chat, heard = self._own_message(fields)
        chat.heard.remove(heard)
        return True

    def _answer_press(self, fields: Fields) -> bool:
        token = str(fields["callback_query_id"])
        if token in self.answered or not token.startswith("q"):
            said = "query is too old and response timeout expired or query ID is invalid"
            raise Refusal(400, f"Bad Request: {said}")
        self.answered.append(token)
        return True

    def _type(self, fields: Fields) -> bool:
        self._open_chat(fields).typing += 1
        return True

    def _file(self, fields: Fields) -> dict[str, Any]:
        file_id = str(fields["file_id"])
        if file_id not in self._world.files:
            raise Refusal(400, "Bad Request: invalid file_id")
        size = len(self._world.files[file_id].data)
        if size > 20 * 1024 * 1024:
            raise Refusal(400, "Bad Request: file is too big")
        path = f"documents/{file_id}"
        return {
            "file_id": file_id,
            "file_unique_id": f"u{file_id}",
            "file_size": size,
            "file_path": path,
        }

    def _open_chat(self, fields: Fields) -> Chat:
        try:
            chat = self._world.chats[int(fields["chat_id"])]
        except (KeyError, ValueError):
            raise Refusal(400, "Bad Request: chat not found") from None
        if chat.moved_to:
            said = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refusal(400, said, migrate_to_chat_id=chat.moved_to)
        if chat.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        return chat

    def _own_message(self, fields: Fields) -> tuple[Chat, Heard]:
        chat = self._open_chat(fields)
        heard = self._world.find(chat, int(fields.get("message_id", 0)))
        if heard is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        return chat, heard


def _upload(fields: Fields, kind: str) -> File:
    given = fields[kind]
    if isinstance(given, str) and given.startswith("attach://"):
        given = fields.get(given[9:])
    if isinstance(given, str):
        return File(given, b"")
    if not isinstance(given, File) or not given.data:
        raise Refusal(400, "Bad Request: file must be non-empty")
    if len(given.data) > (10 if kind == "photo" else 50) * 1024 * 1024:
        raise Refusal(413, "Request Entity Too Large")
    return given


def _rows(fields: Fields) -> list[list[tuple[str, str]]]:
    markup = fields.get("reply_markup") or {}
    if isinstance(markup, str):
        markup = json.loads(markup)
    rows = markup.get("inline_keyboard", [])
    pairs = [[(b["text"], b.get("callback_data", "")) for b in row] for row in rows]
    for label, _ in (pair for row in pairs for pair in row):
        if not label.strip():
            raise Refusal(400, "Bad Request: can't parse inline keyboard button: Text is empty")
    if len([pair for row in pairs for pair in row]) > 100:
        raise Refusal(400, "Bad Request: reply markup is too long")
    return [row for row in pairs if row]
