"""The metronome: it keeps no memory. What must not be lost is a row, never a job here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

log = logging.getLogger(__name__)

PATIENCE = 5.0  # seconds for the ticks under way at a stop: less than Docker's ten before it kills

Tick = Callable[[], Awaitable[object]]


class Metronome:
    """Calls each tick every so many seconds; a late call is made once, never dropped."""

    def __init__(self) -> None:
        """Nothing is called before `start`."""
        self._scheduler = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone="UTC",
        )
        self._ending = False
        self._under_way = set[asyncio.Task[Any]]()

    def every(self, seconds: float, tick: Tick, *, at_once: bool = False) -> None:
        """Call `tick` every so many seconds; `at_once` also when the metronome starts."""
        first = {"next_run_time": datetime.now(UTC)} if at_once else {}
        trigger = IntervalTrigger(seconds=seconds, timezone="UTC")
        self._scheduler.add_job(partial(self._call, tick), trigger, **first)

    def start(self) -> None:
        """Begin."""
        self._scheduler.start()

    async def stop(self, patience: float = PATIENCE) -> None:
        """End. When this returns no tick is under way, so that the store may be closed.

        What has begun gets `patience` seconds to finish, and is then cut short (it is a rule of
        *now*, caught up after the next start). APScheduler waits for none. Harmless twice.
        """
        if self._ending or not self._scheduler.running:
            return
        self._ending = True
        self._scheduler.pause()
        try:
            if self._under_way:
                await asyncio.wait(self._under_way, timeout=patience)
            for task in self._under_way:
                task.cancel()
            if self._under_way:
                await asyncio.wait(self._under_way)
        finally:
            self._scheduler.shutdown(wait=False)

    async def _call(self, tick: Tick) -> None:
        """A tick, unless all is ending."""
        task = asyncio.current_task()
        if self._ending or task is None:
            return
        self._under_way.add(task)
        try:
            await tick()
        except asyncio.CancelledError:
            log.info("a tick was cut short by the stop: %s", tick)
        finally:
            self._under_way.discard(task)
