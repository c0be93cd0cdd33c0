"""A list of certificates on both databases: all of it or nothing, faults by line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.core.register import Listed, ListedProduct, ListFault
from bot.store import people
from bot.store.certificates import CertificateBook
from bot.store.certificates_import import Key, Taken, take_in
from bot.store.database import Database
from bot.store.times import to_ms

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
KEY = Key(str.casefold)
ENDS = date(2027, 8, 1)


async def somebody(db: Database, name: str, phone: str, product: str = "") -> int:
    async with db.write() as tx:
        _, person = await people.add(db, tx, "fake", name, NOW)
        rows = f'[[{person + 1000}, "{name}", "{phone}", "37", "13966"]]'
        await db.sql.add_people(tx, rows=rows, now=to_ms(NOW))
        if product:
            await db.sql.put_product(
                tx, person=person + 1000, subject="a1", name=product, set_no=9, readiness="ready",
                stars=3, certificate="cũ", certified_on=None, expires_on=None, now=to_ms(NOW),
            )  # fmt: skip
    return person + 1000


def line(at: int, phone: str, name: str = "Mắm ruốc", **more: Any) -> Listed:
    return Listed(
        at, "Chị Hạnh", phone, product=ListedProduct(name, **({"expires_on": ENDS} | more))
    )


async def test_a_known_product_is_renewed_and_a_new_one_added(db: Database) -> None:
    hanh = await somebody(db, "Hạnh", "0912345678", "mắm ruốc")
    issued = date(2024, 8, 1)
    entries = [line(2, "0912345678", certified_on=issued), line(3, "0912345678", "Trà", stars=4)]
    done = await take_in(db, entries, KEY, NOW)
    assert (done.renewed, done.products, done.fault_count) == (1, 1, 0)
    tea, sauce = sorted(await CertificateBook(db).products(hanh), key=lambda one: one.set_no)
    assert (tea.name, tea.stars, tea.expires_on) == ("Trà", 4, ENDS)
    assert (sauce.name, sauce.stars, sauce.certificate) == ("mắm ruốc", 3, "cũ"), "what is not said"
    assert (sauce.certified_on, sauce.expires_on) == (issued, ENDS)
    again = await take_in(db, [line(2, "0912345678")], KEY, NOW)
    assert (again.renewed, again.products) == (1, 0)


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (line(3, "0999999999"), "chưa có ai dùng số này"),
        (line(3, "0912345678", expires_on=None), "chưa có ngày cấp"),
        (Listed(3, "Chị Hạnh", "0912345678"), "chưa có tên sản phẩm"),
        (line(3, "0912345678", "MẮM RUỐC"), "đã có ở dòng 2"),
        (ListFault(3, "em không đọc được"), "em không đọc được"),
        (line(3, "0900000000", "Trà"), "có 2 người dùng chung"),
    ],
)
async def test_one_wrong_line_and_nothing_is_written(
    db: Database, wrong: Listed | ListFault, says: str
) -> None:
    hanh = await somebody(db, "Hạnh", "0912345678", "Mắm ruốc")
    await somebody(db, "Một", "0900000000")
    await somebody(db, "Hai", "0900000000")
    done = await take_in(db, [line(2, "0912345678"), wrong], KEY, NOW)
    assert [(fault.line, says in fault.text) for fault in done.faults] == [(3, True)]
    (kept,) = await CertificateBook(db).products(hanh)
    assert kept.expires_on is None


async def test_looking_writes_nothing(db: Database) -> None:
    hanh = await somebody(db, "Hạnh", "0912345678", "Mắm ruốc")
    done = await take_in(db, [line(2, "0912345678")], KEY, NOW, dry=True)
    assert done.renewed == 1
    assert (await CertificateBook(db).products(hanh))[0].expires_on is None


async def test_a_fault_far_down_takes_back_what_came_before(db: Database) -> None:
    hanh = await somebody(db, "Hạnh", "0912345678")

    def many() -> Iterator[Listed]:
        for number in range(2_500):
            yield line(number, "0912345678", f"Sản phẩm {number}")
        yield line(2_500, "0111111111")

    done: Taken = await take_in(db, many(), KEY, NOW)
    assert done.fault_count == 1
    assert await CertificateBook(db).products(hanh) == ()
