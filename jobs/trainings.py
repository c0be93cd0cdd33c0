"""Trainings by the clock: seats given on, changes told, feedback asked, materials sent.

A function of *now* that returns counts: run again, it returns zeros.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.message import Choice, Outgoing
from bot.core.reads.trainings import Training
from bot.core.text import shorten
from bot.store import feeds, trainings
from bot.store import trainings_news as news
from bot.store.database import Database
from bot.store.times import to_ms
from bot.store.trainings_news import News
from jobs.quiet import next_open
from knowledge.calendar.hours import show_span
from knowledge.model import Library

TICK = 60.0  # seconds between two looks
FEEDBACK = timedelta(days=3)  # after a training, as long as people remember it
MATERIALS = timedelta(days=7)
MARKS = ("3", "2", "1")


async def look(library: Library, db: Database, now: datetime) -> dict[str, int]:
    """Do all that is due. "late" is what came too late to be told, or has nowhere to go."""
    counts = {"filled": await _fill(db, now), "told": 0, "late": 0}
    async with db.write() as tx:
        since = to_ms(now - FEEDBACK)
        counts["feedback"] = int(await db.sql.ask_feedback(tx, now=to_ms(now), since=since))
    async for page in news.untold(db):
        for one in page:
            counts["told" if await _told(library, db, one, now) else "late"] += 1
    counts["hidden"] = await feeds.hide_shown(db)
    return counts


async def _fill(db: Database, now: datetime) -> int:
    """Seats of people who were erased go to those who wait."""
    filled = 0
    for training in await news.short(db, now):
        async with db.write() as tx:
            filled += await trainings.fill(db, tx, training)
    return filled


async def _told(library: Library, db: Database, one: News, now: datetime) -> bool:
    """At an open hour while it is of use; before a holiday's lesson also on the holiday."""
    until = _useful_until(one, now)
    at = next_open(now)
    if at >= until:
        at = next_open(now, urgent=True)
    message = _message(library, one) if at < until else None
    async with db.write() as tx:
        return await news.tell(db, tx, one, message, now=now, not_before=at, expires_at=until)


def _useful_until(one: News, now: datetime) -> datetime:
    if one.news == "feedback":
        return one.training.ends_at + FEEDBACK
    return now + MATERIALS if one.news == "materials" else one.training.starts_at


def _message(library: Library, one: News) -> Outgoing:
    texts, training = library.texts, one.training
    told = {
        "topic": training.topic,
        "when": show_span(training.starts_at, training.ends_at),
        "place": training.place,
        "materials": training.materials,
    }
    text = texts[f"tr_news_{one.news}"].format(**told)
    see = Choice(texts["button_tr_see"], f"training:open:{training.number}")
    if one.news == "feedback":
        return Outgoing(text, (_marks(library, training), _home(library)))
    if one.news == "materials":
        return Outgoing(text, (_home(library),))
    return Outgoing(shorten(text, 600, "characters"), ((see,), _home(library)))


def _marks(library: Library, training: Training) -> tuple[Choice, ...]:
    """The first of two taps."""
    return tuple(
        Choice(library.texts[f"tr_useful_{mark}"], f"training:rate:{training.number}:useful:{mark}")
        for mark in MARKS
    )


def _home(library: Library) -> tuple[Choice, ...]:
    texts = library.texts
    return (Choice(texts["button_home"], "home"), Choice(texts["button_official"], "official"))
