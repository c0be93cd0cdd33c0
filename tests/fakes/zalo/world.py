"""The people on the other side: what they write, and what they were told."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Heard:
    """A message of the bot as the person sees it; `photo` is where the picture was."""

    id: str
    text: str = ""
    photo: str = ""
    picture: bytes = b""


class People:
    """What people do. Chat ids are texts, as Zalo's are."""

    def __init__(self) -> None:
        """Nobody is here yet."""
        self._seen: dict[str, list[Heard]] = {}
        self._numbers = itertools.count(1)
        self._news = asyncio.Event()
        self.typing: list[str] = []

    def meets(self, chat: str) -> None:
        """Somebody opened a chat with the bot."""
        self._seen.setdefault(chat, [])

    def knows(self, chat: str) -> bool:
        """Whether anybody is there."""
        return chat in self._seen

    def seen(self, chat: str) -> list[Heard]:
        """All that the bot told them."""
        return list(self._seen.get(chat, []))

    def hears(self, chat: str, **told: Any) -> str:
        """The bot told them something; its id."""
        number = f"m{next(self._numbers)}"
        self._seen[chat].append(Heard(number, **told))
        self.something_happened()
        return number

    def something_happened(self) -> None:
        """Wake those who wait for it."""
        self._news.set()
        self._news = asyncio.Event()

    async def until(self, is_so: Callable[[], object], timeout: float = 5.0) -> None:
        """Wait until it is so; TimeoutError when it does not come to be."""
        async with asyncio.timeout(timeout):
            while not is_so():
                try:
                    await asyncio.wait_for(self._news.wait(), 0.02)
                except TimeoutError:
                    continue

    async def heard(self, chat: str, count: int, timeout: float = 5.0) -> list[Heard]:
        """What they were told, once there is so much of it."""
        await self.until(lambda: len(self.seen(chat)) >= count, timeout)
        return self.seen(chat)

    def update(
        self,
        chat: str,
        event: str,
        *,
        name: str = "Lan",
        kind: str = "PRIVATE",
        is_bot: bool = False,
        **content: Any,
    ) -> dict[str, Any]:
        """An update as Zalo makes it."""
        self.meets(chat)
        return {
            "event_name": f"message.{event}.received",
            "message": {
                "from": {"id": f"u-{chat}", "display_name": name, "is_bot": is_bot},
                "chat": {"id": chat, "chat_type": kind},
                "message_id": f"p{next(self._numbers)}",
                "date": int(time.time() * 1000),
                **content,
            },
        }
