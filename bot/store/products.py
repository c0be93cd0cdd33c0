"""Products of people, as audiences and reminders need them, and where their makers live."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.core.effects import DropProduct, KeepProduct, LiveAt
from bot.store import evidence, shared
from bot.store.database import Database
from bot.store.scene import Carries, Scene
from bot.store.times import to_ms


async def _keep(db: Database, tx: Any, kept: KeepProduct, scene: Scene) -> None:
    await db.sql.put_product(
        tx,
        person=scene.person,
        subject=kept.subject,
        name=kept.name,
        set_no=kept.set_no,
        readiness=kept.readiness,
        stars=kept.stars,
        certificate=kept.certificate,
        certified_on=_iso(kept.certified_on),
        expires_on=_iso(kept.expires_on),
        now=to_ms(scene.now),
    )


async def _drop(db: Database, tx: Any, dropped: DropProduct, scene: Scene) -> None:
    gone: dict[str, Any] = {"person": scene.person, "subject": dropped.subject}
    await db.sql.drop_product(tx, **gone)
    await db.sql.drop_dialogues_about(tx, **gone)
    await evidence.drop_about(db, tx, **gone)
    await shared.drop_about(db, tx, **gone)
    await db.sql.drop_papers_about(tx, **gone)


async def _live_at(db: Database, tx: Any, place: LiveAt, scene: Scene) -> None:
    await db.sql.live_at(tx, person=scene.person, tinh=place.tinh, xa=place.xa)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


CARRIES: Carries = {KeepProduct: _keep, DropProduct: _drop, LiveAt: _live_at}
