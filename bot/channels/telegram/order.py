"""Updates handed on in order: one at a time for a chat, many chats at once, none lost silently.

What the receiver refuses is tried again; after the last try it is skipped, and the log names its
update id but nobody's words.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any
from weakref import WeakValueDictionary

from bot.channels.telegram.persist import Waits
from bot.channels.telegram.undress import chat_of, undress
from bot.core.channel import Receive
from bot.core.message import Incoming

logger = logging.getLogger(__name__)


class Lanes:
    """One lane a chat, `width` chats at once."""

    def __init__(self, waits: Waits, width: int = 32) -> None:
        """All lanes are free."""
        self._waits = waits.receive
        self._room = asyncio.Semaphore(width)
        self._chats: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    async def hand_on(self, update: Mapping[str, Any], receive: Receive, bot_name: str) -> None:
        """Returns when `receive` has taken the update, or when it is given up.

        Calls started in order for one chat are handed on in that order. ValueError for what is no
        update at all.
        """
        incoming = undress(update, bot_name)
        if incoming is None:
            return
        chat = chat_of(update)
        lane = self._chats.get(chat)
        if lane is None:
            lane = self._chats[chat] = asyncio.Lock()
        # The chat's turn first, then room: a chatty one must not fill all the room by waiting.
        async with lane, self._room:
            await self._try(incoming, receive)

    async def _try(self, incoming: Incoming, receive: Receive) -> None:
        for wait in (*self._waits, None):
            try:
                await receive(incoming)
            except Exception as error:  # the receiver is not ours: whatever it is, go on
                _tell(incoming.update_id, error, wait)
            else:
                return
            if wait is not None:
                await asyncio.sleep(wait)


def _tell(update_id: str, error: Exception, wait: float | None) -> None:
    """Log the failure by its class and place; its text might quote what the person wrote."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
    kind = type(error).__name__
    if wait is None:
        logger.error("update %s skipped: %s at %s at each try", update_id, kind, where)
    else:
        logger.warning("update %s: %s at %s, again in %g s", update_id, kind, where, wait)
