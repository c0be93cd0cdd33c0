"""Rows of evidence files: whose, about what; the files themselves stand on the disk."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.core.effects import DropEvidence, KeepEvidence, MoveEvidence
from bot.store.database import Database
from bot.store.scene import Carries, Scene
from bot.store.times import to_ms

AT_ONCE = 500  # files that are deleted in one go


async def room(db: Database, person: int) -> tuple[int, int]:
    """How many files a person has, and how many bytes they take."""
    async with db.read() as connection:
        count, size = await db.sql.evidence_room(connection, person=person)
    return int(count), int(size)


async def is_there(db: Database, person: int, subject: str, about: str, digest: str) -> bool:
    """Whether this very file was sent before, about the same thing."""
    where = {"person": person, "subject": subject, "about": about, "digest": digest}
    async with db.read() as connection:
        return await db.sql.evidence_twice(connection, **where) is not None


async def names(db: Database) -> frozenset[str]:
    """The names of all files that somebody has."""
    async with db.read() as connection:
        return frozenset([str(row[0]) async for row in db.sql.evidence_names(connection)])


async def gone(db: Database) -> tuple[str, ...]:
    """Files to be deleted, some of them at a time."""
    async with db.read() as connection:
        waiting = db.sql.evidence_gone(connection, most=AT_ONCE)
        return tuple([str(row[0]) async for row in waiting])


async def burnt(db: Database, deleted: Iterable[str]) -> None:
    """These files are deleted."""
    async with db.write() as tx:
        for name in deleted:
            await db.sql.drop_evidence_gone(tx, name=name)


async def drop_about(db: Database, tx: Any, person: int, subject: str) -> None:
    """Drop all files of a product, in the transaction that drops the product."""
    await db.sql.retire_evidence_about(tx, person=person, subject=subject)
    await db.sql.drop_evidence_about(tx, person=person, subject=subject)


async def _keep(db: Database, tx: Any, kept: KeepEvidence, scene: Scene) -> None:
    await db.sql.add_evidence(
        tx,
        person=scene.person,
        subject=kept.subject,
        about=kept.about,
        name=kept.name,
        label=kept.label,
        mime=kept.mime,
        size=kept.size,
        digest=kept.digest,
        now=to_ms(scene.now),
    )


async def _drop(db: Database, tx: Any, dropped: DropEvidence, scene: Scene) -> None:
    await db.sql.retire_evidence(tx, person=scene.person, name=dropped.name)
    await db.sql.drop_evidence(tx, person=scene.person, name=dropped.name)


async def _move(db: Database, tx: Any, moved: MoveEvidence, scene: Scene) -> None:
    await db.sql.move_evidence(
        tx, person=scene.person, subject=moved.subject, about=moved.about, to_about=moved.to
    )


CARRIES: Carries = {KeepEvidence: _keep, DropEvidence: _drop, MoveEvidence: _move}
