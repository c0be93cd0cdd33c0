"""The processes of a test: whatever becomes of it, none of them outlives it."""

from __future__ import annotations

import asyncio
import os
import signal
from asyncio.subprocess import Process
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parent.parent


def environment(folder: Path, **more: str) -> dict[str, str]:
    """What a command of ours is told that keeps its data in a folder, and nothing of ours."""
    here = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return here | {"OCOP_DATA": str(folder)} | more


class Workers:
    """Starts processes, each in a group of its own with whatever it forks, and ends them all."""

    def __init__(self) -> None:
        """None yet."""
        self._started: list[Process] = []

    async def start(self, *words: str, **how: Any) -> Process:
        """As `asyncio.create_subprocess_exec`."""
        process = await asyncio.create_subprocess_exec(*words, start_new_session=True, **how)
        self._started.append(process)
        return process

    async def end(self) -> None:
        """Kill those that still run, and their children, also of one that is dead."""
        for process in self._started:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            await process.wait()
        self._started.clear()

    async def __aenter__(self) -> Self:
        """Itself."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """The end of all of them."""
        await self.end()
