"""Who may not send it alone asks a second official."""

from __future__ import annotations

from bot.core.reads.officials import Office, Role
from tests.handlers.announce.town import (
    PEOPLE,
    PROVINCE,
    appointed,
    got,
    lives,
    pressing,
    tick,
    written,
)
from tests.world import World


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
