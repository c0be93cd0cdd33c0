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


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
