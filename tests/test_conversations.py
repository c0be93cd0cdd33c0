"""Plays the conversations of tests/conversations against the whole bot.

A line "> words" is said, "[label]" pressed, "+5 phút" lets time pass; "< words" must stand in the
next message, in this order; "| label, label" must be buttons of the last message; "= none" means
that nothing more was said.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.core.message import Outgoing
from tests.world import World

FILES = sorted((Path(__file__).parent / "conversations").glob("*.txt"))


SCRIPTS = {path.name: path.read_text(encoding="utf-8") for path in FILES}


@pytest.mark.parametrize("name", SCRIPTS)
async def test_conversation(world: World, name: str) -> None:
    """Plays one file, line by line."""
    await play(world, name, SCRIPTS[name])


async def play(world: World, name: str, script: str) -> None:
    """Say and press what stands in the script, and compare what comes back."""
    waiting: list[Outgoing] = []
    last = Outgoing("")
    for number, line in enumerate(script.splitlines(), start=1):
        where = f"{name}:{number}"
        mark, _, rest = line.partition(" ")
        if mark == ">":
            assert not waiting, f"{where}: {waiting[0].text!r} was not expected"
            waiting = await world.says(rest)
        elif pressed := re.fullmatch(r"\[(.+)\]", line):
            assert not waiting, f"{where}: {waiting[0].text!r} was not expected"
            waiting = await world.presses(pressed[1])
        elif mark == "<":
            assert waiting, f"{where}: nothing more was said after {last.text!r}"
            last = waiting.pop(0)
            assert rest in last.text, f"{where}: {last.text!r}"
        elif mark == "|":
            labels = [choice.label for choice in last.choices()]
            for label in rest.split(", "):
                assert label in labels, f"{where}: {labels}"
        elif mark == "=":
            assert not waiting, f"{where}: {waiting[0].text!r}"
        elif moved := re.fullmatch(r"\+(\d+) phút", line):
            world.clock.pass_(minutes=int(moved[1]))
        else:
            assert not line or line.startswith("#"), f"{where}: not understood: {line}"
    assert not waiting, f"{name}: {waiting[0].text!r} was not expected"


async def test_after_an_assessment_its_papers_arrive_as_files(world: World) -> None:
    """What the person gets in hand are a real picture and a real PDF, made as they are sent."""
    await play(world, "assess_tourism.txt", SCRIPTS["assess_tourism.txt"])
    for label, start in (("Ảnh kết quả", b"\x89PNG"), ("Bản PDF", b"%PDF")):
        (message,) = await world.presses(label)
        assert beginning(message) == start
    assert world.channel.hinted == ["an", "an"]


def beginning(message: Outgoing) -> bytes:
    """The first bytes of the file that came with a message."""
    assert message.attachment is not None
    return Path(message.attachment.ref).read_bytes()[:4]


def test_there_are_conversations() -> None:
    assert len(FILES) >= 5
