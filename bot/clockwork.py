"""What a process does by the clock: every tick of it, and how often."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from bot.core.clock import Clock
from bot.evidence import Cabinet
from bot.printing import Printer
from bot.store.database import Database
from bot.store.officials import empty_shown
from bot.store.planned import Source
from bot.store.trainings_news import SOURCE as LESSONS
from jobs import new_rule, trainings
from jobs.asked import LOOK, tell_officials
from jobs.broadcasts import Broadcasts
from jobs.deliver import reap
from jobs.reminders import TICK, plan
from jobs.scheduler import Metronome
from jobs.upkeep import upkeep
from knowledge.criteria.load import load_criteria
from knowledge.model import Library

log = logging.getLogger(__name__)

SECOND, BURN, DAY = 1.0, 15.0, 24 * 3600.0


@dataclass
class Clockwork:
    """The ticks. `wake_all` calls every deliverer; `daily` are chores of a channel."""

    db: Database
    clock: Clock
    library: Library
    cabinet: Cabinet
    printer: Printer
    broadcasts: Broadcasts
    wake_all: Callable[[], None]
    sources: tuple[Source, ...] = (LESSONS,)  # of what is reminded of by the hour
    daily: list[Callable[[], Awaitable[object]]] = field(default_factory=list)

    def start(self) -> Metronome:
        """Begin. What a machine may have slept through is done at once."""
        metronome = Metronome()
        metronome.every(SECOND, self._reap)
        metronome.every(SECOND, self.broadcasts.tick)
        metronome.every(BURN, self.burn)
        metronome.every(LOOK, self._tell_officials)
        metronome.every(TICK, self._remind, at_once=True)
        metronome.every(trainings.TICK, self._trainings)
        metronome.every(DAY, self._upkeep, at_once=True)
        metronome.start()
        return metronome

    async def burn(self) -> None:
        """What people deleted leaves the disk."""
        if burnt := await self.cabinet.burn():
            log.info("deleted from the cabinet: %d files", burnt)

    async def _reap(self) -> None:
        counts = await reap(self.db, self.clock.now())
        if counts["expired"]:
            log.warning("%d messages could not go in time and are dropped", counts["expired"])
        if counts["again"]:
            self.wake_all()

    async def _tell_officials(self) -> None:
        """Questions that people left reach those who answer; codes that were shown are wiped."""
        await empty_shown(self.db)
        await tell_officials(self.db, self.library, self.clock.now())

    async def _remind(self) -> None:
        """Plan the reminders that are due, and wake those who send them."""
        counts = await plan(self.library, self.db, self.clock.now(), self.sources)
        if counts.bundled:
            log.info("reminders: %s", counts)
            self.wake_all()

    async def _trainings(self) -> None:
        """Seats given on, changes told, feedback asked; and wake those who send it."""
        counts = await trainings.look(self.library, self.db, self.clock.now())
        if counts["told"]:
            self.wake_all()

    async def _upkeep(self) -> None:
        now = self.clock.now()
        swept = await asyncio.to_thread(self.printer.sweep, now) + await self.cabinet.sweep(now)
        log.info("upkeep: %s, %d files", await upkeep(self.db, now), swept)
        rule = load_criteria().rule.version
        if told := await new_rule.tell(self.db, self.library.texts, rule, now):
            log.info("told of the rule %s: %d owners", rule, told)
        for chore in self.daily:
            await chore()
