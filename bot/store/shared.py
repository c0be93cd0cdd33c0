"""Results that producers showed to officials, and what officials said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.core.effects import CommentOn, SeePaper, ShareResult, TakeBack
from bot.core.reads.evidence import Comment, Shared
from bot.core.reads.officials import Office
from bot.store import audit, outbox
from bot.store.database import Database
from bot.store.outbox import Rank
from bot.store.scene import Carries, Scene
from bot.store.times import from_ms, to_ms

SEEN = "seen:"
"""A fact in the owner's file: "seen:PRODUCT:PAPER" is the day an official saw that paper."""


@dataclass(frozen=True)
class SharedBook:
    """The real SharedReads."""

    db: Database

    async def within(
        self, offices: Sequence[Office], count: int, skip: int = 0
    ) -> tuple[Shared, ...]:
        """See SharedReads."""
        found: dict[int, Shared] = {}
        async with self.db.read() as connection:
            for office in offices:
                rows = self.db.sql.shared_within(
                    connection,
                    tinh=office.tinh,
                    any_tinh=int(not office.tinh),
                    xa=office.xa,
                    any_xa=int(not office.xa),
                    count=count + skip,
                )
                found |= {row[0]: _shared(row) async for row in rows}
        latest = sorted(found.values(), key=lambda one: (one.at, one.id), reverse=True)
        return tuple(latest[skip : skip + count])

    async def one(self, number: int) -> Shared | None:
        """See SharedReads."""
        async with self.db.read() as connection:
            row = await self.db.sql.shared_one(connection, id=number)
            if row is None:
                return None
            shared = replace(_shared(row), body=row[8])
            pattern = f"{SEEN}{shared.subject}:%"
            keys = self.db.sql.facts_like(connection, person=shared.owner, pattern=pattern)
            seen = [str(key[0]).rsplit(":", 1)[1] async for key in keys]
        return replace(shared, seen=tuple(seen))

    async def comments(self, number: int) -> tuple[Comment, ...]:
        """See SharedReads."""
        async with self.db.read() as connection:
            rows = [row async for row in self.db.sql.comments_on(connection, id=number)]
        return tuple(Comment(code, text, by, from_ms(at)) for code, text, by, at in rows)

    async def is_kept(self, owner: int, name: str) -> bool:
        """See SharedReads."""
        async with self.db.read() as connection:
            return await self.db.sql.evidence_of(connection, person=owner, name=name) is not None


def _shared(row: Any) -> Shared:
    number, owner, subject, tinh, xa, name, set_no, at = row[:8]
    return Shared(number, owner, subject, tinh, xa, name, set_no, "", from_ms(at))


async def drop_about(db: Database, tx: Any, person: int, subject: str) -> None:
    """Nothing of a product is shown any more, nor that its papers were seen."""
    gone = {"person": person, "subject": subject}
    await db.sql.drop_comments_about(tx, **gone)
    await db.sql.drop_shared_about(tx, **gone)
    await db.sql.drop_facts_like(tx, person=person, pattern=f"{SEEN}{subject}:%")


async def _share(db: Database, tx: Any, result: ShareResult, scene: Scene) -> None:
    await db.sql.put_shared(
        tx,
        person=scene.person,
        subject=result.subject,
        tinh=result.tinh,
        xa=result.xa,
        name=result.name,
        set_no=result.set_no,
        body=result.body,
        now=to_ms(scene.now),
    )


async def _take_back(db: Database, tx: Any, taken: TakeBack, scene: Scene) -> None:
    await drop_about(db, tx, scene.person, taken.subject)


async def _comment(db: Database, tx: Any, comment: CommentOn, scene: Scene) -> None:
    """Nothing is written about a result that was taken back meanwhile."""
    row = await db.sql.shared_one(tx, id=comment.shared)
    if row is None:
        return
    await db.sql.add_comment(
        tx,
        shared=comment.shared,
        person=scene.person,
        by=comment.by,
        code=comment.code,
        text=comment.text,
        now=to_ms(scene.now),
    )
    await audit.note(
        db, tx, scene.person, "comment", f"result {comment.shared} {comment.code}", scene.now
    )
    await _tell(db, tx, int(row[1]), comment, scene)


async def _tell(db: Database, tx: Any, owner: int, comment: CommentOn, scene: Scene) -> None:
    """The owner is told where they wrote from last."""
    address = await db.sql.latest_address(tx, person=owner)
    if address is None:
        return
    await outbox.add(
        db,
        tx,
        key=f"comment:{scene.turn}",
        channel=address[1],
        address_id=address[0],
        message=comment.told,
        rank=Rank.REMINDER,
        now=scene.now,
    )


async def _see(db: Database, tx: Any, seen: SeePaper, scene: Scene) -> None:
    row = await db.sql.shared_one(tx, id=seen.shared)
    if row is None:
        return
    key = f"{SEEN}{row[2]}:{seen.paper}"
    if seen.day:
        await db.sql.put_fact(tx, person=row[1], key=key, value=seen.day, now=to_ms(scene.now))
    else:
        await db.sql.drop_fact(tx, person=row[1], key=key)
    act = "see paper" if seen.day else "unsee paper"
    await audit.note(db, tx, scene.person, act, f"result {seen.shared} {seen.paper}", scene.now)


CARRIES: Carries = {
    ShareResult: _share,
    TakeBack: _take_back,
    CommentOn: _comment,
    SeePaper: _see,
}
