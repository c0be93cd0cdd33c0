"""What the buttons under a reminder stand for. The engine (jobs/reminders) makes them from
`bot.core.reminding_actions`; the handlers of this folder answer them.
"""

from __future__ import annotations

from bot.core.reminding_actions import SHAPE, SHAPES, act, read

__all__ = ["SHAPE", "SHAPES", "act", "read"]
