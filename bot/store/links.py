"""Codes by which two chats become one person: only a hash of them is kept, each works once.

Wrong ones are counted for every kind of code (also invitations). Nobody can use up what others
need: an invitation is long enough to need no limit but its address's own, and where very many are
guessing, a first right code still works everywhere (docs/decisions/0021-wrong-codes.md).
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.core.effects import JoinByCode, KeepCode, NoteGuess
from bot.core.reads.links import Look, Sight
from bot.store import outbox, people
from bot.store.database import Database
from bot.store.merge import merge
from bot.store.outbox import Rank
from bot.store.scene import Carries, Conflict, Scene
from bot.store.times import to_ms

log = logging.getLogger(__name__)

GUESSES = 5  # wrong codes from one address within WINDOW
CROWD = 500  # wrong codes of all within WINDOW, from which on linking allows fewer
GUESSES_IN_A_CROWD = 1
WINDOW = timedelta(hours=1)
TOLD_LIFE = timedelta(days=2)  # that two chats became one is still worth telling


def hashed(code: str) -> str:
    """What is kept of a code. scrypt, so that a stolen database gives no code away cheaply."""
    return hashlib.scrypt(code.encode(), salt=b"ocop code", n=1024, r=8, p=1, dklen=24).hex()


async def may_guess(
    db: Database, connection: Any, channel: str, address: str, now: datetime, *, short: bool
) -> bool:
    """Whether a code from this address may still be looked at; `short`: one that links chats."""
    since = to_ms(now - WINDOW)
    mine = await db.sql.count_guesses(connection, channel=channel, address=address, since=since)
    if not short or int(mine) < GUESSES_IN_A_CROWD:
        return int(mine) < GUESSES
    everybodys = await db.sql.count_all_guesses(connection, since=since)
    return int(mine) < (GUESSES if int(everybodys) < CROWD else GUESSES_IN_A_CROWD)


async def note_guess(db: Database, tx: Any, address_id: int, now: datetime) -> None:
    """A code was wrong; those that no longer count are dropped. The operator hears of a crowd."""
    await db.sql.forget_guesses(tx, before=to_ms(now - WINDOW))
    await db.sql.add_guess(tx, address_id=address_id, now=to_ms(now))
    if int(await db.sql.count_all_guesses(tx, since=to_ms(now - WINDOW))) == CROWD:
        log.warning("%d wrong codes within an hour: somebody is trying codes", CROWD)


class StoredLinks:
    """What handlers ask about codes."""

    def __init__(self, db: Database) -> None:
        """Reads from this database."""
        self._db = db

    async def look(
        self, code: str, *, person: int, channel: str, address: str, now: datetime
    ) -> Look:
        """What a typed code is worth to this person at this address."""
        async with self._db.read() as connection:
            sql = self._db.sql
            if not await may_guess(self._db, connection, channel, address, now, short=True):
                return Look(Sight.TIRED)
            owner = await sql.code_owner(connection, code_hash=hashed(code), now=to_ms(now))
            if owner is None:
                return Look(Sight.WRONG)
            if owner == person:
                return Look(Sight.OWN)
            channels = [str(row[0]) async for row in sql.channels_of(connection, person=owner)]
        return Look(Sight.FOUND, tuple(dict.fromkeys(channels)))


async def _keep(db: Database, tx: Any, kept: KeepCode, scene: Scene) -> None:
    """A person has one code at a time."""
    await db.sql.drop_codes(tx, person=scene.person)
    await db.sql.add_code(
        tx,
        code_hash=hashed(kept.code),
        person=scene.person,
        now=to_ms(scene.now),
        expires_at=to_ms(scene.now + kept.life),
    )


async def _guessed(db: Database, tx: Any, guess: NoteGuess, scene: Scene) -> None:
    await note_guess(db, tx, scene.address_id, scene.now)


async def _join(db: Database, tx: Any, joined: JoinByCode, scene: Scene) -> Scene:
    """The one who typed the code becomes the one who made it; that one's other chat is told."""
    owner = await db.sql.spend_code(tx, code_hash=hashed(joined.code), now=to_ms(scene.now))
    if owner is None or owner == scene.person:
        raise Conflict  # spent meanwhile: the handler looks again, and says so
    told = [row async for row in db.sql.open_addresses_of(tx, person=owner)]
    await merge(db, tx, loser=scene.person, winner=owner)
    if told:
        await _tell(db, tx, joined, scene, told[0])
    return replace(scene, person=owner)


async def _tell(db: Database, tx: Any, joined: JoinByCode, scene: Scene, to: Any) -> None:
    address_id, channel, *_ = to
    await outbox.add(
        db,
        tx,
        key=f"joined:{scene.turn}",
        channel=channel,
        address_id=address_id,
        message=joined.told,
        rank=Rank.REPLY,
        now=scene.now,
        expires_at=scene.now + TOLD_LIFE,
    )
    if joined.told.rows:
        await people.offer(db, tx, address_id, joined.told.choices())


CARRIES: Carries = {KeepCode: _keep, NoteGuess: _guessed, JoinByCode: _join}
