"""Messages of several parts that stopped halfway, so that the next try goes on from there.

A long text goes out as several messages. When a later one fails, the deliverer tries the whole
Outgoing again; what already went out is remembered here and not said twice. The memory is short
(15 minutes, some hundreds of messages) and does not outlive the process: after a restart the
first parts may be repeated, which is better than a missing end.
"""

from __future__ import annotations

import time

from bot.core.message import Outgoing, Receipt

KEPT_SECONDS = 15 * 60
KEPT_MESSAGES = 500

Key = tuple[str, Outgoing]


class Halfway:
    """The receipts of parts sent so far, by address and message."""

    def __init__(self) -> None:
        """Nothing is halfway."""
        self._sent: dict[Key, tuple[float, list[Receipt]]] = {}

    def take(self, to: str, message: Outgoing) -> list[Receipt]:
        """What went out of this message before, and forget it; empty for a fresh one."""
        at, sent = self._sent.pop((to, message), (0.0, []))
        return sent if sent and time.monotonic() - at < KEPT_SECONDS else []

    def keep(self, to: str, message: Outgoing, sent: list[Receipt]) -> None:
        """Remember what went out before the failure."""
        if not sent:
            return
        while len(self._sent) >= KEPT_MESSAGES:
            del self._sent[next(iter(self._sent))]
        self._sent[(to, message)] = (time.monotonic(), sent)


def whole(sent: list[Receipt]) -> Receipt:
    """One receipt for all parts: the last one's id, since it carries the buttons."""
    parts = tuple(receipt.message for receipt in sent)
    return Receipt(message=parts[-1], at=sent[-1].at, parts=parts if len(parts) > 1 else ())
