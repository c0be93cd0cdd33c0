"""Plays one script at one phone, and writes down what the person was told.

A line "> words" is said, "[label]" picked, "+3 ngày" (or phút, giờ) lets time pass and the jobs of
the clock run; "! words" is announced by an official to everybody; "< words" must stand in what is
told next; everything else is a comment.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

from tests.golden.office import announces
from tests.golden.phone import Phone, Told
from tests.world import FakeClock

UNITS = {"phút": "minutes", "giờ": "hours", "ngày": "days"}
Tick = Callable[[], Awaitable[object]]


async def play(phone: Phone, clock: FakeClock, tick: Tick, script: str) -> list[Told]:
    """All that was told, in order. AssertionError where the script is not met."""
    every: list[Told] = []
    waiting: list[Told] = []
    for number, line in enumerate(script.splitlines(), start=1):
        try:
            waiting = await _line(phone, clock, tick, line, waiting)
        except AssertionError as error:
            raise AssertionError(f"{phone.channel.name}, line {number}: {error}") from error
        every = list(phone.told)
    return every


async def _line(
    phone: Phone, clock: FakeClock, tick: Tick, line: str, waiting: list[Told]
) -> list[Told]:
    """Do one line; what was told and not yet looked at."""
    if line == "> /start":
        return await phone.opens()
    if line.startswith("> "):
        return await phone.says(line[2:])
    if picked := re.fullmatch(r"\[(.+)\]", line):
        return await phone.presses(picked[1])
    if line.startswith("! "):
        await announces(phone.app, line[2:])
        return await phone.hears()
    if moved := re.fullmatch(r"\+(\d+) (phút|giờ|ngày)", line):
        clock.pass_(**{UNITS[moved[2]]: int(moved[1])})
        await tick()
        return await phone.hears()
    if line.startswith("< "):
        return _after(line[2:], waiting)
    return waiting


def _after(words: str, waiting: list[Told]) -> list[Told]:
    for at, one in enumerate(waiting):
        if words in one.text:
            return waiting[at + 1 :]
    raise AssertionError(f"{words!r} was not told, but {[w.text for w in waiting]}")
