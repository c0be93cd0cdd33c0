"""Trainings in the store: seats are never sold twice, a freed one goes to the first who waits."""

from __future__ import annotations

from typing import Any

from bot.core.effects import (
    CancelTraining,
    ChangeTraining,
    GiveMaterials,
    JoinTraining,
    LeaveTraining,
    MarkCame,
    NameRegistered,
    OpenTraining,
    RateTraining,
)
from bot.store import audit
from bot.store.database import Database
from bot.store.scene import Carries, Conflict, Scene
from bot.store.times import from_ms, to_ms


async def _open(db: Database, tx: Any, new: OpenTraining, scene: Scene) -> None:
    number = await db.sql.add_training(
        tx,
        tinh=new.tinh,
        xa=new.xa,
        sets=f",{','.join(map(str, sorted(new.sets)))}," if new.sets else "",
        topic=new.topic,
        place=new.place,
        map=new.map,
        starts_at=to_ms(new.starts_at),
        ends_at=to_ms(new.ends_at),
        seats=new.seats,
        by=scene.person,
        now=to_ms(scene.now),
    )
    await audit.note(db, tx, scene.person, "training.open", str(number), scene.now)


async def _change(db: Database, tx: Any, change: ChangeTraining, scene: Scene) -> None:
    held = await db.sql.hold_training(tx, training=change.training)
    if held is None or held[1] != "open":
        raise Conflict
    await db.sql.change_training(
        tx,
        training=change.training,
        starts_at=None if change.starts_at is None else to_ms(change.starts_at),
        ends_at=None if change.ends_at is None else to_ms(change.ends_at),
        place=change.place,
        map=change.map,
        seats=change.seats,
        now=to_ms(scene.now),
    )
    if change.starts_at is not None or change.place is not None:
        await db.sql.note_training_news(tx, training=change.training, news="moved")
    await fill(db, tx, change.training)
    await audit.note(db, tx, scene.person, "training.change", str(change.training), scene.now)


async def _cancel(db: Database, tx: Any, gone: CancelTraining, scene: Scene) -> None:
    await db.sql.hold_training(tx, training=gone.training)
    if not await db.sql.cancel_training(tx, training=gone.training, now=to_ms(scene.now)):
        raise Conflict
    await db.sql.note_training_news(tx, training=gone.training, news="off")
    await audit.note(db, tx, scene.person, "training.cancel", str(gone.training), scene.now)


async def _join(db: Database, tx: Any, joined: JoinTraining, scene: Scene) -> None:
    """A seat if one is free and nobody waits for it, else a place in the line."""
    here = {"training": joined.training}
    held = await db.sql.hold_training(tx, **here)
    if held is None or held[1] != "open" or from_ms(held[2]) <= scene.now:
        raise Conflict
    standing = await db.sql.registration_state(tx, **here, person=scene.person)
    if standing in ("seat", "waiting"):
        return
    full = await db.sql.seats_taken(tx, **here) + await db.sql.in_line(tx, **here) >= held[0]
    state = "waiting" if full else "seat"
    if state != joined.expects:
        raise Conflict
    await db.sql.register(
        tx, **here, person=scene.person, name=joined.name, state=state, now=to_ms(scene.now)
    )


async def _leave(db: Database, tx: Any, left: LeaveTraining, scene: Scene) -> None:
    held = await db.sql.hold_training(tx, training=left.training)
    await db.sql.unregister(tx, training=left.training, person=scene.person)
    if held is not None and from_ms(held[2]) > scene.now:
        await fill(db, tx, left.training)


async def _name(db: Database, tx: Any, named: NameRegistered, scene: Scene) -> None:
    await db.sql.rename_registration(
        tx, training=named.training, person=scene.person, name=named.name
    )


async def fill(db: Database, tx: Any, training: int) -> int:
    """Give free seats to those who wait longest, within a transaction; how many."""
    held = await db.sql.hold_training(tx, training=training)
    if held is None or held[1] != "open":
        return 0
    free = int(held[0]) - int(await db.sql.seats_taken(tx, training=training))
    if free <= 0:
        return 0
    return int(await db.sql.promote(tx, training=training, count=free))


async def _came(db: Database, tx: Any, marked: MarkCame, scene: Scene) -> None:
    for registration in marked.registrations:
        came = "yes" if marked.came else "no"
        await db.sql.mark_came(tx, training=marked.training, registration=registration, came=came)
    await audit.note(db, tx, scene.person, "training.came", str(marked.training), scene.now)


async def _materials(db: Database, tx: Any, given: GiveMaterials, scene: Scene) -> None:
    await db.sql.keep_materials(
        tx, training=given.training, materials=given.materials, now=to_ms(scene.now)
    )
    await audit.note(db, tx, scene.person, "training.materials", str(given.training), scene.now)


async def _rate(db: Database, tx: Any, rated: RateTraining, scene: Scene) -> None:
    put = db.sql.rate_useful if rated.question == "useful" else db.sql.rate_clear
    await put(tx, training=rated.training, person=scene.person, mark=rated.mark)


CARRIES: Carries = {
    OpenTraining: _open,
    ChangeTraining: _change,
    CancelTraining: _cancel,
    JoinTraining: _join,
    LeaveTraining: _leave,
    NameRegistered: _name,
    MarkCame: _came,
    GiveMaterials: _materials,
    RateTraining: _rate,
}
