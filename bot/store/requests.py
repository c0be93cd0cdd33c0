"""The questions that people left for officials: answered once, by the first who does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.core.effects.officials import AnswerRequest
from bot.core.message import Outgoing
from bot.store import audit, outbox, people
from bot.store.database import Database
from bot.store.outbox import Rank
from bot.store.scene import Carries, Conflict, Scene
from bot.store.times import to_ms

ANSWER_LIFE = timedelta(days=7)  # an answer may wait that long for a platform that is away


@dataclass(frozen=True, slots=True)
class Untold:
    """An official who has not been told yet of so many open questions."""

    person: int
    count: int
    newest: int


async def _answer(db: Database, tx: Any, given: AnswerRequest, scene: Scene) -> None:
    """Close the question and put its answer into the outbox. Raises Conflict for the second."""
    theirs = await db.sql.request_of(tx, person=scene.person, request=given.request)
    closed = theirs and await db.sql.close_request(
        tx,
        request=given.request,
        answer=given.answer,
        person=scene.person,
        now=to_ms(scene.now),
    )
    if not closed:
        raise Conflict
    about = f"question {given.request} of {theirs[1]}"
    await audit.note(db, tx, scene.person, "answer", about, scene.now)
    key = f"answer:{given.request}"
    await tell(db, tx, int(theirs[1]), key, given.told, Rank.REPLY, scene.now, life=ANSWER_LIFE)


async def tell(
    db: Database,
    tx: Any,
    person: int,
    key: str,
    message: Outgoing,
    rank: Rank,
    now: datetime,
    *,
    not_before: datetime | None = None,
    life: timedelta,
) -> bool:
    """Write to a person where they last wrote from; False when they left every chat."""
    chats = [row async for row in db.sql.open_addresses_of(tx, person=person)]
    if not chats:
        return False
    address_id, channel = chats[0][:2]
    await outbox.add(
        db,
        tx,
        key=key,
        channel=channel,
        address_id=address_id,
        message=message,
        rank=rank,
        now=now,
        not_before=not_before,
        expires_at=(not_before or now) + life,
    )
    if message.rows:
        await people.offer(db, tx, address_id, message.choices())
    return True


async def untold(db: Database, since: datetime) -> list[Untold]:
    """The officials who have new questions and were last told before a moment."""
    found = []
    async with db.read() as connection:
        rows = [row async for row in db.sql.officials_to_tell(connection, since=to_ms(since))]
        for person, told in rows:
            count, newest = await db.sql.untold_requests(connection, person=person, told=told)
            if count:
                found.append(Untold(int(person), int(count), int(newest)))
    return found


async def note_told(
    db: Database, new: Untold, message: Outgoing, now: datetime, not_before: datetime
) -> bool:
    """Tell an official in one message, and remember it, together; False when told meanwhile."""
    async with db.write() as tx:
        known = await db.sql.told_of_requests(
            tx, person=new.person, told=new.newest, now=to_ms(now)
        )
        if not known:
            return False
        key = f"questions:{new.person}:{new.newest}"
        return await tell(
            db,
            tx,
            new.person,
            key,
            message,
            Rank.REMINDER,
            now,
            not_before=not_before,
            life=timedelta(days=1),
        )


CARRIES: Carries = {AnswerRequest: _answer}
