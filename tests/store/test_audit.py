"""The audit log: only ever added to, each row sealed by the one before."""

from __future__ import annotations

import asyncio

import pytest

from bot.store import audit
from bot.store.database import Database
from tests.world import NOON


async def did(db: Database, act: str, about: str = "office 1") -> None:
    async with db.write() as tx:
        await audit.note(db, tx, 7, act, about, NOON)


async def raw(db: Database, statement: str) -> None:
    """What somebody with the database in their hands could try."""
    async with db.write() as tx:
        await tx.execute(statement)


async def test_what_was_noted_is_read_back_and_holds(db: Database) -> None:
    empty = await audit.verify(db)
    assert (empty.rows, empty.seal, empty.broken) == (0, "", 0)
    for act in ("appoint", "invite", "leave"):
        await did(db, act)
    assert [(a.person, a.act, a.at) async for a in audit.acts(db)] == [
        (7, "appoint", NOON),
        (7, "invite", NOON),
        (7, "leave", NOON),
    ]
    verdict = await audit.verify(db)
    assert (verdict.rows, verdict.broken) == (3, 0)


@pytest.mark.parametrize("change", ["UPDATE audit SET about = 'x'", "DELETE FROM audit"])
async def test_the_database_itself_refuses_to_change_it(db: Database, change: str) -> None:
    await did(db, "appoint")
    with pytest.raises(Exception, match="only ever added to"):
        await raw(db, change)
    assert (await audit.verify(db)).rows == 1


async def test_a_row_changed_behind_the_triggers_shows(db: Database) -> None:
    for act in ("appoint", "invite", "leave"):
        await did(db, act)
    await unlocked(db)
    await raw(db, "UPDATE audit SET person = 8 WHERE id = 2")
    verdict = await audit.verify(db)
    assert (verdict.rows, verdict.broken) == (1, 2)


async def test_a_row_taken_out_of_the_middle_shows(db: Database) -> None:
    for act in ("appoint", "invite", "leave"):
        await did(db, act)
    await unlocked(db)
    await raw(db, "DELETE FROM audit WHERE id = 2")
    assert (await audit.verify(db)).broken == 3


async def test_many_at_once_make_one_chain(db: Database) -> None:
    await asyncio.gather(*(did(db, f"act {n}") for n in range(20)))
    verdict = await audit.verify(db)
    assert (verdict.rows, verdict.broken) == (20, 0)


async def test_an_act_that_is_undone_leaves_no_row(db: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        async with db.write() as tx:
            await audit.note(db, tx, 7, "appoint", "", NOON)
            raise ZeroDivisionError
    await did(db, "invite")
    assert (await audit.verify(db)).rows == 1


async def unlocked(db: Database) -> None:
    """Take the triggers away."""
    if db.alone:
        await raw(db, "DROP TRIGGER audit_no_update")
        await raw(db, "DROP TRIGGER audit_no_delete")
    else:
        await raw(db, "DROP TRIGGER audit_no_change ON audit")
