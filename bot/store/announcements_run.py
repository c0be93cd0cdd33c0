"""The run of announcements: lists written page by page, starts, ends, and what the clock moves.

Every step is a compare-and-set, so that any number of processes may take it at once, and any of
them may die between two steps.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.core.audience import Audience
from bot.core.clock import local_day
from bot.core.message import Outgoing
from bot.store import outbox
from bot.store.audiences import PAGE, wanted
from bot.store.database import Database
from bot.store.outbox import Rank
from bot.store.times import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Run:
    """An announcement that has not ended. `file` as it was given, {} without one."""

    number: int
    draft: str
    state: str
    kind: str
    parent: int
    audience: Audience
    starts_at: datetime
    expires_at: datetime | None
    expanded: bool
    repeats: str
    file: dict[str, str]
    file_path: str
    shown_to: int | None
    shown_at: datetime
    shown: str

    @property
    def lacks_file(self) -> bool:
        """Whether its file is still to be fetched."""
        return bool(self.file) and not self.file_path


@dataclass(frozen=True, slots=True)
class Got:
    """A line of the list of people: moments are None for what did not happen."""

    name: str
    phone: str
    tinh: str
    xa: str
    channel: str
    state: str
    why: str
    done_at: datetime | None
    read_at: datetime | None


async def under_way(db: Database) -> list[Run]:
    """Those that have not ended."""
    async with db.read() as connection:
        return [_run(row) async for row in db.sql.under_way(connection)]


def _run(row: Any) -> Run:
    (number, draft, state, kind, parent, audience, starts_at, expires_at, _, expanded_at, repeats,
     file, file_path, shown_to, shown_at, shown) = row  # fmt: skip
    return Run(
        number, draft, state, kind, parent or 0, Audience.from_json(audience), from_ms(starts_at),
        None if expires_at is None else from_ms(expires_at), expanded_at is not None, repeats,
        json.loads(file) if file else {}, file_path, shown_to, from_ms(shown_at), shown,
    )  # fmt: skip


async def expand_page(db: Database, run: Run, now: datetime, page: int = PAGE) -> int | None:
    """Write the rows of the next page of people, and move the cursor, in one transaction.

    How many rows were new; None when there is nothing left to do.
    """
    async with db.write() as tx:
        after = await db.sql.cursor_of(tx, number=run.number)
        if after is None:
            return None
        upto = await _end_of_page(db, tx, run, int(after), page)
        if upto is None:
            await db.sql.expanded(tx, number=run.number, now=to_ms(now))
            return None
        new = await _write_page(db, tx, run, int(after), int(upto), now)
        await db.sql.move_cursor(tx, number=run.number, cursor=upto)
    return new


async def _end_of_page(db: Database, tx: Any, run: Run, after: int, page: int) -> int | None:
    """The last number of the page; None past the end."""
    if run.kind == "withdrawal":
        at = {"parent": run.parent, "after": after, "count": page}
        found = await db.sql.last_of_rows(tx, **at)
    else:
        found = await db.sql.last_of_page(tx, after=after, count=page)
    return None if found is None else int(found)


async def _write_page(db: Database, tx: Any, run: Run, after: int, upto: int, now: datetime) -> int:
    made = {"number": run.number, "rank": int(Rank.ANNOUNCEMENT), "now": to_ms(now)}
    made["not_before"] = to_ms(max(now, run.starts_at))
    if run.kind != "withdrawal":
        people = wanted(run.audience, local_day(now), after=after, upto=upto)
        return int(await db.sql.expand_page(tx, **made, **people))
    tail = len(f"announce:{run.parent}") + 1
    rows = {"parent": run.parent, "after": after, "upto": upto, "tail": tail}
    return int(await db.sql.expand_withdrawal(tx, **made, **rows))


async def start(db: Database, run: Run, now: datetime, again: tuple[str, datetime] | None) -> bool:
    """Let it run when its time has come; whether it was this call that did.

    `again`: the draft's name and the moment of the next one of a series, written down in the
    same transaction.
    """
    async with db.write() as tx:
        started = await db.sql.start_due(tx, number=run.number, now=to_ms(now))
        if started and again:
            draft, moment = again
            following = {"draft": draft, "read": draft, "starts_at": to_ms(moment)}
            await db.sql.repeat_announcement(tx, number=run.number, **following, now=to_ms(now))
    return bool(started)


async def end(db: Database, run: Run, now: datetime) -> bool:
    """It is done when its list is written and none of its rows is left; whether it ended."""
    async with db.write() as tx:
        if await db.sql.rows_left(tx, number=run.number):
            return False
        if run.state == "stopped":
            return bool(await db.sql.stop_is_over(tx, number=run.number, now=to_ms(now)))
        return bool(await db.sql.end_announcement(tx, number=run.number, now=to_ms(now)))


async def give_up_list(db: Database, run: Run, now: datetime) -> None:
    """Nobody more is added to its list."""
    async with db.write() as tx:
        await db.sql.expanded(tx, number=run.number, now=to_ms(now))


async def drop_page(db: Database, run: Run, state: str, why: str, now: datetime) -> int:
    """End a page of what waits: "cancelled" after a stop, "expired" when it is too late."""
    async with db.write() as tx:
        at = {"number": run.number, "now": to_ms(now), "count": PAGE}
        return int(await db.sql.cancel_page(tx, **at, state=state, outcome=why))


async def drop_stopped_people(db: Database, run: Run, now: datetime) -> int:
    """End the rows of those who want no announcements any more; how many."""
    async with db.write() as tx:
        return int(await db.sql.cancel_stopped_people(tx, number=run.number, now=to_ms(now)))


async def file_came(db: Database, run: Run, path: str, ref: str) -> None:
    """The file lies at a path now: what is sent names it by this ref."""
    async with db.write() as tx:
        _, *bodies = await db.sql.bodies_of(tx, number=run.number)
        body, plain = (_with_ref(one, ref) for one in bodies)
        await db.sql.file_came(tx, number=run.number, path=path, body=body, plain=plain)


def _with_ref(body: str, ref: str) -> str:
    message = json.loads(body)
    if "attachment" in message:
        message["attachment"][1] = ref
    return json.dumps(message, ensure_ascii=False)


async def give_up(db: Database, run: Run, why: str, now: datetime) -> None:
    """It cannot go out: stopped, with the reason for its author."""
    async with db.write() as tx:
        at = {"number": run.number, "state": "stopped", "why": why, "ended": 0, "now": to_ms(now)}
        await db.sql.set_state(tx, **at, one="scheduled", other="running")


async def show(
    db: Database,
    run: Run,
    message: Outgoing,
    now: datetime,
    *,
    every: int,
    editable: set[str],
    last: bool,
) -> str:
    """Say or change the message that shows how it goes; the channel to wake, "" for none.

    At most once in `every` ms, and by one process. Where a platform cannot change a message it is
    said when it begins and at its `last` only.
    """
    async with db.write() as tx:
        where = await db.sql.shown_message(tx, number=run.number)
        if where is None or where[2] is not None:
            return ""
        address_id, channel, _, shown = where
        if channel not in editable and run.shown and not last:
            return ""
        times = await db.sql.show_again(
            tx, number=run.number, now=to_ms(now), before=to_ms(now) - every, shown=message.text
        )
        if times is None:
            return ""
        replaces = shown or "" if channel in editable else ""
        await outbox.add(
            db,
            tx,
            key=f"progress:{run.number}:{times}",
            channel=channel,
            address_id=address_id,
            message=Outgoing(message.text, message.rows, replaces=replaces),
            rank=Rank.REPLY,
            now=now,
        )
    return str(channel)


async def lists_wanted(db: Database) -> list[tuple[int, int, int, str]]:
    """Lists to be made: (order, announcement, address, channel)."""
    async with db.read() as connection:
        return [tuple(row) async for row in db.sql.lists_wanted(connection)]


async def list_made(
    db: Database, order: tuple[int, int, int, str], message: Outgoing, now: datetime
) -> bool:
    """Send a finished list to who asked for it, once; whether it was this call that did."""
    number, _, address_id, channel = order
    async with db.write() as tx:
        if not await db.sql.list_made(tx, id=number, now=to_ms(now)):
            return False
        return await outbox.add(
            db,
            tx,
            key=f"list:{number}",
            channel=channel,
            address_id=address_id,
            message=message,
            rank=Rank.REPLY,
            now=now,
        )


async def people_of(db: Database, number: int) -> AsyncIterator[Got]:
    """Everybody an announcement was meant for, in order, read page by page."""
    after = 0
    while True:
        async with db.read() as connection:
            page = {"number": number, "after": after, "count": PAGE}
            rows = [r async for r in db.sql.people_of_announcement(connection, **page)]
        for row in rows:
            name, phone, tinh, xa, channel, state, why, done_at, read_at = row[1:]
            moments = _moment(done_at), _moment(read_at)
            yield Got(name, phone, tinh, xa, channel, state, why, *moments)
        if len(rows) < PAGE:
            return
        after = rows[-1][0]


def _moment(milliseconds: int | None) -> datetime | None:
    return None if milliseconds is None else from_ms(milliseconds)
