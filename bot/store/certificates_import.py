"""Taking in a list of certificates: all of it or nothing, a thousand lines at a time.

People are told apart by their telephone number, their products by name. Somebody whom nobody
knows is a fault (people come with `people import`); a product they do not have yet is added.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.core.register import Listed, ListedProduct, ListFault
from bot.store.database import Database
from bot.store.imports import Batch, Import, all_or_nothing, look_through
from bot.store.times import to_ms


@dataclass
class Taken(Import):
    """How it went: `renewed` certificates of products that were known, `products` new ones. With
    any fault nothing was written."""

    renewed: int = 0


@dataclass(frozen=True)
class Key:
    """How names of products are compared: `of` makes the same of what people hold for the same."""

    of: Callable[[str], str]


@dataclass
class _Known:
    """The people of some telephone numbers, and their products by the key of their names."""

    people: dict[str, set[int]] = field(default_factory=dict)
    products: dict[tuple[int, str], list[str]] = field(default_factory=dict)


async def take_in(
    db: Database,
    entries: Iterable[Listed | ListFault],
    key: Key,
    now: datetime,
    *,
    dry: bool = False,
) -> Taken:
    """Write the certificates down in one transaction.

    `dry` only looks whether it would go well, and needs no more than to read.
    """
    done = Taken()
    seen: dict[tuple[str, str], int] = {}

    async def look(connection: Any, batch: Batch) -> list[list[object]]:
        return await _rows(db, connection, batch, key, done, seen)

    async def write(tx: Any, batch: Batch) -> None:
        rows = await look(tx, batch)
        if rows and not done.fault_count:
            await db.sql.put_certificates(tx, rows=json.dumps(rows), now=to_ms(now))

    def about() -> str:
        keeps = done.renewed + done.products and not done.fault_count
        return f"{done.renewed} certificates, {done.products} products" if keeps else ""

    if dry:
        await look_through(db, entries, look)
    else:
        await all_or_nothing(db, entries, write, "certificates", about, now)
    return done


async def _rows(
    db: Database,
    connection: Any,
    batch: Batch,
    key: Key,
    done: Taken,
    seen: dict[tuple[str, str], int],
) -> list[list[object]]:
    """What is to be written of a batch. It is counted, with what is wrong."""
    listed = [entry for entry in batch if not isinstance(entry, ListFault)]
    known = await _known(db, connection, key, listed)
    rows = []
    for entry in batch:
        if isinstance(entry, ListFault):
            done.fault(entry.line, entry.text)
        elif row := _row(entry, key, known, done, seen):
            rows.append(row)
    return rows


async def _known(db: Database, tx: Any, key: Key, listed: list[Listed]) -> _Known:
    phones, found = json.dumps([entry.phone for entry in listed]), _Known()
    async for phone, person, subject, name in db.sql.products_of_phones(tx, phones=phones):
        found.people.setdefault(phone, set()).add(person)
        if subject:
            found.products.setdefault((person, key.of(name)), []).append(subject)
    return found


def _row(
    entry: Listed, key: Key, known: _Known, done: Taken, seen: dict[tuple[str, str], int]
) -> list[object] | None:
    """The row to write, counted; None with a fault."""
    wrong = _wrong(entry, known.people, entry.product)
    product = entry.product
    if wrong or product is None:
        done.fault(entry.line, wrong)
        return None
    (person,), name = known.people[entry.phone], key.of(product.name)
    before = seen.setdefault((entry.phone, name), entry.line)
    subjects = known.products.get((person, name), [])
    if before != entry.line:
        wrong = f"giấy của “{product.name}” số {entry.phone} đã có ở dòng {before}."
    elif len(subjects) > 1:
        wrong = f"người này có {len(subjects)} sản phẩm cùng tên “{product.name}”."
    if wrong:
        done.fault(entry.line, wrong)
        return None
    done.renewed += len(subjects)
    done.products += not subjects
    return [person, subjects[0] if subjects else secrets.token_hex(6), *_said(product)]


def _wrong(entry: Listed, people: Mapping[str, set[int]], product: ListedProduct | None) -> str:
    """What is wrong with a line by itself; "" for nothing."""
    if product is None:
        return "chưa có tên sản phẩm."
    if product.expires_on is None:
        return "chưa có ngày cấp hay ngày hết hạn của giấy."
    owners = people.get(entry.phone, set())
    if not owners:
        told = "chưa có ai dùng số này; nhận người trước bằng `people import`."
        return f"số {entry.phone}: {told}"
    if len(owners) > 1:
        return f"số {entry.phone}: có {len(owners)} người dùng chung, em không rõ giấy của ai."
    return ""


def _said(product: ListedProduct) -> list[object]:
    days = [day.isoformat() if day else "" for day in (product.certified_on, product.expires_on)]
    return [product.name, product.set_no, product.stars, product.certificate, *days]
