"""Officials set dates: written, moved, taken off; producers see them, and learn nothing else."""

from __future__ import annotations

from bot.core.reads.officials import Office, Role
from bot.store.times import to_ms
from tests.handlers.officials.people import TINH, XA, becomes, labels
from tests.world import World


async def a_producer(world: World, who: str, xa: str = "13966") -> None:
    await world.says("chào em", who)
    async with world.db.write() as tx:
        row = await world.db.sql.owner_of(tx, channel="fake", address=who)
        await world.db.sql.live_at(tx, person=row[1], tinh="37", xa=xa)
        await world.db.sql.put_product(
            tx, person=row[1], subject="a1", name="Mắm", set_no=9, readiness=None, stars=None,
            certificate=None, certified_on=None, expires_on="2027-08-01",
            now=to_ms(world.clock.now()),
        )  # fmt: skip


async def sets(world: World, title: str = "Xã nhận hồ sơ đợt 1", day: str = "15/3/2027") -> None:
    """A commune's official sets an earlier day."""
    await world.says("đặt hạn", "lan")
    (asked,) = await world.presses("Đặt hạn mới", "lan")
    assert "loại hạn nào" in asked.text
    await world.presses("Xã nhận sớm hơn", "lan")
    await world.says(title, "lan")
    await world.says(day, "lan")
    (seen,) = await world.presses("Không gấp", "lan")
    assert title in seen.text
    assert "Hiện có" in seen.text
    (done,) = await world.presses("Đặt hạn này", "lan")
    assert "Em đã đặt hạn" in done.text


async def test_a_commune_sets_an_earlier_day_and_its_producers_see_it(world: World) -> None:
    await becomes(world, "lan", XA)
    await a_producer(world, "an")
    await a_producer(world, "xa", "13987")
    await sets(world)
    (ahead,) = await world.says("/lich", "an")
    assert "Xã nhận hồ sơ đợt 1: Thứ Hai 15/3/2027, còn 113 ngày." in ahead.text
    (elsewhere,) = await world.says("/lich", "xa")
    assert "Xã nhận hồ sơ đợt 1" not in elsewhere.text


async def test_days_are_asked_back_and_the_preview_counts_people(world: World) -> None:
    await becomes(world, "lan", XA)
    await a_producer(world, "an")
    await world.says("/dathan", "lan")
    await world.presses("Đặt hạn mới", "lan")
    await world.presses("Hạn khác", "lan")
    (short,) = await world.says("x", "lan")
    assert "từ 2 đến 120" in short.text
    await world.says("Gửi ảnh bao bì", "lan")
    (past,) = await world.says("1/1/2026", "lan")
    assert "sớm quá" in past.text
    (back,) = await world.says("30/4", "lan")
    assert "Ý anh/chị là Thứ Sáu 30/4/2027" in back.text
    (urgent,) = await world.presses("Đúng, 30/4/2027", "lan")
    assert "có gấp không" in urgent.text
    (seen,) = await world.presses("Gấp", "lan")
    assert "Hiện có 1 người." in seen.text
    assert "ngày nghỉ lễ" in seen.text
    (again,) = await world.presses("Quay lại", "lan")
    assert "có gấp không" in again.text


async def test_a_date_moves_and_is_taken_off_after_one_more_question(world: World) -> None:
    await becomes(world, "lan", XA)
    await a_producer(world, "an")
    await sets(world)
    await world.presses("Hạn của địa phương", "lan")
    await world.presses("Xã nhận hồ sơ đợt 1, 15/3/2027", "lan")
    await world.presses("Đổi ngày", "lan")
    (sure,) = await world.says("20/3/2027", "lan")
    assert "đổi từ Thứ Hai 15/3/2027 sang Thứ Bảy 20/3/2027" in sure.text
    (moved,) = await world.presses("Đổi ngày", "lan")
    assert "Em đã đổi sang Thứ Bảy 20/3/2027" in moved.text
    (ahead,) = await world.says("/lich", "an")
    assert "Xã nhận hồ sơ đợt 1: Thứ Bảy 20/3/2027" in ahead.text
    await world.presses("Hạn của địa phương", "lan")
    await world.presses("Xã nhận hồ sơ đợt 1, 20/3/2027", "lan")
    (sure,) = await world.presses("Bỏ hạn", "lan")
    assert "bỏ hạn này? 1 người" in sure.text
    await world.presses("Bỏ hạn này", "lan")
    (ahead,) = await world.says("/lich", "an")
    assert "Xã nhận hồ sơ" not in ahead.text
    (stale,) = await world.presses_action("dl:moved:1:20270330", "lan")
    assert "Hạn này đã bỏ." in stale.text


async def test_the_province_writes_for_itself_or_for_one_commune(world: World) -> None:
    await becomes(world, "tam", TINH)
    await world.says("/dathan", "tam")
    (where,) = await world.presses("Đặt hạn mới", "tam")
    assert "Hạn này cho nơi nào?" in where.text
    assert len(labels(where)) == 4
    (far,) = await world.says("xã Ba Vì, Hà Nội", "tam")
    assert "chưa thấy nơi này trong địa bàn" in far.text
    (kind,) = await world.presses(labels(where)[0], "tam")
    assert "Đợt thêm của tỉnh" in labels(kind)


async def test_officials_see_what_will_be_said_and_who_is_silent(world: World) -> None:
    await becomes(world, "lan", XA)
    await a_producer(world, "an")
    await sets(world)
    await world.presses("Hạn của địa phương", "lan")
    (plan,) = await world.presses("Sẽ nhắc những gì", "lan")
    assert "Thứ Bảy 13/2/2027: Xã nhận hồ sơ đợt 1, 1 người." in plan.text
    await world.presses("Hạn của địa phương", "lan")
    (file,) = await world.presses("Tệp lịch nhắc", "lan")
    assert file.attachment is not None
    assert file.attachment.name == "lich-ocop.ics"
    (silent,) = await world.presses_action("dl:silent", "lan")
    assert "cũng đã phản hồi" in silent.text


async def test_strangers_and_officials_of_other_places_learn_nothing(world: World) -> None:
    await becomes(world, "lan", XA)
    await sets(world)
    for action in ("dl:menu", "dl:open:1", "dl:gone:1", "dl:put", "dl:silent", "dl:plan"):
        (answer,) = await world.presses_action(action, "an")
        assert "Nút này cũ rồi" in answer.text
    typed = await world.says("/dathan", "an")
    assert not [c for m in typed for c in m.choices() if c.action.startswith("dl:")]
    await becomes(world, "minh", Office(Role.XA, "37", "13987"))
    (answer,) = await world.presses_action("dl:gone:1", "minh")
    assert "Nút này cũ rồi" in answer.text


async def test_every_act_stands_in_the_audit_log(world: World) -> None:
    await becomes(world, "lan", XA)
    await sets(world)
    await world.presses_action("dl:moved:1:20270320", "lan")
    await world.presses_action("dl:gone:1", "lan")
    async with world.db.read() as connection:
        rows = [r async for r in world.db.sql.audit_from(connection, after=0, count=50)]
    acts = [row[3] for row in rows if row[3].startswith("deadline")]
    assert acts == ["deadline.put", "deadline.move", "deadline.cancel"]


async def test_forged_days_are_stale(world: World) -> None:
    await becomes(world, "lan", XA)
    await sets(world)
    for day in ("20270231", "20200101", "99999999"):
        (answer,) = await world.presses_action(f"dl:moved:1:{day}", "lan")
        assert "Nút này cũ rồi" in answer.text
