"""The load: people who write to a bot over the fake Telegram, and how long each waits.

A person says three things, /start, a question and a press of a button, and each brings one
message in reply. More than three would meet the pace of one chat (1 a second after a burst of 3),
which our bot keeps and the bare ones do not know.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field
from typing import Any

from tests.fakes.telegram import FakeTelegram
from tests.fakes.telegram.server import Call

QUESTIONS = (
    "Hội đồng chấm xong rồi bao giờ nhận được giấy chứng nhận?",
    "Sản phẩm giống nhà khác có bị loại khi chấm OCOP không?",
    "Homestay thuộc bộ sản phẩm nào của OCOP?",
    "Rượu trắng nấu từ gạo thuộc bộ nào?",
    "Tổ tư vấn OCOP là ai và làm gì?",
    "Có mã vạch rồi phải làm gì tiếp?",
    "Sản phẩm thi OCOP có bắt buộc phải công bố chất lượng không?",
    "Khi quét mã truy xuất nguồn gốc thì phải hiện những gì?",
)
PRESSED = "help"  # answered with a new message, whichever message it hangs on
STEPS = 3
QUIET = 20.0  # seconds without any reply before a bot is given up


@dataclass(slots=True)
class Round:
    """What one round saw: how many were answered, in how many seconds, who waited how long."""

    answered: int = 0
    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)


class MeasuredTelegram(FakeTelegram):
    """The fake, with a note of when each reply came."""

    def __init__(self, *given: Any, **named: Any) -> None:
        """As FakeTelegram."""
        super().__init__(*given, **named)
        self._asked: dict[int, deque[float]] = defaultdict(deque)
        self._came = asyncio.Event()
        self._next_chat = 1000
        self._round = Round()

    async def warm_up(self) -> None:
        """Let the bot open its connections and load what it loads late."""
        await self.talks(20, 5)

    async def burst(self, messages: int) -> Round:
        """Everybody writes at once: how fast does the bot get through?"""
        self._round, began = Round(), time.monotonic()
        chats = [self._somebody() for _ in range(messages // STEPS)]
        for step in range(STEPS):
            for chat in chats:
                self._does(chat, step)
        await self._until_answered(len(chats) * STEPS)
        self._round.seconds = time.monotonic() - began
        return self._round

    async def talks(self, people: int, at_once: int) -> Round:
        """People write, read the reply and write again, so many of them at a time."""
        self._round, began = Round(), time.monotonic()
        waiting = [self._somebody() for _ in range(people)]

        async def guide() -> None:
            while waiting:
                await self._talk(waiting.pop())

        await asyncio.gather(*(guide() for _ in range(at_once)))
        self._round.seconds = time.monotonic() - began
        return self._round

    async def _talk(self, chat: int) -> None:
        for step in range(STEPS):
            self._does(chat, step)
            while self._asked[chat]:
                await self._news()

    async def _until_answered(self, count: int) -> None:
        while self._round.answered < count:
            await self._news()

    async def _news(self) -> None:
        """Waits for the next reply to anybody; TimeoutError when the bot has gone quiet."""
        async with asyncio.timeout(QUIET):
            await self._came.wait()

    def _somebody(self) -> int:
        self._next_chat += 1
        self.meets(self._next_chat)
        return self._next_chat

    def _does(self, chat: int, step: int) -> None:
        self._asked[chat].append(time.monotonic())
        if step == 0:
            self.says(chat, "/start")
        elif step == 1:
            self.says(chat, QUESTIONS[chat % len(QUESTIONS)])
        else:
            self.presses(chat, 1, PRESSED)

    async def _do(self, call: Call) -> Any:
        result = await super()._do(call)
        if call.method.startswith(("sendMessage", "edit")):
            self._replied(int(call.fields["chat_id"]))
        return result

    def _replied(self, chat: int) -> None:
        if asked := self._asked[chat]:
            self._round.waits.append(time.monotonic() - asked.popleft())
            self._round.answered += 1
        self._came.set()
        self._came = asyncio.Event()
