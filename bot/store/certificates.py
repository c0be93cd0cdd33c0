"""Products with their certificates, as handlers read them."""

from __future__ import annotations

from datetime import date

from bot.core.reads.certificates import Owned
from bot.store.database import Database


class CertificateBook:
    """The real CertificateReads."""

    def __init__(self, db: Database) -> None:
        """Reads this database."""
        self._db = db

    async def products(self, person: int) -> tuple[Owned, ...]:
        """All products of a person that have a name, by name."""
        async with self._db.read() as connection:
            rows = [row async for row in self._db.sql.owned_products(connection, person=person)]
        return tuple(
            Owned(subject, name, set_no, stars, number, _day(issued), _day(ends))
            for subject, name, set_no, stars, number, issued, ends in rows
        )

    async def ending(self, tinh: str, xa: str, since: date) -> tuple[tuple[date, int], ...]:
        """The days at which certificates of a place end, and for how many people."""
        where = {"tinh": tinh, "xa": xa, "since": since.isoformat()}
        async with self._db.read() as connection:
            rows = self._db.sql.certificates_ending(connection, **where)
            return tuple([(date.fromisoformat(day), int(count)) async for day, count in rows])


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
