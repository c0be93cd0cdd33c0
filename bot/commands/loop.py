"""The event loop of what serves: uvloop where it is installed, else Python's own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any


def serve(work: Coroutine[Any, Any, None]) -> None:
    """Run it to its end, as `asyncio.run` does."""
    with asyncio.Runner(loop_factory=_quick()) as runner:
        runner.run(work)


def _quick() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """What makes a loop; None: Python knows."""
    try:
        import uvloop
    except ImportError:  # no wheel for this machine: everything works without it
        return None
    return uvloop.new_event_loop
