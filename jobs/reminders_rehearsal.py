"""A rehearsal: everything that would be sent between two days, to whom and why, sending nothing.

The plan itself runs, morning by morning, on a copy of the store; instead of the outbox, the
messages come here. What people would press or write meanwhile is not known: nobody reacts.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from bot.core.clock import local_day
from bot.core.message import Outgoing
from bot.store.database import Database
from bot.store.planned import Bundle, Source, Stands
from jobs.quiet import MORNING, at, next_open
from jobs.reminders import Counts, plan
from knowledge.model import Library

DAY = timedelta(days=1)


class WouldSend(NamedTuple):
    """A message of one morning: to whom, by which channel, and the rows that stand in it."""

    person: int
    channel: str
    at: datetime
    message: Outgoing
    why: tuple[Stands, ...]


async def rehearse(
    library: Library, scratch: Database, first: date, last: date, sources: Sequence[Source] = ()
) -> AsyncIterator[tuple[date, list[WouldSend], Counts]]:
    """Each day from the first to the last: what would be sent, and the plan's counts.

    `scratch` is a copy (bot/store/rehearsal.py): it is written to.
    """
    caught: list[WouldSend] = []

    async def catch(_: Database, __: Any, made: Sequence[Bundle], ___: datetime) -> set[str]:
        caught.extend(
            WouldSend(one.person, one.channel, one.not_before, one.message, one.stands)
            for one in made
        )
        return {one.key for one in made}

    day = first
    while day <= last:
        counts = Counts()
        for hour in await _hours(scratch, day, sources):
            counts += await plan(library, scratch, hour, sources, put=catch)
        yield day, caught, counts
        caught = []
        day += DAY


async def _hours(scratch: Database, day: date, sources: Sequence[Source]) -> list[datetime]:
    """The moments of a day that are planned: the morning, and when things are told by the hour."""
    morning = at(day, MORNING)
    moments = {morning}
    async with scratch.read() as connection:
        for source in sources:
            for one in await source.coming(scratch, connection, morning):
                begins = (next_open(one.at - offset, one.urgent) for offset in one.offsets)
                moments.update(moment for moment in begins if local_day(moment) == day)
    return sorted(moments)
