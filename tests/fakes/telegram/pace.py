"""Telegram's law on sending: so many a second in all, so many to one chat."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Law:
    """`per_second` in all; a chat gets `chat_burst` at once, then one every `chat_seconds`.

    `per_second` 0 means that everything is allowed.
    """

    per_second: int = 30
    chat_seconds: float = 1.0
    chat_burst: int = 5


LAW = Law()
FREE = Law(per_second=0)


class Pace:
    """Watches sends and says how long an impatient bot must wait."""

    def __init__(self, law: Law) -> None:
        """Watches by this law."""
        self.law = law
        self.busiest = 0
        self._recent: deque[float] = deque()
        self._due: dict[str, float] = {}
        self._shut_until = 0.0

    def wait(self, chat: str, now: float) -> int:
        """0 if a send to the chat may go at `now` (monotonic seconds), else retry_after."""
        while self._recent and self._recent[0] <= now - 1.0:
            self._recent.popleft()
        if self.law.per_second:
            refusal = self._refusal(chat, now)
            if refusal > 0:
                return math.ceil(refusal)
        self._recent.append(now)
        self.busiest = max(self.busiest, len(self._recent))
        return 0

    def _refusal(self, chat: str, now: float) -> float:
        if now < self._shut_until:
            return self._shut_until - now
        if len(self._recent) >= self.law.per_second:
            self._shut_until = now + 1.0
            return 1.0
        due = max(self._due.get(chat, 0.0), now) + self.law.chat_seconds
        early = due - now - self.law.chat_burst * self.law.chat_seconds
        if early > 0:
            return early
        self._due[chat] = due
        return 0.0
