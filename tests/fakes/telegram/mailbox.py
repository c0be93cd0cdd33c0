"""Updates that wait for the bot: numbered, confirmed by offset, filtered, fetched by one poller."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Sequence
from itertools import islice
from typing import Any

USUAL = frozenset({"message", "edited_message", "callback_query", "my_chat_member"})
OTHER_POLLER = "Conflict: terminated by other getUpdates request"


class PollConflict(Exception):
    """Another getUpdates came while this one waited."""


class Mailbox:
    """The queue of updates, as Telegram keeps it for a bot."""

    def __init__(self, first_id: int = 500_001) -> None:
        """Empty; the first update gets `first_id`."""
        self.confirmed = 0
        self.allowed = USUAL
        self._waiting: deque[dict[str, Any]] = deque()
        self._next_id = first_id
        self._news = asyncio.Event()
        self._poller = 0

    def __len__(self) -> int:
        """How many updates are not confirmed."""
        return len(self._waiting)

    def put(self, kind: str, content: dict[str, Any]) -> int:
        """A new update; its id. 0 when the bot did not ask for this kind."""
        if kind not in self.allowed:
            return 0
        update_id = self._next_id
        self._next_id += 1
        self._waiting.append({"update_id": update_id, kind: content})
        self._wake()
        return update_id

    def put_raw(self, update: dict[str, Any]) -> None:
        """An update exactly as given: the same one twice, or a broken one."""
        self._waiting.append(update)
        self._wake()

    def allow(self, kinds: Sequence[str] | None) -> None:
        """Which kinds to queue from now on; None leaves it as it is, empty means the usual."""
        if kinds is not None:
            self.allowed = frozenset(kinds) if kinds else USUAL

    def confirm(self, offset: int) -> None:
        """Forget what is below the offset; a negative one keeps only the last so many."""
        if offset < 0:
            while len(self._waiting) > -offset:
                self._drop_first()
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._drop_first()

    async def fetch(self, offset: int, limit: int, timeout: float) -> list[dict[str, Any]]:
        """The next updates, waiting up to `timeout` seconds; PollConflict when another poller came.

        One that is fetched and not confirmed comes again.
        """
        self._poller += 1
        mine = self._poller
        self._wake()
        self.confirm(offset)
        until = asyncio.get_running_loop().time() + timeout
        while not self._waiting and await self._wait(until):
            if mine != self._poller:
                raise PollConflict
        return list(islice(self._waiting, limit))

    async def first(self) -> dict[str, Any]:
        """The oldest update, for a webhook; waits for one."""
        while not self._waiting:
            await self._news.wait()
        return self._waiting[0]

    def end_polls(self) -> None:
        """Sends a waiting poller away."""
        self._poller += 1
        self._wake()

    async def _wait(self, until: float) -> bool:
        """Whether something happened before `until`."""
        left = until - asyncio.get_running_loop().time()
        try:
            await asyncio.wait_for(self._news.wait(), max(left, 0))
        except TimeoutError:
            return False
        return True

    def _wake(self) -> None:
        """Wake those who wait now; those who wait later wait for the next news."""
        self._news.set()
        self._news = asyncio.Event()

    def _drop_first(self) -> None:
        self.confirmed = self._waiting.popleft()["update_id"]
