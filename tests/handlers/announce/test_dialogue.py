"""An official announces: from the first words to the report, as it is seen on a phone."""

from __future__ import annotations

import pytest

from bot.store import people
from bot.store.announcements_run import under_way
from tests.handlers.announce.town import PEOPLE, got, pressing, scene, tick, written
from tests.world import World


async def test_the_whole_road(town: World) -> None:
    await written(town)
    (shown,) = await pressing(town, "☐ Nút “Đã đọc”")
    assert "☑ Nút “Đã đọc”" in [c.label for c in shown.choices()]
    (who,) = await pressing(town, "Gửi cho ai")
    assert "xã Nam Trực, tỉnh Ninh Bình" in who.text and "5 người" in who.text
    _, same, numbers = await pressing(town, "Xem thử")
    assert same.text == ("Mời bà con họp chợ OCOP.\n\n— cán bộ OCOP xã Nam Trực, tỉnh Ninh Bình")
    assert [c.label for c in same.choices()] == ["Đã đọc"]
    assert "5 người" in numbers.text and numbers.text.count("\n- ") == 5
    (sure,) = await pressing(town, "Tiếp tục gửi")
    assert "duyệt" not in sure.text
    await pressing(town, "✔ Xác nhận gửi")
    await tick(town)
    assert got(town, "họp chợ") == sorted(PEOPLE)
    await town.presses("Đã đọc", "bình")
    await town.says("đã đọc", "cúc")
    (report,) = await pressing(town, "Xem thông báo")
    assert "Đã gửi: 5 · đã đọc: 2" in report.text


async def test_two_confirmations_are_one_run(town: World) -> None:
    await written(town)
    (shown,) = await pressing(town, "Gửi cho ai", "Xem thử", "Tiếp tục gửi")
    (confirm,) = (c.action for c in shown.choices() if "Xác nhận" in c.label)
    await town.presses_action(confirm, "lan")
    (second,) = await town.presses_action(confirm, "lan")
    assert "Đang gửi" in second.text or "Đã hẹn" in second.text
    await tick(town)
    assert got(town, "họp chợ") == sorted(PEOPLE)


@pytest.mark.parametrize(
    ("said", "word"),
    [("hôm qua 8h", "đã qua"), ("lúc nào đó", "chưa rõ"), ("30/11/2030 8h", "hơn một năm")],
)
async def test_a_time_that_cannot_be(town: World, said: str, word: str) -> None:
    await written(town)
    await pressing(town, "Gửi cho ai", "Xem thử", "Hẹn giờ")
    (shown,) = await town.says(said, "lan")
    assert word in shown.text


async def test_at_a_time_and_not_after_another(town: World) -> None:
    await written(town)
    await pressing(town, "Gửi cho ai", "Xem thử", "Hẹn giờ")
    (timed,) = await town.says("8h sáng mai", "lan")
    assert "8:00, Thứ Hai 23/11/2026" in timed.text
    await pressing(town, "Không gửi sau…")
    (early,) = await town.says("7h sáng mai", "lan")
    assert "sớm hơn giờ gửi" in early.text
    await town.says("17h 23/11", "lan")
    await pressing(town, "Tiếp tục", "✔ Xác nhận gửi")
    await tick(town)
    assert got(town, "họp chợ") == []
    town.clock.pass_(hours=21)
    await tick(town)
    assert got(town, "họp chợ") == sorted(PEOPLE)


async def test_a_series_is_confirmed_once_and_stopped_once(town: World) -> None:
    await written(town)
    await pressing(town, "☐ Nút “Đã đọc”", "Gửi cho ai", "Xem thử", "Lặp lại", "Mỗi tuần")
    await pressing(town, "Tiếp tục")
    await pressing(town, "✔ Xác nhận gửi")
    await tick(town)
    town.clock.pass_(days=7)
    await tick(town)
    assert len(got(town, "họp chợ")) == 2 * len(PEOPLE)
    await town.presses("Đã đọc", "bình")
    async with town.db.read() as connection:
        rows = connection.execute_fetchall("SELECT announcement_id FROM announcement_reads")
        assert [tuple(row) for row in await rows] == [(2,)]  # the second time, not the first
    (waits,) = [run for run in await under_way(town.db) if run.state == "scheduled"]
    await town.presses_action(f"an:stop:{waits.draft}", "lan")
    town.clock.pass_(days=30)
    await tick(town)
    assert len(got(town, "họp chợ")) == 2 * len(PEOPLE)


async def test_the_draft_waits_while_something_else_is_asked(town: World) -> None:
    await written(town)
    await town.says("/tucham", "lan")
    await town.says("/thongbao", "lan")
    (shown,) = await pressing(town, "✎ Đang soạn: Mời bà con họp chợ OCOP.")
    assert "Mời bà con họp chợ OCOP." in shown.text


async def test_correct_remind_and_withdraw(town: World) -> None:
    await written(town)
    await pressing(town, "☐ Nút “Đã đọc”", "Gửi cho ai", "Xem thử", "Tiếp tục gửi")
    await pressing(town, "✔ Xác nhận gửi")
    await tick(town)
    await town.presses("Đã đọc", "bình")
    await pressing(town, "Xem thông báo", "Nhắc người chưa đọc", "Xem thử", "Tiếp tục gửi")
    await pressing(town, "✔ Xác nhận gửi")
    await tick(town)
    assert got(town, "Nhắc lại") == ["cúc", "dần", "em"]
    await town.says("/thongbao", "lan")
    await pressing(town, "✓ Xong: Mời bà con họp chợ OCOP.", "Đính chính")
    await town.says("Họp dời sang thứ Bảy.", "lan")
    await pressing(town, "Gửi cho ai", "Xem thử", "Tiếp tục gửi", "✔ Xác nhận gửi")
    await tick(town)
    assert got(town, "dời sang") == sorted(PEOPLE)
    await town.says("/thongbao", "lan")
    await pressing(town, "✓ Xong: Mời bà con họp chợ OCOP.", "Rút lại", "Rút lại")
    await tick(town)
    back = [m for _, m in town.channel.sent if "đã được rút lại" in m.text]
    assert len(back) == 5 and all(m.replaces for m in back)


async def test_nothing_is_left_of_an_official_who_is_forgotten(town: World) -> None:
    await written(town)
    await pressing(town, "Gửi cho ai", "Xem thử", "Tiếp tục gửi", "✔ Xác nhận gửi")
    await tick(town)
    me = (await scene(town, "lan")).person
    async with town.db.write() as tx:
        await people.erase(town.db, tx, me)
    town.clock.pass_(minutes=5)
    await tick(town)
    async with town.db.read() as connection:
        found = await connection.execute_fetchall(
            f"SELECT 1 FROM announcements WHERE author = {me} OR approved_by = {me}"
        )
    assert list(found) == []
