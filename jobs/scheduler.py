"""The metronome: it keeps no memory. What must not be lost is a row, never a job here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

Tick = Callable[[], Awaitable[object]]


class Metronome:
    """Calls each tick every so many seconds; a late call is made once, never dropped."""

    def __init__(self) -> None:
        """Nothing is called before `start`."""
        self._scheduler = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
            timezone="UTC",
        )

    def every(self, seconds: float, tick: Tick, *, at_once: bool = False) -> None:
        """Call `tick` every so many seconds; `at_once` also when the metronome starts."""
        first = {"next_run_time": datetime.now(UTC)} if at_once else {}
        self._scheduler.add_job(tick, IntervalTrigger(seconds=seconds, timezone="UTC"), **first)

    def start(self) -> None:
        """Begin."""
        self._scheduler.start()

    def stop(self) -> None:
        """End; a tick under way is left to finish."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
