"""The metronome ends in good order: nothing is under way when its `stop` returns."""

from __future__ import annotations

import asyncio
import logging

import pytest

from jobs.scheduler import Metronome


class Slow:
    """A tick that takes its time."""

    def __init__(self, seconds: float) -> None:
        self.seconds, self.begun, self.ended = seconds, asyncio.Event(), 0

    async def __call__(self) -> None:
        self.begun.set()
        await asyncio.sleep(self.seconds)
        self.ended += 1


async def begun(tick: Slow) -> Metronome:
    """A metronome in the middle of it."""
    metronome = Metronome()
    metronome.every(0.01, tick, at_once=True)
    metronome.start()
    await asyncio.wait_for(tick.begun.wait(), 20)
    return metronome


async def test_a_tick_under_way_is_awaited_and_none_begins_anew(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tick = Slow(0.2)
    metronome = await begun(tick)
    await metronome.stop(20)
    assert tick.ended == 1
    await asyncio.sleep(0.05)  # five more would have come
    assert tick.ended == 1
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_one_that_would_never_end_is_cut_short_without_a_fuss(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tick = Slow(1000)
    metronome = await begun(tick)
    await asyncio.wait_for(metronome.stop(0.01), 20)
    assert tick.ended == 0
    await asyncio.sleep(0.05)
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_one_that_is_called_at_the_moment_of_the_stop_does_not_begin(
    caplog: pytest.LogCaptureFixture,
) -> None:
    tick, metronome = Slow(0), Metronome()
    metronome.every(1000, tick, at_once=True)
    metronome.start()
    await metronome.stop()
    await metronome.stop()  # harmless twice
    await asyncio.sleep(0.05)
    assert not tick.begun.is_set()
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def test_a_tick_that_fails_is_told_and_comes_again(caplog: pytest.LogCaptureFixture) -> None:
    again = asyncio.Event()
    calls = 0

    async def fails() -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            again.set()
        raise ValueError("hỏng")

    metronome = Metronome()
    metronome.every(0.01, fails)
    metronome.start()
    await asyncio.wait_for(again.wait(), 20)
    await metronome.stop()
    assert "hỏng" in caplog.text
