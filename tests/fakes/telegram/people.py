"""What people do: write, press, send files, leave. Each returns the update's id."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from tests.fakes.telegram.mailbox import Mailbox
from tests.fakes.telegram.schema import File
from tests.fakes.telegram.world import BOT, Chat, Heard, World


class People:
    """Everybody on the other side of the bot."""

    def __init__(self) -> None:
        """Nobody has said anything."""
        self.world = World()
        self.mailbox = Mailbox()
        self._presses = 0
        self._heard = asyncio.Event()

    def meets(self, chat: int, name: str = "Lan") -> Chat:
        """A chat exists, with no update: the bot may write to it."""
        return self.world.chat(chat, name)

    def says(self, chat: int, text: str, *, name: str = "Lan", **more: Any) -> int:
        """Writes a text; `more` are further fields of the message."""
        return self.sends(chat, name=name, text=text, **more)

    def sends(self, chat: int, *, name: str = "Lan", **content: Any) -> int:
        """Sends a message with this content: voice, sticker, location …"""
        message = self.world.from_person(self.world.chat(chat, name), content)
        return self.mailbox.put("message", message)

    def sends_photo(self, chat: int, data: bytes = b"jpeg", caption: str = "") -> int:
        """Sends a photo in two sizes."""
        small = {**self.world.keep_file(File("s.jpg", b"s"), "photo"), "width": 90, "height": 90}
        large = {**self.world.keep_file(File("l.jpg", data), "photo"), "width": 800, "height": 800}
        said = {"caption": caption} if caption else {}
        return self.sends(chat, photo=[small, large], **said)

    def sends_document(self, chat: int, name: str, data: bytes, caption: str = "") -> int:
        """Sends a file under this name."""
        kept = self.world.keep_file(File(name, data), "doc")
        document = {**kept, "file_name": name, "mime_type": "application/pdf"}
        said = {"caption": caption} if caption else {}
        return self.sends(chat, document=document, **said)

    def forwards(self, chat: int, text: str) -> int:
        """Passes on what somebody else wrote."""
        origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Ai đó"}
        return self.sends(chat, text=text, forward_origin=origin)

    def edits(self, chat: int, text: str, message: int = 1) -> int:
        """Changes an earlier message."""
        content = self.world.from_person(self.world.chat(chat), {"text": text})
        content |= {"message_id": message, "edit_date": int(time.time())}
        return self.mailbox.put("edited_message", content)

    def presses(self, chat: int, message: int, action: str, *, old: bool = False) -> int:
        """Presses a button; `message` 0 for a press without one; `old`: it is out of reach."""
        self._presses += 1
        person = self.world.chat(chat)
        query: dict[str, Any] = {"id": f"q{self._presses}", "from": person.person()}
        query |= {"chat_instance": "1", "data": action}
        if message:
            date = 0 if old else int(time.time())
            query["message"] = {"message_id": message, "chat": person.described(), "date": date}
            if not old:
                query["message"] |= {"from": BOT, "text": "…"}
        return self.mailbox.put("callback_query", query)

    def blocks(self, chat: int) -> int:
        """Blocks the bot: nothing reaches this person now."""
        return self._turns(chat, "kicked")

    def unblocks(self, chat: int) -> int:
        """Lets the bot in again."""
        return self._turns(chat, "member")

    def moves(self, chat: int, to: int) -> None:
        """A group becomes a supergroup: sending to the old id is refused with the new one."""
        self.world.chat(chat).moved_to = to
        self.world.chat(to)

    def seen(self, chat: int) -> list[Heard]:
        """What the bot has written in the chat, as it looks now."""
        return self.world.chat(chat).heard

    async def heard(self, chat: int, count: int, timeout: float = 5.0) -> list[Heard]:
        """Waits until the bot has written `count` messages in the chat; AssertionError if not."""
        await self.until(lambda: len(self.seen(chat)) >= count, timeout)
        return list(self.seen(chat))

    async def until(self, true: Any, timeout: float = 5.0) -> None:
        """Waits until `true()` holds; AssertionError when it does not in time."""
        deadline = time.monotonic() + timeout
        while not true():
            left = deadline - time.monotonic()
            assert left > 0, "the bot did not do it in time"
            try:
                await asyncio.wait_for(self._heard.wait(), min(left, 0.05))
            except TimeoutError:
                continue

    def _something_happened(self) -> None:
        self._heard.set()
        self._heard = asyncio.Event()

    def _turns(self, chat: int, status: str) -> int:
        person = self.world.chat(chat)
        was = _member("kicked" if person.blocked else "member")
        person.blocked = status == "kicked"
        change = {
            "chat": person.described(),
            "from": person.person(),
            "date": int(time.time()),
            "old_chat_member": was,
            "new_chat_member": _member(status),
        }
        return self.mailbox.put("my_chat_member", change)


def _member(status: str) -> dict[str, Any]:
    """The bot as a member of a private chat; who is kicked is so until a date, 0 for ever."""
    forever = {"until_date": 0} if status == "kicked" else {}
    return {"user": BOT, "status": status, **forever}
