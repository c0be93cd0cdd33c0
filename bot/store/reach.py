"""The addresses at which a person can be reached, and giving a message another one of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.store.database import Database
from bot.store.outbox import Delivery
from bot.store.times import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Address:
    """An open address: its number, where it is, and when its person last wrote from it."""

    id: int
    channel: str
    heard_at: datetime | None


async def addresses_of(db: Database, address_id: int) -> list[Address]:
    """All open addresses of the person behind this one, the one they last wrote from first."""
    async with db.read() as connection:
        found = db.sql.addresses_beside(connection, address_id=address_id)
        return [
            Address(number, channel, None if heard_at is None else from_ms(heard_at))
            async for number, channel, heard_at in found
        ]


async def readdress(
    db: Database, worker: str, delivery: Delivery, to: Address, *, not_before: datetime, why: str
) -> None:
    """Send a row that this worker holds to another address; key and tries stay what they are."""
    async with db.write() as tx:
        await db.sql.readdress(
            tx,
            id=delivery.id,
            worker=worker,
            address_id=to.id,
            channel=to.channel,
            not_before=to_ms(not_before),
            outcome=why[:200],
        )


async def rescue(db: Database, tx: Any, address_id: int) -> None:
    """An address closes: reminders and announcements that wait there go to another open one."""
    others = [
        (number, channel)
        async for number, channel, _ in db.sql.addresses_beside(tx, address_id=address_id)
        if number != address_id
    ]
    if others:
        to, channel = others[0]
        await db.sql.readdress_waiting(tx, address_id=address_id, to_id=to, channel=channel)
