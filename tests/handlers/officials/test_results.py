"""A producer shows a result; officials within reach read it, comment on it, mark its papers."""

from __future__ import annotations

import pytest

from bot.core.message import Outgoing
from bot.core.reads.officials import Office, Role
from bot.library import Knowledge
from bot.store import officials
from bot.store.audit import acts
from bot.store.database import Database
from tests.test_checked import photo
from tests.test_evidence import Phone, at_a_question
from tests.world import World

TINH, XA, OTHER = "37", "13966", "14011"  # two communes of Ninh Bình


@pytest.fixture
def both(db: Database, knowledge: Knowledge, tmp_path: object) -> World:
    """The whole bot on each kind of database."""
    return World(db, knowledge, ocop_data=tmp_path)


async def lives(world: World, who: str, tinh: str, xa: str) -> int:
    """Somebody writes for the first time and lives there; their number."""
    await world.says("chào em", who)
    async with world.db.write() as tx:
        row = await world.db.sql.owner_of(tx, channel="fake", address=who)
        await world.db.sql.live_at(tx, person=row[1], tinh=tinh, xa=xa)
    return int(row[1])


async def is_official(world: World, who: str, office: Office) -> int:
    """Somebody holds an office."""
    number = await lives(world, who, "", "")
    async with world.db.write() as tx:
        await officials.appoint(world.db, tx, number, office, 0, world.clock.now())
    return number


async def shared(world: World, button: str = "Đồng ý gửi") -> Phone:
    """An shows a product at question 3.5 with one photo there, and a dossier that is begun."""
    await lives(world, "an", TINH, XA)
    phone = await at_a_question(world)
    await phone.sends(photo())
    product = world.channel.sent[-1][1].choices()[0].action.split(":")[2]
    await world.presses_action(f"as:answer:{product}:12:3.5:1")
    await world.presses_action(f"dossier:open:{product}")
    await world.presses("Đăng ký lần đầu")
    await world.presses("Có rồi")
    await world.presses_action(f"as:share:{product}")
    await world.presses(button)
    return phone


async def opened(world: World, who: str) -> list[Outgoing]:
    """The official looks at the first result."""
    await world.says("việc cán bộ", who)
    listed = (await world.presses("Kết quả được gửi", who))[0]
    return await world.presses_action(listed.choices()[0].action, who)


async def test_the_commune_sees_comments_and_marks(both: World) -> None:
    await is_official(both, "lan", Office(Role.XA, TINH, XA))
    phone = await shared(both, "Gửi kèm 1 ảnh, giấy")
    pages = await opened(both, "lan")
    assert "Kết quả tự chấm (bản nháp): trà atiso" in pages[0].text
    await both.presses("Xem 1 ảnh, giấy", "lan")
    (look,) = await both.presses("Ảnh ngày 22/11/2026", "lan")
    assert look.attachment is not None and look.attachment.ref == str(phone.there()[0])

    await both.presses("Góp ý câu này", "lan")
    sure = (await both.says("Bác nộp thêm tờ khai nhãn hiệu nhé", "lan"))[0].text
    assert "Bà con sẽ nhận tin này" in sure
    before = len(both.channel.sent)
    await both.presses("Gửi góp ý", "lan")
    told = [m for to, m in both.channel.sent[before:] if to == "an"]
    assert len(told) == 1 and "tờ khai nhãn hiệu" in told[0].text and "3.5" in told[0].text
    assert "3.5. " in (await both.presses("Tới câu này"))[0].text

    await opened(both, "lan")
    await both.presses("Giấy tờ hồ sơ", "lan")
    marked = (await both.presses("Mẫu 01, phiếu đăng ký · có rồi", "lan"))[0]
    assert "✓ Mẫu 01" in marked.choices()[0].label
    product = told[0].choices()[0].action.split(":")[2]
    summed = "".join(m.text for m in await both.presses_action(f"dossier:sum:{product}"))
    assert "Cán bộ đã xem 1: Mẫu 01, phiếu đăng ký" in summed
    await both.presses("✓ Mẫu 01, phiếu đăng ký · có rồi", "lan")
    summed = "".join(m.text for m in await both.presses_action(f"dossier:sum:{product}"))
    assert "đã xem" not in summed
    done = [act.act async for act in acts(both.db)]
    assert done[-3:] == ["comment", "see paper", "unsee paper"]


async def test_who_is_out_of_reach_or_no_official_sees_nothing(world: World) -> None:
    await is_official(world, "lan", Office(Role.XA, TINH, XA))
    await is_official(world, "hoa", Office(Role.XA, TINH, OTHER))
    await is_official(world, "tinh", Office(Role.TINH, TINH))
    await shared(world)
    assert "trà atiso" in (await opened(world, "tinh"))[0].text
    one = next(a for a in _actions(world, "tinh") if a.startswith("res:one:"))
    await world.says("việc cán bộ", "hoa")
    assert "Chưa có ai gửi" in (await world.presses("Kết quả được gửi", "hoa"))[0].text
    assert "không còn nữa" in (await world.presses_action(one, "hoa"))[0].text
    number = one.rsplit(":", 1)[1]
    for action in (one, "res:list", f"res:say:{number}:3.5", f"res:seen:{number}:form_01"):
        assert "cũ rồi" in (await world.presses_action(action, "an"))[0].text


def _actions(world: World, who: str) -> list[str]:
    return [c.action for to, m in world.channel.sent if to == who for c in m.choices()]


async def test_files_are_shown_only_when_they_were_sent_along(world: World) -> None:
    await is_official(world, "lan", Office(Role.XA, TINH, XA))
    phone = await shared(world, "Đồng ý gửi")
    pages = await opened(world, "lan")
    assert not any("ảnh, giấy" in c.label for c in pages[-1].choices())
    number = next(a for a in _actions(world, "lan") if a.startswith("res:one:")).rsplit(":", 1)[1]
    forged = f"res:file:{number}:{phone.there()[0].stem[:12]}"
    (said,) = await world.presses_action(forged, "lan")
    assert said.attachment is None and "không còn" in said.text


async def test_a_result_is_taken_back_and_shown_anew(both: World) -> None:
    await is_official(both, "lan", Office(Role.XA, TINH, XA))
    await shared(both)
    await opened(both, "lan")
    await both.presses("Từng câu", "lan")
    assert "rút lại bản đã gửi" in (await both.presses("Rút lại bản đã gửi"))[0].text
    assert "rút lại" in (await both.presses("Xem kết quả này", "lan"))[0].text
    await both.presses("Thẻ sản phẩm")
    product = both.channel.sent[-1][1].choices()[0].action.split(":")[2]
    await both.presses_action(f"as:share:{product}")
    await both.presses("Đồng ý gửi")
    assert "trà atiso" in (await opened(both, "lan"))[0].text


async def test_what_was_shown_does_not_change_with_later_answers(world: World) -> None:
    await is_official(world, "lan", Office(Role.XA, TINH, XA))
    await shared(world)
    product = next(a for a in _actions(world, "an") if a.startswith("as:go:")).split(":")[2]
    await world.presses_action(f"as:answer:{product}:12:3.5:3")
    await opened(world, "lan")
    await world.presses("Từng câu", "lan")
    assert "cộng 1/100" in "".join(m.text for m in await opened(world, "lan"))


async def test_erasing_oneself_takes_all_of_it_along(both: World) -> None:
    lan = await is_official(both, "lan", Office(Role.XA, TINH, XA))
    await shared(both, "Gửi kèm 1 ảnh, giấy")
    await opened(both, "lan")
    await both.presses("Từng câu", "lan")
    one = next(a for a in _actions(both, "lan") if a.startswith("res:at:"))
    await both.presses_action(one, "lan")
    await both.presses("Góp ý câu này", "lan")
    await both.says("Tốt lắm", "lan")
    await both.presses("Gửi góp ý", "lan")
    await both.presses_action("forget:yes", "lan")
    async with both.db.read() as connection:
        number = int(one.split(":")[2])
        said = [row async for row in both.db.sql.comments_on(connection, id=number)]
    assert [row[1:3] for row in said] == [("Tốt lắm", "")], f"{lan} is not named any more"
    await both.presses_action("forget:yes", "an")
    async with both.db.read() as connection:
        assert await both.db.sql.shared_one(connection, id=number) is None
        assert [row async for row in both.db.sql.comments_on(connection, id=number)] == []


async def test_a_comment_that_is_too_long_or_a_photo_is_asked_again(world: World) -> None:
    await is_official(world, "lan", Office(Role.XA, TINH, XA))
    await shared(world)
    await opened(world, "lan")
    await world.presses("Từng câu", "lan")
    await world.presses_action(next(a for a in _actions(world, "lan") if "res:at:" in a), "lan")
    await world.presses("Góp ý câu này", "lan")
    assert "dưới 400" in (await world.says("dài " * 120, "lan"))[0].text
    assert "dưới 400" in (await world.sends("photo", "lan"))[0].text
    await world.says("Được rồi bác", "lan")
    await world.says("trang chính", "lan")
    before = len(world.channel.sent)
    await world.presses("Gửi góp ý", "lan")
    await world.presses("Gửi góp ý", "lan")
    assert len([to for to, _ in world.channel.sent[before:] if to == "an"]) <= 1
