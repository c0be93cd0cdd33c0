"""The terminal keeps the channel contract, and looks right on a screen and in a pipe."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.terminal import BLUE, DIM, PLAIN, TerminalChannel
from bot.core.channel import Refused
from bot.core.message import Choice, Incoming, Kind, Outgoing
from tests.channels.contract import ChannelContract


class TerminalStand:
    """A person at a terminal whose keyboard is a pipe and whose screen is a text."""

    def __init__(self) -> None:
        reading, self._keyboard = os.pipe()
        self._screen = io.StringIO()
        self._lines = os.fdopen(reading, "rb")
        self.channel = TerminalChannel(self._lines, self._screen)
        self.address = "local"
        self.received: list[Incoming] = []
        self._listening = asyncio.create_task(self.channel.listen(self.receive))

    async def receive(self, incoming: Incoming) -> None:
        """Write down what was heard."""
        self.received.append(incoming)

    async def says(self, text: str) -> None:
        """A line at the keyboard."""
        os.write(self._keyboard, f"{text}\n".encode())

    async def chooses(self, number: int) -> None:
        """A number at the keyboard."""
        await self.says(str(number))

    async def seen(self) -> list[str]:
        """The screen."""
        return [self._screen.getvalue()] if self._screen.getvalue() else []

    async def leaves(self) -> None:
        """Close the keyboard; listening ends by itself."""
        os.close(self._keyboard)
        await asyncio.wait_for(self._listening, 5)
        self._lines.close()


class TestTerminalContract(ChannelContract):
    """The contract."""

    @pytest.fixture
    async def stand(self) -> AsyncIterator[TerminalStand]:
        stand = TerminalStand()
        yield stand
        await stand.leaves()


async def test_bytes_that_are_no_text_do_no_harm() -> None:
    heard: list[str] = []

    async def receive(incoming: Incoming) -> None:
        heard.append(incoming.text)

    await TerminalChannel(io.BytesIO(b"\xff\xfe\x00\r\nxong\n"), io.StringIO()).listen(receive)
    assert heard[-1] == "xong"
    assert len(heard) == 2


async def test_a_named_file_is_sent_and_any_other_line_is_text(tmp_path: Path) -> None:
    paper, heard = tmp_path / "giấy phép.pdf", list[Incoming]()
    paper.write_bytes(b"%PDF-1.4 giay")

    async def receive(incoming: Incoming) -> None:
        heard.append(incoming)

    typed = f"@{paper}\n@không có.pdf\nem@nhà\n".encode()
    channel = TerminalChannel(io.BytesIO(typed), io.StringIO())
    await channel.listen(receive)
    (file,) = heard[0].attachments
    assert (heard[0].kind, file.kind, file.name) == (Kind.FILE, "document", "giấy phép.pdf")
    assert await channel.fetch(file, 13) == b"%PDF-1.4 giay"
    with pytest.raises(Refused):
        await channel.fetch(file, 12)
    assert [h.text for h in heard[1:]] == ["@không có.pdf", "em@nhà"]


async def test_on_a_screen_choices_stand_out_and_lines_are_short() -> None:
    screen = io.StringIO()
    channel = TerminalChannel(io.BytesIO(), screen, screen=True, colours=True)
    words = "một câu khá dài " * 20
    await channel.send(
        "local", Outgoing(f"{words}\nNguồn: Quyết định 26", ((Choice("Xem thêm", "m"),),))
    )
    shown = screen.getvalue()
    assert f"{BLUE}1. Xem thêm{PLAIN}" in shown
    assert f"{DIM}Nguồn: Quyết định 26{PLAIN}" in shown
    assert all(len(line) <= 90 for line in shown.splitlines())
