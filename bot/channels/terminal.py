"""The terminal: lines in, replies out; choices are numbered lines."""

from __future__ import annotations

import asyncio
import mimetypes
import shutil
import sys
import textwrap
import threading
import uuid
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, TextIO

from bot.core.channel import ALWAYS, Allowance, Bubble, Limits, Pace, Receive, Refused, Webhook
from bot.core.choices import numbered
from bot.core.message import Attachment, Incoming, Kind, Outgoing, Receipt

LIMITS = Limits(
    text=100_000, caption=100_000, unit="characters", buttons=False, files=True, pace=Pace()
)
ME = "local"  # the one person at this terminal
BLUE, DIM, PLAIN = "\x1b[34m", "\x1b[2m", "\x1b[0m"
WIDEST = 80
LONGEST_LINE = 1_000_000  # bytes read of one line


class TerminalChannel:
    """One person at one terminal, or a pipe: one line in, the replies out."""

    name = "terminal"
    limits = LIMITS

    def __init__(
        self,
        lines: BinaryIO | None = None,
        out: TextIO | None = None,
        *,
        history: Path | None = None,
        screen: bool = False,
        colours: bool = False,
        opening: str = "",
    ) -> None:
        """`lines` None asks at a prompt with history (kept in a file); otherwise reads them.

        `screen`: lines are broken at words; `opening` is said in the person's place at first.
        """
        self._lines, self._out = lines, out or sys.stdout
        self._history, self._opening = history, opening
        self._screenful, self._colours = screen, colours

    async def listen(self, receive: Receive) -> None:
        """Hand on each line, until the end of the input."""
        with self._screen():
            if self._opening:
                await receive(self._said(self._opening))
            async for line in self._read():
                await receive(self._said(line.rstrip("\r\n")))

    def webhooks(self, receive: Receive) -> tuple[Webhook, ...]:
        """None."""
        return ()

    def allowance(self, heard_at: datetime | None, now: datetime) -> Allowance:
        """Whoever sits here may be written to."""
        return ALWAYS

    def bubbles(self, message: Outgoing) -> tuple[Bubble, ...]:
        """What is printed: the words, numbered lines, and where the file lies."""
        if message.replaces and not message.text:
            return ()
        file = f"\n[{message.attachment.ref}]" if message.attachment else ""
        return (Bubble(numbered(message) + file),)

    async def send(self, to: str, message: Outgoing) -> Receipt:
        """Print it. A change of buttons alone has nothing to print."""
        if to != ME:
            raise Refused(f"no such terminal: {to}")
        for bubble in self.bubbles(message):
            self._print(bubble.text)
        return Receipt(uuid.uuid4().hex)

    async def fetch(self, attachment: Attachment, limit: int) -> bytes:
        """The file that was named. Refused when it is over `limit` bytes or cannot be read."""
        return await asyncio.to_thread(_read_up_to, Path(attachment.ref), limit)

    async def hint(self, to: str) -> None:
        """Nothing to show: replies come at once."""

    async def close(self) -> None:
        """Nothing to let go of."""

    def _said(self, text: str) -> Incoming:
        """A line is a text; "@giay.jpg" is that file, where there is one."""
        number = uuid.uuid4().hex
        if file := _named_file(text):
            return Incoming(self.name, ME, number, Kind.FILE, attachments=(file,))
        return Incoming(self.name, ME, number, Kind.TEXT, text)

    def _print(self, text: str) -> None:
        lines = _wrapped(text) if self._screenful else text.split("\n")
        text = "\n".join(_coloured(line) if self._colours else line for line in lines)
        print(text + "\n", file=self._out, flush=True)

    def _screen(self) -> AbstractContextManager[None]:
        """At a prompt, replies are printed above the line that is being written."""
        if self._lines is not None:
            return nullcontext()
        from prompt_toolkit.patch_stdout import patch_stdout

        return patch_stdout(raw=True)

    async def _read(self) -> AsyncIterator[str]:
        if self._lines is not None:
            async for line in _piped(self._lines):
                yield line
            return
        async for line in _prompted(self._history):
            yield line


def _named_file(line: str) -> Attachment | None:
    """The file of a line like "@anh/giay.jpg"; None for any other line."""
    if not line.startswith("@"):
        return None
    path = Path(line[1:].strip()).expanduser()
    try:
        if not path.is_file():
            return None
        size = path.stat().st_size
    except (OSError, ValueError):
        return None
    mime = mimetypes.guess_type(path.name)[0] or ""
    kind = "photo" if mime.startswith("image/") else "document"
    return Attachment(kind, str(path.absolute()), path.name, mime, size)


def _read_up_to(path: Path, limit: int) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as error:
        raise Refused(f"the file cannot be read: {type(error).__name__}") from error
    if len(data) > limit:
        raise Refused(f"the file is over {limit} bytes")
    return data


async def _prompted(history: Path | None) -> AsyncIterator[str]:
    """Lines written at a prompt; Ctrl-D or Ctrl-C ends."""
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    kept = FileHistory(str(history)) if history else InMemoryHistory()
    session: PromptSession[str] = PromptSession(history=kept)
    while True:
        try:
            line = await session.prompt_async("bà con> ")
        except (EOFError, KeyboardInterrupt):
            return
        if line.strip():
            yield line


async def _piped(lines: BinaryIO) -> AsyncIterator[str]:
    """Lines of a pipe or file, read in a thread that never keeps the process alive."""
    loop, queue = asyncio.get_running_loop(), asyncio.Queue[bytes]()

    def feed() -> None:
        while line := lines.readline(LONGEST_LINE):
            loop.call_soon_threadsafe(queue.put_nowait, line)
        loop.call_soon_threadsafe(queue.put_nowait, b"")

    threading.Thread(target=feed, daemon=True).start()
    while line := await queue.get():
        yield line.decode("utf-8", errors="replace")


def _wrapped(text: str) -> list[str]:
    width = min(WIDEST, shutil.get_terminal_size().columns)
    lines = []
    for line in text.split("\n"):
        lines += textwrap.wrap(line, width, replace_whitespace=False) or [""]
    return lines


def _coloured(line: str) -> str:
    """Choices stand out in blue, the source steps back."""
    number, dot, _ = line.partition(". ")
    if dot and number.isdecimal():
        return f"{BLUE}{line}{PLAIN}"
    return f"{DIM}{line}{PLAIN}" if line.startswith("Nguồn:") else line
