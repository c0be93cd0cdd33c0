"""Invitations: a code works once and not for ever, and only its hash is kept."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.core.reads.officials import Offer, Office, Role
from bot.store.database import Database
from bot.store.links import hashed
from bot.store.times import to_ms

NOTHING = Office(Role.XA, may_write=False, may_send=False)  # what an imported person is offered


async def put(
    db: Database,
    tx: Any,
    code: str,
    kind: Offer,
    now: datetime,
    until: datetime,
    *,
    office: Office = NOTHING,
    by: int | None = None,
    person: int | None = None,
) -> None:
    """Write an invitation down, within a transaction.

    `office` is what it offers (for HANDOVER one that somebody holds); `by` who invites, None for
    the command line; `person` the imported one for whom it is.
    """
    await db.sql.add_invitation(
        tx,
        code_hash=hashed(code),
        kind=kind.value,
        person=person,
        office=office.number if kind is Offer.HANDOVER else None,
        role=office.role.value if person is None else "",
        tinh=office.tinh,
        xa=office.xa,
        may_write=int(office.may_write),
        may_send=int(office.may_send),
        invited_by=by,
        now=to_ms(now),
        expires_at=to_ms(until),
    )
