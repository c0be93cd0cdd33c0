"""Taking in a list of people: all of it or nothing, a thousand lines at a time.

What has to be remembered of a million lines is a few numbers each, so memory stays bounded.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from array import array
from collections.abc import Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from bot.core.register import Listed, ListFault
from bot.store import audit
from bot.store.database import Database
from bot.store.times import to_ms

BATCH = 1_000  # lines in one statement
KNOWN = -1  # a person who was in the store before
MOST_FAULTS = 500  # that are kept to be shown; all are counted


@dataclass
class Import:
    """How it went: new people and products, people who were known by their telephone number (left
    as they are), and what is wrong. With any fault nothing was written."""

    people: int = 0
    products: int = 0
    known: int = 0
    faults: list[ListFault] = field(default_factory=list)
    fault_count: int = 0

    def fault(self, line: int, text: str) -> None:
        """Count a fault, and keep it while there is room."""
        self.fault_count += 1
        if len(self.faults) < MOST_FAULTS:
            self.faults.append(ListFault(line, text))


Batch = list[Listed | ListFault]


class _Undone(Exception):
    """Takes the whole transaction back."""


@dataclass
class _Seen:
    """Who and what came in earlier lines: by telephone number the line, a mark of the name, and
    the person's number (0 before it is given; KNOWN: nothing of theirs is written)."""

    by_phone: dict[int, int] = field(default_factory=dict)
    lines: array[int] = field(default_factory=lambda: array("q"))
    names: array[int] = field(default_factory=lambda: array("q"))
    people: array[int] = field(default_factory=lambda: array("q"))
    products: set[int] = field(default_factory=set)


async def take_in(
    db: Database, entries: Iterable[Listed | ListFault], now: datetime, *, dry: bool = False
) -> Import:
    """Write the entries down, all in one transaction.

    `dry` only looks whether it would go well, and needs no more than to read.
    """
    done, seen = Import(), _Seen()

    async def write(tx: Any, batch: Batch) -> None:
        await _batch(db, tx, batch, done, seen, now)

    def about() -> str:
        keeps = done.people and not done.fault_count
        return f"{done.people} people, {done.products} products" if keeps else ""

    if dry:
        await look_through(db, entries, lambda c, batch: _checked(db, c, batch, done, seen))
    else:
        await all_or_nothing(db, entries, write, "import", about, now)
    return done


async def look_through(
    db: Database,
    entries: Iterable[Listed | ListFault],
    look: Callable[[Any, Batch], Awaitable[object]],
) -> None:
    """Look at a list batch by batch, and write nothing."""
    async with db.read() as connection:
        for batch in _batches(entries):
            await look(connection, batch)


async def all_or_nothing(
    db: Database,
    entries: Iterable[Listed | ListFault],
    write: Callable[[Any, Batch], Awaitable[None]],
    act: str,
    about: Callable[[], str],
    now: datetime,
) -> None:
    """Write a list batch by batch in one transaction, and note the act.

    `about` says at the end what was done; when it says nothing, nothing is kept.
    """
    try:
        async with db.write() as tx:
            for batch in _batches(entries):
                await write(tx, batch)
            if not (told := about()):
                raise _Undone
            await audit.note(db, tx, audit.COMMAND_LINE, act, told, now)
    except _Undone:
        pass


def _batches(entries: Iterable[Listed | ListFault]) -> Iterator[Batch]:
    source = iter(entries)
    while batch := list(islice(source, BATCH)):
        yield batch


async def _batch(
    db: Database,
    tx: Any,
    batch: Batch,
    done: Import,
    seen: _Seen,
    now: datetime,
) -> None:
    """Check a batch, and write it unless something was wrong before."""
    new, made = await _checked(db, tx, batch, done, seen)
    if not done.fault_count:
        await _add_people(db, tx, new, seen, now)
        await _add_products(db, tx, made, seen, now)


async def _checked(
    db: Database, connection: Any, batch: Batch, done: Import, seen: _Seen
) -> tuple[list[Listed], list[Listed]]:
    """Whose people and whose products are new. They are counted, with what is wrong."""
    listed = list(_without_faults(batch, done))
    known = await _known(db, connection, listed)
    new = [entry for entry in listed if _is_new(entry, done, seen, known)]
    made = [entry for entry in listed if _has_new_product(entry, done, seen)]
    done.people += len(new)
    done.products += len(made)
    return new, made


def _without_faults(batch: list[Listed | ListFault], done: Import) -> Iterator[Listed]:
    for entry in batch:
        if isinstance(entry, ListFault):
            done.fault(entry.line, entry.text)
        else:
            yield entry


async def _known(db: Database, tx: Any, listed: list[Listed]) -> set[str]:
    """Which of these telephone numbers somebody in the store has."""
    phones = json.dumps([entry.phone for entry in listed])
    return {str(row[0]) async for row in db.sql.known_phones(tx, phones=phones)}


def _is_new(entry: Listed, done: Import, seen: _Seen, known: set[str]) -> bool:
    """Whether this line brings a person whom no earlier line brought and the store has not."""
    phone, name = int(entry.phone), _mark(entry.name)
    at = seen.by_phone.get(phone)
    if at is not None:
        if seen.names[at] != name:
            told = f"số {entry.phone} đã có ở dòng {seen.lines[at]} với tên khác."
            done.fault(entry.line, told)
        return False
    seen.by_phone[phone] = len(seen.lines)
    seen.lines.append(entry.line)
    seen.names.append(name)
    seen.people.append(KNOWN if entry.phone in known else 0)
    done.known += entry.phone in known
    return entry.phone not in known


def _mark(text: str) -> int:
    """63 bits that tell texts apart, the same in every process."""
    return int.from_bytes(hashlib.blake2b(text.casefold().encode(), digest_size=8).digest()) >> 1


async def _add_people(db: Database, tx: Any, new: list[Listed], seen: _Seen, now: datetime) -> None:
    if not new:
        return
    numbers = [int(row[0]) async for row in db.sql.person_numbers(tx, count=len(new))]
    for entry, number in zip(new, numbers, strict=True):
        seen.people[seen.by_phone[int(entry.phone)]] = number
    rows = [
        [number, entry.name, entry.phone, entry.tinh, entry.xa]
        for entry, number in zip(new, numbers, strict=True)
    ]
    await db.sql.add_people(tx, rows=json.dumps(rows), now=to_ms(now))


def _has_new_product(entry: Listed, done: Import, seen: _Seen) -> bool:
    """Whether this line brings a product of a new person; the same one twice is a fault."""
    at = seen.by_phone.get(int(entry.phone))
    if entry.product is None or at is None or seen.people[at] == KNOWN:
        return False
    mark = _mark(f"{entry.phone} {entry.product.name}")
    if mark in seen.products:
        told = f"sản phẩm “{entry.product.name}” của người này bị ghi hai lần."
        done.fault(entry.line, told)
        return False
    seen.products.add(mark)
    return True


async def _add_products(
    db: Database, tx: Any, made: list[Listed], seen: _Seen, now: datetime
) -> None:
    numbers = [seen.people[seen.by_phone[int(entry.phone)]] for entry in made]
    rows = [_product_row(*one) for one in zip(numbers, made, strict=True)]
    if rows:
        await db.sql.add_products(tx, rows=json.dumps(rows), now=to_ms(now))


def _product_row(person: int, entry: Listed) -> list[object]:
    product = entry.product
    assert product is not None
    days = [day.isoformat() if day else "" for day in (product.certified_on, product.expires_on)]
    kept = [product.name, product.set_no, product.stars, product.certificate]
    return [person, secrets.token_hex(6), *kept, *days]
