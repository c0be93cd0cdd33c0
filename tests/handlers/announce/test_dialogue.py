"""An official announces: from the first words to the report, as it is seen on a phone."""

from __future__ import annotations

import pytest

from bot.channels.zalo import ZaloChannel
from bot.core.audience import Audience
from bot.core.effects import KeepProduct, KeepSegment
from bot.core.message import Attachment, Kind, Outgoing
from bot.core.reads.officials import Office, Role
from bot.store import audiences, audit, officials, people
from bot.store.announcements_run import under_way
from bot.store.effects import carry_out
from bot.store.scene import Scene
from handlers.announce.segments import mark
from tests.world import World

XA = Office(Role.XA, "37", "13966")
FAR = Office(Role.XA, "37", "13999")
PROVINCE = Office(Role.TINH, "37")
PEOPLE = ("bình", "cúc", "dần", "em")


async def scene(world: World, who: str) -> Scene:
    known = await people.known(world.db, "fake", who)
    assert known is not None
    return Scene(1, "fake", who, known.address_id, known.person.number, world.clock.now())


async def lives(world: World, *names: str, tinh: str = "37", xa: str = "13966") -> None:
    async with world.db.write() as tx:
        for name in names:
            _, person = await people.add(world.db, tx, "fake", name, world.clock.now())
            await world.db.sql.live_at(tx, person=person, tinh=tinh, xa=xa)


async def appointed(world: World, who: str, office: Office) -> None:
    known = await people.known(world.db, "fake", who)
    if known is None:
        await lives(world, who, tinh=office.tinh if office.xa else "1", xa=office.xa)
        known = await people.known(world.db, "fake", who)
    assert known is not None
    async with world.db.write() as tx:
        person = known.person.number
        await officials.appoint(world.db, tx, person, office, 0, world.clock.now())


@pytest.fixture
async def town(world: World) -> World:
    """Lan looks after a commune of four producers; Hùng looks after the province."""
    await lives(world, *PEOPLE)
    await lives(world, "xa xôi", xa="13999")
    await appointed(world, "lan", XA)
    await appointed(world, "hùng", PROVINCE)
    return world


async def pressing(world: World, *labels: str, who: str = "lan") -> list[Outgoing]:
    shown: list[Outgoing] = []
    for label in labels:
        shown = await world.presses(label, who)
    return shown


async def written(world: World, text: str = "Mời bà con họp chợ OCOP.", who: str = "lan") -> None:
    await world.says("/thongbao", who)
    await world.presses("✎ Soạn thông báo mới", who)
    await world.says(text, who)


async def tick(world: World) -> None:
    await world.app.broadcasts.tick()
    await world.deliverer.once()
    await world.app.broadcasts.tick()
    await world.deliverer.once()


def got(world: World, text: str) -> list[str]:
    return sorted(
        to for to, m in world.channel.sent if text in m.text and to in (*PEOPLE, "xa xôi")
    )


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


async def test_a_producer_learns_nothing(town: World) -> None:
    unknown = (await town.says("/xyzabc", "bình"))[0].text
    assert (await town.says("/thongbao", "bình"))[0].text == unknown
    stale = (await town.presses_action("foo", "bình"))[0].text
    for action in ("an:menu", "an:new", "an:see:1f", "an:approve:1f", "an:confirm:1f"):
        assert (await town.presses_action(action, "bình"))[0].text == stale


async def test_a_province_needs_a_second_official_who_is_not_the_author(town: World) -> None:
    await appointed(town, "mai", PROVINCE)
    await written(town, who="hùng")
    (sure,) = await pressing(town, "Gửi cho ai", "Xem thử", "Tiếp tục gửi", who="hùng")
    assert "ngoài xã mình" in sure.text
    await pressing(town, "✔ Xác nhận, nhờ duyệt", who="hùng")
    await town.deliverer.once()
    await tick(town)
    assert got(town, "họp chợ") == []
    asked = [m for to, m in town.channel.sent if to == "mai" and "duyệt" in m.text]
    assert asked and not [m for to, m in town.channel.sent if to == "lan" and "duyệt" in m.text]
    see = (await pressing(town, "Xem thông báo", who="hùng"))[-1]
    assert "✔ Duyệt" not in [c.label for c in see.choices()]
    approve = next(c.action for m in asked for c in m.choices() if c.action.startswith("an:see"))
    (own,) = await town.presses_action(approve.replace("see", "approve"), "hùng")
    assert "cán bộ khác duyệt" in own.text
    await pressing(town, "Xem thông báo", "✔ Duyệt", who="mai")
    await tick(town)
    assert got(town, "họp chợ") == sorted([*PEOPLE, "xa xôi"])
    told = [m.text for to, m in town.channel.sent if to == "hùng"]
    assert any("đã được duyệt" in text for text in told)


async def test_who_may_only_write_asks_somebody_who_may_send(town: World) -> None:
    await appointed(town, "tập sự", Office(Role.XA, "37", "13966", may_send=False))
    await written(town, who="tập sự")
    (sure,) = await pressing(town, "Gửi cho ai", "Xem thử", "Tiếp tục gửi", who="tập sự")
    assert "quyền gửi" in sure.text


async def test_above_a_number_somebody_else_approves(town: World) -> None:
    await lives(town, *(f"nhà {n}" for n in range(200)))
    await written(town)
    (sure,) = await pressing(town, "Gửi cho ai", "Xem thử", "Tiếp tục gửi")
    assert "hơn 200 người" in sure.text


async def test_nobody_is_refused(town: World) -> None:
    await written(town)
    await pressing(town, "Gửi cho ai", "Số sao", "☐ 5 sao", "Chọn xong")
    (nobody,) = await pressing(town, "Xem thử")
    assert "Không có ai" in nobody.text


async def test_by_sector_set_and_readiness(town: World) -> None:
    async with town.db.write() as tx:
        product = KeepProduct("1", "Mật ong", 4, "stuck")
        await carry_out(town.db, tx, product, await scene(town, "cúc"))
    await written(town)
    await pressing(town, "Gửi cho ai", "Ngành")
    (sectors,) = await pressing(town, "☐ Thực phẩm")
    assert "☑ Thực phẩm" in [c.label for c in sectors.choices()]
    (who,) = await pressing(town, "Chọn xong")
    assert "1 người" in who.text
    await pressing(town, "Mức sẵn sàng", "☐ đã sẵn sàng")
    (who,) = await pressing(town, "Chọn xong")
    assert "Hiện là 0 người" in who.text


async def test_a_place_outside_ones_reach(town: World) -> None:
    await written(town)
    await pressing(town, "Gửi cho ai", "Nơi ở")
    (far,) = await town.says("xã Vĩnh Hảo", "lan")
    assert "ngoài địa bàn" in far.text
    (near,) = await town.says("nam truc", "lan")
    assert "xã Nam Trực" in near.text
    draft = next(c.action for c in near.choices() if c.action.startswith("an:by:")).split(":")[2]
    (stale,) = await town.presses_action(f"an:place:{draft}:1", "lan")
    assert "5 người" not in stale.text


async def test_segments_are_kept_and_taken_again(town: World) -> None:
    await written(town)
    await pressing(town, "Gửi cho ai", "Số sao", "☐ 4 sao", "Chọn xong", "Nhóm đã lưu")
    await pressing(town, "Lưu nhóm đang chọn")
    await town.says("Hộ bốn sao", "lan")
    await written(town, "Tin khác")
    await pressing(town, "Gửi cho ai", "Nhóm đã lưu")
    (who,) = await pressing(town, "Hộ bốn sao")
    assert "Sao hiện có: 4 sao" in who.text


async def test_a_segment_is_dropped_by_its_owner_once_asked(town: World) -> None:
    await written(town)
    await pressing(town, "Gửi cho ai", "Nhóm đã lưu", "Lưu nhóm đang chọn")
    (kept,) = await town.says("Hộ làm chè", "lan")
    onward = kept.choices()[0].label
    await pressing(town, onward, "Nhóm đã lưu", "Lưu nhóm đang chọn")
    await town.says("Hộ mật ong", "lan")
    await pressing(town, onward, "Nhóm đã lưu", "Xóa một nhóm")
    (sure,) = await pressing(town, "Hộ làm chè")
    assert "Xóa nhóm “Hộ làm chè”?" in sure.text
    (yes,) = (c.action for c in sure.choices() if c.label == "Xóa nhóm này")
    (gone,) = await pressing(town, "Xóa nhóm này")
    assert "đã xóa nhóm “Hộ làm chè”" in gone.text
    (left,) = await town.presses_action(yes, "lan")  # an old button drops nothing else
    assert left.choices()[0].label == "Hộ mật ong"
    acts = [a.act async for a in audit.acts(town.db) if a.act.startswith("segment")]
    assert acts == ["segment: drop"]


async def test_nobody_drops_a_segment_of_another(town: World) -> None:
    await written(town)
    await pressing(town, "Gửi cho ai", "Nhóm đã lưu", "Lưu nhóm đang chọn")
    await town.says("Của Lan", "lan")
    await written(town, who="hùng")
    (shown,) = await pressing(town, "Gửi cho ai", "Nhóm đã lưu", who="hùng")
    draft = next(c.action for c in shown.choices() if c.action.startswith("an:keep:"))
    await town.presses_action(f"{draft.replace('keep', 'seg_yes')}:{mark('Của Lan')}", "hùng")
    lan = await scene(town, "lan")
    assert list(await audiences.segments(town.db, lan.person)) == ["Của Lan"]


async def test_more_segments_than_a_screen_holds(town: World) -> None:
    lan = await scene(town, "lan")
    async with town.db.write() as tx:
        for number in range(11):
            kept = KeepSegment(f"Nhóm {number:02}", Audience.within([XA]))
            await carry_out(town.db, tx, kept, lan)
    await written(town)
    (first,) = await pressing(town, "Gửi cho ai", "Nhóm đã lưu")
    assert "Nhóm 07" in [c.label for c in first.choices()]
    (second,) = await pressing(town, "Xem tiếp")
    assert [c.label for c in second.choices()][:3] == ["Nhóm 08", "Nhóm 09", "Nhóm 10"]
    (who,) = await pressing(town, "Nhóm 10")
    assert "5 người" in who.text


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


async def test_forbidden_html_is_taken_out_when_asked(town: World) -> None:
    await town.says("/thongbao", "lan")
    await pressing(town, "✎ Soạn thông báo mới")
    (asked,) = await town.says("<b>Họp</b> lúc 8h <script>x</script>", "lan")
    assert "<b>" in asked.text
    (shown,) = await pressing(town, "Bỏ các dấu này")
    assert "“Họp lúc 8h x”" in shown.text


async def test_a_long_text_is_shortened_split_or_attached(town: World) -> None:
    await town.says("/thongbao", "lan")
    await pressing(town, "✎ Soạn thông báo mới")
    (asked,) = await town.says("Bà con chú ý. " * 500, "lan")
    labels = [choice.label for choice in asked.choices()]
    assert labels[:3] == ["Em viết lại ngắn hơn", "Cứ tách thành nhiều tin", "Gửi kèm tệp PDF"]
    (shown,) = await pressing(town, "Cứ tách thành nhiều tin")
    assert "Gửi cho ai" in [choice.label for choice in shown.choices()]


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("ocop.gov.vn/lich", "https://ocop.gov.vn/lich"),
        ("javascript:alert(1)", "không mở được"),
        ("xem ở đây", "không mở được"),
    ],
)
async def test_links(town: World, said: str, word: str) -> None:
    await written(town)
    await pressing(town, "Thêm nút mở trang")
    (shown,) = await town.says(said, "lan")
    assert word in shown.text


async def test_a_link_becomes_a_button(town: World) -> None:
    await written(town)
    await pressing(town, "Thêm nút mở trang")
    await town.says("ocop.gov.vn", "lan")
    await pressing(town, "Đúng trang này")
    await town.says("Xem chi tiết", "lan")
    _, same, _ = await pressing(town, "Gửi cho ai", "Xem thử")
    assert [(c.label, c.action) for c in same.choices()] == [
        ("Xem chi tiết", "https://ocop.gov.vn")
    ]


async def test_each_channel_says_itself_what_people_will_see_there(town: World) -> None:
    """Lan writes here, where there are buttons; Mận is on Zalo, where there are none."""
    town.app.add(ZaloChannel(["1234567:abcdefg"], publish=lambda file: "never asked"))
    async with town.db.write() as tx:
        _, person = await people.add(town.db, tx, "zalo", "1:mận", town.clock.now())
        await town.db.sql.live_at(tx, person=person, tinh="37", xa="13966")
    paper = Attachment("document", "f1", "moi-hop.pdf", "application/pdf", 1000)
    await written(town, "Mời bà con họp. " * 200)
    await pressing(town, "Cứ tách thành nhiều tin")
    await town.gives(town.incoming(Kind.FILE, "lan", attachments=(paper,)))
    await pressing(town, "☐ Nút “Đã đọc”", "Gửi cho ai")
    _, here, head, one, two, numbers = await pressing(town, "Xem thử")
    assert here.attachment is not None and [c.label for c in here.choices()] == ["Đã đọc"]
    assert "Ở kênh Zalo, bà con sẽ thấy 2 tin" in head.text
    assert 1500 < len(one.text) <= 2000 and not one.rows and one.attachment is None
    assert "nhắn: đã đọc" in two.text
    assert two.text.endswith("moi-hop.pdf: https://…/moi-hop.pdf")
    assert "zalo: 1" in numbers.text


async def test_files(town: World) -> None:
    await written(town)
    for file, word in (
        (Attachment("document", "f1", "a.exe", "application/x-dosexec", 10), "JPG"),
        (Attachment("photo", "f2", "", "image/jpeg", 30 * 1024 * 1024), "10 MB"),
    ):
        (shown,) = await town.gives(town.incoming(Kind.FILE, "lan", attachments=(file,)))
        assert word in shown.text
    good = Attachment("photo", "f3", "", "image/jpeg", 1000)
    (shown,) = await town.gives(town.incoming(Kind.FILE, "lan", attachments=(good,)))
    assert "có kèm một tệp" in shown.text
    _, same, _ = await pressing(town, "Gửi cho ai", "Xem thử")
    assert same.attachment is not None and same.attachment.ref == "held:f3"


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
