"""The real OfficialReads: offices, invitations, and the questions that wait."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.core.message import Incoming
from bot.core.reads.officials import Asked, Invitation, Offer, Office, Official, Pending, Role
from bot.store.database import Database
from bot.store.links import hashed, may_guess
from bot.store.officials import office_from, official_from
from bot.store.times import from_ms, to_ms


class OfficialBook:
    """What handlers ask about officials, from the database."""

    def __init__(self, db: Database) -> None:
        """Reads this database."""
        self._db = db

    async def offices(self, person: int) -> tuple[Office, ...]:
        """The offices that a person holds now."""
        async with self._db.read() as connection:
            rows = [row async for row in self._db.sql.offices_of(connection, person=person)]
        return tuple(office_from(row) for row in rows)

    async def invitation(self, code: str, incoming: Incoming, now: datetime) -> Invitation:
        """What a code is worth that was typed in that chat."""
        async with self._db.read() as connection:
            where = (incoming.channel, incoming.address)
            if not await may_guess(self._db, connection, *where, now, short=False):
                return Invitation(Offer.TIRED)
            row = await self._db.sql.invitation_by(connection, code_hash=hashed(code))
        if row is None:
            return Invitation(Offer.NOT)
        over = row[11] is not None or row[10] <= to_ms(now)
        return Invitation(Offer.OVER) if over else _invitation(row)

    async def pending(self, person: int, now: datetime) -> tuple[Pending, ...]:
        """The codes that this official gave and that still work, newest first."""
        async with self._db.read() as connection:
            found = self._db.sql.pending_invitations(connection, person=person, now=to_ms(now))
            rows = [row async for row in found]
        return tuple(
            Pending(row[6], Offer(row[7]), office_from(row), from_ms(row[8])) for row in rows
        )

    async def officials(self, person: int) -> tuple[Official, ...]:
        """All officials within the reach of this one."""
        async with self._db.read() as connection:
            rows = [row async for row in self._db.sql.officials_near(connection, person=person)]
        return tuple(official_from(row) for row in rows)

    async def next_asked(self, person: int, after: int = 0) -> Asked | None:
        """The oldest open question with a higher number that is this official's to answer."""
        async with self._db.read() as connection:
            row = await self._db.sql.next_request(connection, person=person, after=after)
        return _asked(row) if row else None

    async def asked(self, person: int, number: int) -> Asked | None:
        """A question by its number, also an answered one; None when it is not theirs."""
        async with self._db.read() as connection:
            row = await self._db.sql.request_of(connection, person=person, request=number)
        return _asked(row) if row else None

    async def waiting(self, person: int) -> int:
        """How many open questions are this official's to answer."""
        async with self._db.read() as connection:
            return int(await self._db.sql.count_requests(connection, person=person))


def _invitation(row: Any) -> Invitation:
    if row[1] == "person":
        return Invitation(Offer.PERSON, None, row[12], row[13], row[14])
    office = Office(Role(row[2]), row[3], row[4], bool(row[5]), bool(row[6]))
    return Invitation(Offer(row[1]), office)


def _asked(row: Any) -> Asked:
    number, person, name, phone, tinh, xa, question, at, state, chats = row
    return Asked(
        number, person, name, phone, tinh, xa, question, from_ms(at), chats > 0, state != "open"
    )
