"""Announcements: confirmed once, approved by a second pair of eyes, steered, read."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.effects import Announce, MarkRead, OrderList, Steer
from bot.core.effects.announcements import Step
from bot.core.message import Outgoing
from bot.core.reads.officials import Office, Role
from bot.store import audit, outbox
from bot.store.database import Database
from bot.store.outbox import Rank
from bot.store.scene import Carries, Scene
from bot.store.times import to_ms


@dataclass(frozen=True, slots=True)
class Move:
    """A step from one of two states to another; `ends` it for good."""

    state: str
    one: str
    other: str
    ends: bool = False


MOVES = {
    Step.REFUSE: Move("refused", "pending", "pending", ends=True),
    Step.PAUSE: Move("paused", "running", "running"),
    Step.RESUME: Move("running", "paused", "paused"),
    Step.FAILED_AGAIN: Move("running", "done", "running"),
    Step.UNCLEAR_AGAIN: Move("running", "done", "running"),
}


async def announce(
    db: Database, tx: Any, given: Announce, *, author: int | None, shown_to: int | None,
    now: datetime, file_path: str = "",
) -> int | None:  # fmt: skip
    """Write a confirmed draft down; its number, or None when it was confirmed before.

    `file_path`: where its file lies already. A withdrawal stops what it takes back.
    """
    parent = None
    if given.parent:
        parent = await db.sql.announcement_number(tx, draft=given.parent)
    if given.kind == "withdrawal" and parent:
        await _stop(db, tx, parent, now)
    number = await db.sql.add_announcement(
        tx,
        draft=given.draft,
        author=author,
        office=given.office,
        kind=given.kind,
        parent=parent,
        state="scheduled" if given.approved else "pending",
        text=given.text,
        body=_json(given.message),
        plain=_json(given.plain),
        file=_file(given),
        file_path=file_path,
        audience=given.audience.to_json(),
        counted=given.counted,
        now=to_ms(now),
        starts_at=to_ms(given.starts_at),
        expires_at=None if given.expires_at is None else to_ms(given.expires_at),
        repeats=given.repeats,
        shown_to=shown_to,
    )
    if number is None:
        return None
    act = "announce" if given.approved else "announce, to be approved"
    await audit.note(db, tx, author or audit.COMMAND_LINE, act, str(number), now)
    if not given.approved and given.ask:
        await _ask(db, tx, int(number), given, given.ask, author, now)
    return int(number)


async def _ask(
    db: Database, tx: Any, number: int, given: Announce, ask: Outgoing, author: int | None,
    now: datetime,
) -> None:  # fmt: skip
    """Tell every other official who could approve it."""
    rows = [row async for row in db.sql.approvers(tx)]
    offices = [(person, Office(Role(role), tinh, xa), a) for person, role, tinh, xa, a in rows]
    able = {p: a for p, office, a in offices if a and given.audience.covered_by([office])}
    for person, address_id in able.items():
        if person != author:
            at = given.ask_at or now
            await _say(db, tx, f"approve:{number}:{person}", address_id, ask, now, at)


async def _say(
    db: Database, tx: Any, key: str, address_id: int, message: Outgoing, now: datetime,
    not_before: datetime | None = None,
) -> None:  # fmt: skip
    channel = await db.sql.channel_of_address(tx, address_id=address_id)
    await outbox.add(
        db,
        tx,
        key=key,
        channel=channel,
        address_id=address_id,
        message=message,
        rank=Rank.REMINDER,
        now=now,
        not_before=not_before,
    )


def _json(message: Outgoing) -> str:
    return json.dumps(message.to_json(), ensure_ascii=False)


def _file(given: Announce) -> str:
    file = given.message.attachment
    if file is None:
        return ""
    kept = {"kind": file.kind, "channel": given.channel, "ref": file.ref}
    return json.dumps(kept | {"name": file.name, "mime": file.mime}, ensure_ascii=False)


async def _announce(db: Database, tx: Any, given: Announce, scene: Scene) -> None:
    await announce(db, tx, given, author=scene.person, shown_to=scene.address_id, now=scene.now)


async def _steer(db: Database, tx: Any, steer: Steer, scene: Scene) -> None:
    number = await db.sql.announcement_number(tx, draft=steer.draft)
    if number is None:
        return
    if not await step(db, tx, int(number), steer.step, scene.person, scene.now):
        return
    await audit.note(db, tx, scene.person, f"announcement: {steer.step}", f"{number}", scene.now)
    author = await db.sql.shown_message(tx, number=number)
    if steer.tell and author and author[2] is None and author[0] != scene.address_id:
        key = f"steered:{number}:{scene.turn}"
        await _say(db, tx, key, author[0], steer.tell, scene.now)


async def step(db: Database, tx: Any, number: int, what: Step, person: int, now: datetime) -> bool:
    """Do it if the announcement stands where it can be done; whether it was done."""
    at = {"number": number, "now": to_ms(now)}
    if what is Step.APPROVE:
        return bool(await db.sql.approve(tx, **at, person=person))
    if what is Step.UNCLEAR_LEFT:
        return bool(await db.sql.unclear_left(tx, number=number))
    if what is Step.STOP:
        return await _stop(db, tx, number, now)
    if not await _move(db, tx, number, MOVES[what], now):
        return False
    if what is Step.FAILED_AGAIN:
        await db.sql.failed_again(tx, **at)
    if what is Step.UNCLEAR_AGAIN:
        await db.sql.unclear_again(tx, **at)
    return True


async def _stop(db: Database, tx: Any, number: int, now: datetime) -> bool:
    """From any state in which something may still go out. Its waiting rows end page by page."""
    started = Move("stopped", "running", "paused")
    waiting = Move("stopped", "scheduled", "pending")
    return await _move(db, tx, number, started, now) or await _move(db, tx, number, waiting, now)


async def _move(db: Database, tx: Any, number: int, move: Move, now: datetime) -> bool:
    done = await db.sql.set_state(
        tx,
        number=number,
        state=move.state,
        why="",
        one=move.one,
        other=move.other,
        ended=int(move.ends),
        now=to_ms(now),
    )
    return bool(done)


async def _read(db: Database, tx: Any, read: MarkRead, scene: Scene) -> None:
    if read.draft:
        number = await db.sql.announcement_number(tx, draft=read.draft)
    else:
        number = await db.sql.last_got(tx, person=scene.person)
    if number is not None:
        await db.sql.mark_read(tx, number=number, person=scene.person, now=to_ms(scene.now))


async def _list(db: Database, tx: Any, order: OrderList, scene: Scene) -> None:
    number = await db.sql.announcement_number(tx, draft=order.draft)
    if number is not None:
        await db.sql.add_list(
            tx,
            turn=scene.turn,
            number=number,
            address_id=scene.address_id,
            now=to_ms(scene.now),
        )
        await audit.note(db, tx, scene.person, "announcement: list", f"{number}", scene.now)


CARRIES: Carries = {Announce: _announce, Steer: _steer, MarkRead: _read, OrderList: _list}
