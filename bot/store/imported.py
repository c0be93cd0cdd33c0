"""Codes for people who were imported: with theirs they come by chat, and are the same person."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core import codes
from bot.store import audit
from bot.store.database import Database
from bot.store.links import hashed
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
        yield Invited(person, name, phone, home, commune, codes.fresh())


async def _invite(db: Database, tx: Any, one: Invited, now: datetime, until: datetime) -> None:
    await db.sql.withdraw_person_invitations(tx, person=one.person, now=to_ms(now))
    await db.sql.add_invitation(
        tx,
        code_hash=hashed(one.code),
        kind="person",
        person=one.person,
        office=None,
        role="",
        tinh="",
        xa="",
        may_write=0,
        may_send=0,
        invited_by=None,
        now=to_ms(now),
        expires_at=to_ms(until),
    )
