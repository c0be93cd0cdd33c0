"""What a browser shows: sessions, messages in order, and the files in them.

Every message of an address has a number (`seq`) that only grows, also when it is changed: who has
seen all up to a number asks for what lies above it and misses nothing.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.store.database import Database
from bot.store.times import from_ms, to_ms

KEEP_MESSAGES, KEEP_FILES = 200, 40  # of one address
PRUNE_EACH = 20  # so many messages may stand there beyond that
FILE_LIFE = timedelta(days=60)
IDLE_LIFE = timedelta(days=30)  # of a session in which nothing was ever said
ME, BOT = "me", "bot"


class NoSession(Exception):
    """No browser has this address (any more)."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as a browser shows it. `body` is plain data; `chosen` the action pressed in it."""

    seq: int
    key: str
    author: str
    body: dict[str, Any]
    chosen: str
    at: datetime


@dataclass(frozen=True, slots=True)
class File:
    """A file in a conversation; `ref` cannot be guessed."""

    ref: str
    name: str
    mime: str
    data: bytes


async def open_session(db: Database, address: str, token: str, now: datetime) -> None:
    """A browser is here. `token` is the digest of what its cookie holds."""
    async with db.write() as tx:
        await db.sql.open_session(tx, address=address, token=token, now=to_ms(now))


async def session_of(db: Database, token: str) -> str | None:
    """The address of the browser with this token, or None."""
    async with db.read() as connection:
        address = await db.sql.session_of(connection, token=token)
    return None if address is None else str(address)


async def close_session(db: Database, address: str) -> None:
    """Forget this browser, and all that it showed."""
    async with db.write() as tx:
        for statement in (
            db.sql.close_session,
            db.sql.clear_web_messages,
            db.sql.clear_web_files,
            db.sql.clear_push,
        ):
            await statement(tx, address=address)


async def said(
    db: Database, address: str, key: str, body: dict[str, Any], now: datetime, file: File | None
) -> bool:
    """Keep what the person said or sent; False when it is there already. Raises NoSession."""
    async with db.write() as tx:
        return await _add(db, tx, address, key, ME, body, now, file)


async def show(
    db: Database,
    address: str,
    bodies: Sequence[dict[str, Any]],
    now: datetime,
    *,
    replaces: str = "",
    file: File | None = None,
) -> list[str]:
    """Show messages, the first in place of `replaces` where that is still shown; their keys.

    A first body without text keeps the text and the file of what it replaces. Raises NoSession.
    """
    keys: list[str] = []
    async with db.write() as tx:
        rest = list(bodies)
        if replaces and await _replace(db, tx, address, replaces, rest[0], now):
            keys, rest = [replaces], rest[1:]
        for body in rest:
            key = secrets.token_hex(8)
            await _add(db, tx, address, key, BOT, body, now, file)
            keys.append(key)
    return keys


async def _replace(
    db: Database, tx: Any, address: str, key: str, body: dict[str, Any], now: datetime
) -> bool:
    seq = await _next(db, tx, address)
    kept = await db.sql.web_body(tx, address=address, key=key)
    if kept is None or body.get("file"):
        return False
    if not body["text"]:
        body = {**json.loads(kept), "rows": body["rows"]}
    await db.sql.replace_web_message(
        tx, address=address, key=key, seq=seq, body=_json(body), now=to_ms(now)
    )
    return True


async def _add(
    db: Database,
    tx: Any,
    address: str,
    key: str,
    author: str,
    body: dict[str, Any],
    now: datetime,
    file: File | None,
) -> bool:
    seq = await _next(db, tx, address)
    moment = to_ms(now)
    added = await db.sql.add_web_message(
        tx, address=address, seq=seq, key=key, author=author, body=_json(body), now=moment
    )
    if added is None:
        return False
    if seq % PRUNE_EACH == 0:
        await db.sql.prune_web_messages(tx, address=address, keep=KEEP_MESSAGES)
    if file:
        await db.sql.add_web_file(
            tx,
            address=address,
            ref=file.ref,
            name=file.name,
            mime=file.mime,
            data=file.data,
            now=moment,
        )
        await db.sql.prune_web_files(tx, address=address, keep=KEEP_FILES)
    return True


async def chose(db: Database, address: str, key: str, action: str, now: datetime) -> None:
    """Mark what was pressed in a message. Raises NoSession."""
    async with db.write() as tx:
        seq = await _next(db, tx, address)
        await db.sql.choose_web_message(
            tx, address=address, key=key, seq=seq, chosen=action, now=to_ms(now)
        )


async def after(db: Database, address: str, seq: int) -> tuple[int, list[Shown]]:
    """How often the conversation was erased (-1: the browser was forgotten), and what was shown
    or changed after a number, in the order of the conversation."""
    async with db.read() as connection:
        rows = db.sql.web_messages_after(connection, address=address, after=seq)
        return _paged([row async for row in rows])


async def last(db: Database, address: str, count: int) -> tuple[int, list[Shown]]:
    """The same of the last messages of the conversation, oldest first."""
    async with db.read() as connection:
        rows = db.sql.web_messages_last(connection, address=address, count=count)
        return _paged([row async for row in rows])


async def talked_since(db: Database, moment: datetime) -> set[str]:
    """The addresses whose conversations moved since then, in any process."""
    async with db.read() as connection:
        rows = db.sql.web_messages_talked(connection, since=to_ms(moment))
        return {str(row[0]) async for row in rows}


async def file_of(db: Database, ref: str) -> tuple[str, File] | None:
    """The address that a file belongs to, and the file."""
    async with db.read() as connection:
        row = await db.sql.web_file(connection, ref=ref)
    if row is None:
        return None
    address, name, mime, data = row
    return str(address), File(ref, name, mime, bytes(data))


async def watched(db: Database, address: str, until: datetime) -> None:
    """Somebody looks at this conversation, in some process, probably until then."""
    async with db.write() as tx:
        await db.sql.watch(tx, address=address, until=to_ms(until))


async def is_watched(db: Database, address: str, now: datetime) -> bool:
    """Whether somebody looks at this conversation in any process."""
    async with db.read() as connection:
        until = await db.sql.watched_until(connection, address=address)
    return until is not None and int(until) > to_ms(now)


async def sweep(db: Database, now: datetime) -> dict[str, int]:
    """Drop old files and sessions in which nothing was said; counts. Twice in a row: zeros."""
    async with db.write() as tx:
        files = await db.sql.drop_old_web_files(tx, before=to_ms(now - FILE_LIFE))
        idle = await db.sql.drop_idle_sessions(tx, before=to_ms(now - IDLE_LIFE))
    return {"files": int(files), "sessions": int(idle)}


async def _next(db: Database, tx: Any, address: str) -> int:
    seq = await db.sql.next_seq(tx, address=address)
    if seq is None:
        raise NoSession(address)
    return int(seq)


def _json(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False)


def _paged(rows: list[Any]) -> tuple[int, list[Shown]]:
    page = int(rows[0][0]) if rows else -1
    return page, [_shown(row) for row in rows if row[1] is not None]


def _shown(row: Any) -> Shown:
    _, seq, key, author, body, chosen, at = row
    return Shown(int(seq), key, author, json.loads(body), chosen, from_ms(at))
