"""Telling officials of questions that people left: all new ones in one message, once an hour."""

from __future__ import annotations

from datetime import datetime, timedelta

from bot.core.message import Choice, Outgoing
from bot.store import requests
from bot.store.database import Database
from jobs.quiet import next_open
from knowledge.model import Library

EVERY = timedelta(hours=1)  # an official is told no more often
LOOK = 60.0  # seconds between two looks for new questions


async def tell_officials(db: Database, library: Library, now: datetime) -> dict[str, int]:
    """Tell each official of the questions they have not been told of; counts. Twice: zeros.

    In quiet hours the message waits until they end.
    """
    told = 0
    for new in await requests.untold(db, now - EVERY):
        message = _message(library, new.count)
        told += await requests.note_told(db, new, message, now, next_open(now))
    return {"told": told}


def _message(library: Library, count: int) -> Outgoing:
    texts = library.texts
    rows = (
        (Choice(texts["button_oc_questions"], "oc:q"),),
        (Choice(texts["button_oc_home"], "oc:home"), Choice(texts["button_home"], "home")),
    )
    return Outgoing(texts["oc_new_questions"].format(count=count), rows)
