"""The buttons under a real reminder of the engine: later, done, no more, a new paper."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from bot.core.effects import JoinTraining, KeepPaper, KeepProduct, OpenTraining
from bot.core.message import Outgoing
from bot.store.effects import carry_out
from bot.store.scene import Scene
from jobs.reminders import plan
from tests.handlers.officials.people import labels
from tests.world import World

MORNING = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)  # Monday, 7:00 in Việt Nam


async def morning(world: World, day: datetime) -> list[str]:
    """What the producer is told on a morning."""
    world.clock.moment = day
    before = len(world.channel.sent)
    await plan(world.app.knowledge.library, world.db, day, world.app.clockwork.sources)
    world.clock.pass_(minutes=5)
    await world.deliverer.once()
    return [message.text for _, message in world.channel.sent[before:]]


async def with_paper(world: World) -> None:
    """Somebody whose food safety paper ends in 30 days."""
    await world.says("chào em")
    async with world.db.write() as tx:
        row = await world.db.sql.owner_of(tx, channel="fake", address="an")
        scene = Scene(1, "fake", "an", row[0], row[1], world.clock.now())
        ends = MORNING.date() + timedelta(days=30)
        for effect in (
            KeepProduct("a1", name="mắm ruốc", set_no=9),
            KeepPaper("a1", "facility_certificate", "Giấy an toàn thực phẩm", ends),
        ):
            await carry_out(world.db, tx, effect, scene)


async def told(world: World) -> Outgoing:
    await with_paper(world)
    (text,) = await morning(world, MORNING)
    assert "Giấy an toàn thực phẩm" in text
    return world.channel.sent[-1][1]


async def test_later_means_once_more_on_that_morning(world: World) -> None:
    reminder = await told(world)
    assert "Nhắc lại sau" in labels(reminder)
    await world.presses("Nhắc lại sau")
    (noted,) = await world.presses("3 ngày nữa")
    assert "sáng Thứ Năm 26/11/2026" in noted.text
    assert await morning(world, MORNING + timedelta(days=1)) == []
    (again,) = await morning(world, MORNING + timedelta(days=3))
    assert "Giấy an toàn thực phẩm" in again
    assert await morning(world, MORNING + timedelta(days=4)) == []


async def test_a_day_of_ones_own_but_not_after_the_last(world: World) -> None:
    await told(world)
    await world.presses("Nhắc lại sau")
    await world.presses("Chọn ngày")
    (wrong,) = await world.says("hôm qua")
    assert "sớm quá" in wrong.text
    (late,) = await world.says("30/12/2026")
    assert "quá hạn mất rồi" in late.text
    await world.presses("Chọn ngày")
    (noted,) = await world.says("thu hai tuan sau")
    assert "Thứ Hai 30/11/2026" in noted.text
    assert len(await morning(world, MORNING + timedelta(days=7))) == 1


async def test_done_ends_the_series_and_a_new_paper_begins_another(world: World) -> None:
    await told(world)
    (noted,) = await world.presses("Đã làm xong")
    assert "không nhắc việc này nữa" in noted.text
    assert await morning(world, MORNING + timedelta(days=23)) == []
    await world.presses("Có giấy mới")
    (back,) = await world.says("31/12/29")
    assert "Ý anh/chị là Thứ Hai 31/12/2029" in back.text
    (kept,) = await world.says("đúng")
    assert "dùng đến Thứ Hai 31/12/2029" in kept.text
    (ahead,) = await world.says("/lich")
    assert "Giấy an toàn thực phẩm hết hạn: Thứ Hai 31/12/2029" in ahead.text


async def test_no_more_of_a_kind_and_again(world: World) -> None:
    await told(world)
    (off,) = await world.presses("Dừng nhắc loại này")
    assert "Em dừng nhắc loại này: Giấy tờ sắp hết hạn." in off.text
    assert await morning(world, MORNING + timedelta(days=23)) == []
    await world.presses("Bật: Giấy tờ sắp hết hạn")
    (back,) = await morning(world, MORNING + timedelta(days=24))
    assert "Giấy an toàn thực phẩm" in back


async def test_a_lesson_is_told_a_day_and_two_hours_before(world: World) -> None:
    await world.says("chào em")
    starts = datetime(2026, 11, 26, 7, 0, tzinfo=UTC)  # 14:00
    async with world.db.write() as tx:
        row = await world.db.sql.owner_of(tx, channel="fake", address="an")
        scene = Scene(1, "fake", "an", row[0], row[1], world.clock.now())
        ends = starts + timedelta(hours=2)
        new = OpenTraining("", "", (), "Câu chuyện", "Nhà văn hóa", "", starts, ends, 5)
        await carry_out(world.db, tx, new, scene)
        await carry_out(world.db, tx, JoinTraining(1, "seat"), scene)
    assert await morning(world, starts - timedelta(hours=25)) == []
    (day,) = await morning(world, starts - timedelta(hours=23, minutes=55))
    assert "Câu chuyện" in day
    assert "14 giờ" in day
    (hours,) = await morning(world, starts - timedelta(hours=1, minutes=55))
    assert "Câu chuyện" in hours
    assert await morning(world, starts - timedelta(hours=1)) == []
    (card,) = await world.presses("Xem lớp này")
    assert "Anh/chị đã có chỗ." in card.text


async def test_forged_and_old_buttons_change_nothing(world: World) -> None:
    await told(world)
    for action in (
        "rm:snooze:nothing.1", "rm:done:abcd.1.2", "rm:renew:paper.77.20270101",
        "lich:later:zzzz.1:3", "rm:renew:certificate.77.20270101", "lich:pick:qqqq.1",
    ):  # fmt: skip
        (answer,) = await world.presses_action(action)
        assert "Nút này cũ rồi" in answer.text, action


async def test_a_certificate_from_a_list_leads_to_its_papers(world: World) -> None:
    """Nobody assessed this product here: it is taken up, its set is asked, then come the papers."""
    await world.says("chào em")
    async with world.db.write() as tx:
        row = await world.db.sql.owner_of(tx, channel="fake", address="an")
        scene = Scene(1, "fake", "an", row[0], row[1], world.clock.now())
        ends = MORNING.date() + timedelta(days=180)
        await carry_out(world.db, tx, KeepProduct("c1", name="trà atiso", expires_on=ends), scene)
    (text,) = await morning(world, MORNING)
    assert "Nộp hồ sơ đánh giá lại cho trà atiso" in text
    (asked,) = await world.presses("Chuẩn bị hồ sơ")
    assert '"trà atiso" chắc thuộc bộ' in asked.text
    await world.presses("Đúng bộ này")
    (way,) = await world.presses("Cần giấy tờ gì?")
    assert "nộp theo trường hợp nào" in way.text
    (again,) = await world.presses_action("cert:prepare:c1")
    assert "nộp theo trường hợp nào" in again.text
    (stale,) = await world.presses_action("cert:prepare:ff")
    assert "Nút này cũ rồi" in stale.text


async def test_a_long_list_fits_the_screen_and_goes_on(world: World) -> None:
    await world.says("chào em")
    async with world.db.write() as tx:
        row = await world.db.sql.owner_of(tx, channel="fake", address="an")
        scene = Scene(1, "fake", "an", row[0], row[1], world.clock.now())
        for number in range(12):
            ends = MORNING.date() + timedelta(days=400 + number)
            name = f"sản phẩm khá dài của nhà số {number}"
            await carry_out(
                world.db, tx, KeepProduct(f"c{number}", name=name, expires_on=ends), scene
            )
    (page,) = await world.says("/lich")
    seen = page.text
    for _ in range(12):
        assert len(page.text) <= 600
        if "Xem tiếp" not in labels(page):
            break
        (page,) = await world.presses("Xem tiếp")
        seen += page.text
    assert all(f"số {number}:" in seen for number in range(12))
