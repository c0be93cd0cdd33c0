"""A turn, written down all at once: inbox, person, dialogue, effects and replies, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.core.dialogue import Dialogue
from bot.core.message import Incoming, Kind
from bot.core.turn import Reply
from bot.store import outbox, people
from bot.store.database import Database
from bot.store.effects import carry_out
from bot.store.outbox import Rank
from bot.store.people import Known
from bot.store.reach import rescue
from bot.store.scene import Conflict as Conflict
from bot.store.scene import Scene
from bot.store.times import to_ms

REPLY_LIFE = timedelta(hours=24)  # a reply older than this answers nobody


class Duplicate(Exception):
    """This update was taken before: nothing is to be done."""


@dataclass(frozen=True, slots=True)
class Record:
    """All that one turn leaves behind. `keep_offered`: the channel has no buttons."""

    incoming: Incoming
    number: int
    route: str
    reply: Reply
    now: datetime
    keep_offered: bool = False


async def write(db: Database, record: Record, who: Known | None) -> None:
    """Write the turn in one transaction. Raises Duplicate or Conflict, having written nothing."""
    async with db.write() as tx:
        address_id, person = await _address(db, tx, record, who)
        await _inbox(db, tx, record, address_id)
        scene = _scene(record, address_id, person)
        for effect in record.reply.effects:
            scene = await carry_out(db, tx, effect, scene)
        await _dialogue(db, tx, record, who, scene.person)
        await _replies(db, tx, record, scene.address_id)


def _scene(record: Record, address_id: int, person: int) -> Scene:
    incoming = record.incoming
    where = (incoming.channel, incoming.address)
    return Scene(record.number, *where, address_id, person, record.now)


async def seen(db: Database, incoming: Incoming) -> bool:
    """Whether this update was taken before."""
    async with db.read() as connection:
        number = await db.sql.seen_inbox(
            connection, channel=incoming.channel, update_id=incoming.update_id
        )
    return number is not None


async def _address(db: Database, tx: Any, record: Record, who: Known | None) -> tuple[int, int]:
    incoming, moment = record.incoming, to_ms(record.now)
    if who is None:
        return await people.add(db, tx, incoming.channel, incoming.address, record.now)
    here = {"address_id": who.address_id, "person": who.person.number}
    if not await db.sql.heard(tx, **here, now=moment):
        raise Conflict  # they became another person meanwhile (merge), or were erased
    if incoming.kind is Kind.LEFT:
        await db.sql.close_address(tx, address_id=who.address_id, why="left", now=moment)
        await rescue(db, tx, who.address_id)
        await db.sql.cancel_of_address(tx, address_id=who.address_id, outcome="left", now=moment)
    elif who.closed:
        await db.sql.open_address(tx, address_id=who.address_id)
    return who.address_id, who.person.number


async def _inbox(db: Database, tx: Any, record: Record, address_id: int) -> None:
    added = await db.sql.add_inbox(
        tx,
        channel=record.incoming.channel,
        update_id=record.incoming.update_id,
        address_id=address_id,
        turn=record.number,
        kind=record.incoming.kind.value,
        route=record.route,
        now=to_ms(record.now),
    )
    if added is None:
        raise Duplicate


async def _dialogue(db: Database, tx: Any, record: Record, who: Known | None, person: int) -> None:
    reply, current = record.reply, who.dialogue if who else None
    if reply.dialogue is not None:
        await _put_dialogue(db, tx, person, reply.dialogue, record.now)
    elif (reply.ends or reply.pauses) and current is not None:
        close = db.sql.end_dialogue if reply.ends else db.sql.pause_dialogue
        done = await close(
            tx,
            person=person,
            name=current.name,
            subject=current.subject,
            revision=current.revision,
            now=to_ms(record.now),
        )
        if not done:
            raise Conflict


async def _put_dialogue(
    db: Database, tx: Any, person: int, dialogue: Dialogue, now: datetime
) -> None:
    same = {"person": person, "name": dialogue.name, "subject": dialogue.subject}
    await db.sql.shut_dialogues(tx, **same, now=to_ms(now))
    revision = await db.sql.add_dialogue(
        tx,
        **same,
        version=dialogue.version,
        answers=dialogue.answers_json(),
        revision=dialogue.revision,
        now=to_ms(now),
    )
    if revision is None:
        raise Conflict


async def _replies(db: Database, tx: Any, record: Record, address_id: int) -> None:
    for place, message in enumerate(record.reply.messages):
        await outbox.add(
            db,
            tx,
            key=f"reply:{record.number}:{place}",
            channel=record.incoming.channel,
            address_id=address_id,
            message=message,
            rank=Rank.REPLY,
            now=record.now,
            expires_at=record.now + REPLY_LIFE,
        )
    shown = [m.choices() for m in record.reply.messages if m.rows]
    if record.keep_offered and shown:
        await people.offer(db, tx, address_id, shown[-1])
