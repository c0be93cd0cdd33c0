"""To whom it goes: by product, by place, and by segments that an official keeps."""

from __future__ import annotations

from bot.core.audience import Audience
from bot.core.effects import KeepProduct, KeepSegment
from bot.store import audiences, audit
from bot.store.effects import carry_out
from handlers.announce.segments import mark
from tests.handlers.announce.town import XA, pressing, scene, written
from tests.world import World


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
