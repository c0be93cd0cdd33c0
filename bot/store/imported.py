"""Codes for people who were imported: with theirs they come by chat, and are the same person."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core import codes
from bot.core.reads.officials import Offer
from bot.store import audit, invitations
from bot.store.database import Database
from bot.store.times import to_ms

PAGE = 200  # people whose codes are made in one transaction


@dataclass(frozen=True, slots=True)
class Invited:
    """An imported person who has not come yet, with a fresh code."""

    person: int
    name: str
    phone: str
    tinh: str
    xa: str
    code: str


async def count(db: Database, tinh: str, xa: str) -> int:
    """How many imported people have not come yet, in a place ("" for everywhere)."""
    async with db.read() as connection:
        return int(await db.sql.count_imported(connection, tinh=tinh, xa=xa))


async def invite_all(
    db: Database, tinh: str, xa: str, now: datetime, until: datetime
) -> AsyncIterator[Invited]:
    """A fresh code for each of them, page by page; codes that they had before end."""
    after, made = 0, 0
    while True:
        async with db.write() as tx:
            page = [person async for person in _page(db, tx, tinh, xa, after)]
            for one in page:
                await _invite(db, tx, one, now, until)
            made += len(page)
            if page:
                about = f"{len(page)} imported people of {tinh or '-'}/{xa or '-'}"
                await audit.note(db, tx, audit.COMMAND_LINE, "invite", about, now)
        for one in page:
            yield one
        if len(page) < PAGE:
            return
        after = page[-1].person


async def _page(db: Database, tx: Any, tinh: str, xa: str, after: int) -> AsyncIterator[Invited]:
    where = {"tinh": tinh, "xa": xa, "after": after, "count": PAGE}
    async for row in db.sql.imported_people(tx, **where):
        person, name, phone, home, commune = row
        yield Invited(person, name, phone, home, commune, codes.fresh(codes.INVITATION))


async def _invite(db: Database, tx: Any, one: Invited, now: datetime, until: datetime) -> None:
    await db.sql.withdraw_person_invitations(tx, person=one.person, now=to_ms(now))
    await invitations.put(db, tx, one.code, Offer.PERSON, now, until, person=one.person)
