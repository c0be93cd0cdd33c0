"""Lists in the store: whole or not at all; who comes by their code is the person on the list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from bot.core.register import Listed, ListedProduct, ListFault
from bot.library import Knowledge
from bot.store import audit, imported, imports
from bot.store.database import Database
from bot.store.imported import Invited
from tests.world import NOON, World

LATER = NOON + timedelta(days=60)


def listed(line: int, name: str, phone: str, product: str = "") -> Listed:
    made = ListedProduct(product, 9, 4, "", date(2025, 6, 15), date(2028, 6, 15))
    return Listed(line, name, phone, "37", "13966", made if product else None)


LIST = [
    listed(2, "Lan", "0912345678", "mắm tôm"),
    listed(3, "Hoa", "0912345679"),
    listed(4, "Lan", "0912345678", "mắm tép"),
]


async def counted(db: Database, table: str) -> int:
    async with db.read() as connection:
        cursor = await connection.execute(f"SELECT COUNT(*) FROM {table}")
        return int((await cursor.fetchone())[0])


async def come(db: Database) -> list[Invited]:
    """Fresh codes for everybody who has not come."""
    return [one async for one in imported.invite_all(db, "", "", NOON, LATER)]


async def test_a_list_is_taken_in_and_a_second_time_changes_nothing(db: Database) -> None:
    done = await imports.take_in(db, LIST, NOON)
    assert (done.people, done.products, done.known, done.faults) == (2, 2, 0, [])
    again = await imports.take_in(db, LIST, NOON)
    assert (again.people, again.products, again.known) == (0, 0, 2)
    assert (await counted(db, "people"), await counted(db, "products")) == (2, 2)
    assert [act.act async for act in audit.acts(db)] == ["import"]


async def test_with_one_fault_nothing_is_written_and_all_are_told(db: Database) -> None:
    wrong: list[Listed | ListFault] = [
        *LIST,
        ListFault(5, "chưa có họ tên."),
        listed(6, "Nga", "0912345678", "bún"),
        listed(7, "Lan", "0912345678", "mắm tôm"),
    ]
    done = await imports.take_in(db, wrong, NOON)
    assert done.fault_count == 3
    told = "\n".join(map(str, done.faults))
    assert "Dòng 6: số 0912345678 đã có ở dòng 2 với tên khác" in told
    assert "Dòng 7: sản phẩm “mắm tôm” của người này bị ghi hai lần" in told
    assert await counted(db, "people") == await counted(db, "products") == 0


async def test_a_dry_run_writes_nothing(db: Database) -> None:
    done = await imports.take_in(db, LIST, NOON, dry=True)
    assert (done.people, done.products) == (2, 2)
    assert await counted(db, "people") == 0


async def test_a_dry_run_tells_what_taking_in_tells(db: Database) -> None:
    """Some are known, one is wrong, and there are more than a batch."""
    await imports.take_in(db, LIST, NOON)
    many = [listed(n, f"Người {n}", f"09{n:08d}", "chè") for n in range(imports.BATCH + 5)]
    twice = listed(8000, "Người 3", "0900000003", "chè")
    whole = [*LIST, *many, twice]
    for tried in (whole, whole[:-1]):
        dry = await imports.take_in(db, tried, NOON, dry=True)
        before = await counted(db, "people")
        assert dry == await imports.take_in(db, tried, NOON)
        assert await counted(db, "people") == before + (0 if dry.fault_count else dry.people)


async def test_a_fault_in_a_later_batch_takes_the_earlier_back(db: Database) -> None:
    many = [listed(n, f"Người {n}", f"09{n:08d}", "chè") for n in range(imports.BATCH + 5)]
    done = await imports.take_in(db, [*many, ListFault(9999, "hỏng")], NOON)
    assert done.fault_count == 1
    assert await counted(db, "people") == 0
    done = await imports.take_in(db, many, NOON)
    assert (done.people, done.products) == (imports.BATCH + 5, imports.BATCH + 5)


async def test_a_list_that_breaks_off_leaves_nothing(db: Database) -> None:
    def broken() -> Iterator[Listed]:
        yield LIST[0]
        raise OSError("the disk went away")

    with pytest.raises(OSError, match="went away"):
        await imports.take_in(db, broken(), NOON)
    assert await counted(db, "people") == 0


async def test_who_comes_by_their_code_is_the_one_on_the_list(
    db: Database, knowledge: Knowledge
) -> None:
    world = World(db, knowledge)
    await imports.take_in(db, LIST, NOON)
    lan, hoa = await come(db)
    (offered,) = await world.says(lan.code, "an")
    assert "Lan, xã Nam Trực, tỉnh Ninh Bình" in offered.text
    (welcome,) = await world.presses("Đúng là tôi", "an")
    assert welcome.text.startswith("Chào Lan, xã Nam Trực")
    assert await counted(db, "people") == 2
    (mine,) = await world.says("xã của tôi", "an")
    assert "xã Nam Trực" in mine.text
    assert [one.name for one in await come(db)] == ["Hoa"]
    (used,) = await world.says(f"mã {hoa.code}", "binh")
    assert "Mã này không dùng được" in used.text  # a newer one was made for her


async def test_who_wrote_before_keeps_what_they_had(world: World) -> None:
    """Their own products, and those of the list beside them."""
    db = world.db
    await world.says("xin chào", "an")
    await imports.take_in(db, LIST, NOON)
    lan, _ = await come(db)
    await world.says(f"mã mời {lan.code}", "an")
    await world.presses("Đúng là tôi", "an")
    await world.says("cài đặt", "an")
    await world.presses("Xóa dữ liệu của tôi", "an")
    await world.presses("Xóa hết", "an")
    assert await counted(db, "products") == 0
    assert [one.name for one in await come(db)] == ["Hoa"]


async def test_codes_page_by_page(db: Database) -> None:
    many = [listed(n, f"Người {n}", f"09{n:08d}") for n in range(imported.PAGE + 3)]
    await imports.take_in(db, many, NOON)
    made = await come(db)
    assert len({one.code for one in made}) == imported.PAGE + 3
    assert await imported.count(db, "37", "") == imported.PAGE + 3
    assert await imported.count(db, "01", "") == 0
