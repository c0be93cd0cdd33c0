"""The terminal as a phone: lines in, printed lines out."""

from __future__ import annotations

import asyncio
import io
import os

from bot.app import App
from bot.channels.terminal import TerminalChannel
from tests.golden.office import in_words
from tests.golden.phone import Phone, Told, undressed


class _Paper(io.StringIO):
    """What is printed, a message a leaf."""

    def __init__(self) -> None:
        super().__init__()
        self.leaves: list[str] = []

    def write(self, text: str) -> int:
        """Keeps each message that is printed."""
        if text != "\n":
            self.leaves.append(text.removesuffix("\n"))
        return len(text)


class TerminalPhone(Phone):
    """Somebody at a pipe."""

    def __init__(self, app: App) -> None:
        """Nothing is written yet."""
        reading, self._writing = os.pipe()
        self._lines = os.fdopen(reading, "rb", buffering=0)
        self._paper = _Paper()
        super().__init__(app, TerminalChannel(self._lines, self._paper))

    async def stop(self) -> None:
        """The input ends."""
        os.close(self._writing)
        if self._listening:
            await asyncio.wait_for(self._listening, 10)
        await super().stop()
        self._lines.close()

    async def writes(self, text: str) -> None:
        """A line."""
        os.write(self._writing, f"{text}\n".encode())

    async def taps(self, label: str) -> None:
        """The number that stands before the choice."""
        shown = next((told.numbers for told in reversed(self.told) if label in told.numbers), {})
        await self.writes(shown.get(label, label))

    async def screen(self) -> list[Told]:
        """What was printed."""
        return [undressed(leaf, in_words(self.app)) for leaf in self._paper.leaves]
