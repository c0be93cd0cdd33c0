"""Invited, accepting, declining, guessing; and what a producer sees of all this: nothing."""

from __future__ import annotations

import pytest

from bot.core import codes
from bot.library import Knowledge
from bot.store import audit
from bot.store.database import Database
from bot.store.officials import empty_shown
from handlers.officials.press import TABLE
from tests.handlers.officials.people import ADMIN, TINH, XA, becomes, code_for, code_in, labels
from tests.world import World


async def said(world: World, text: str, who: str = "an") -> str:
    (message,) = await world.says(text, who)
    return message.text


async def test_the_first_administrator(db: Database, knowledge: Knowledge) -> None:
    """On both databases, from the code to the home of officials, also by a link's words."""
    world = World(db, knowledge)
    code = await code_for(world, ADMIN)
    assert "người quản trị" in await said(world, f"/start moi{code}", "lan")
    (welcome,) = await world.presses("Tôi nhận", "lan")
    assert "Mời cán bộ" in labels(welcome)
    (home,) = await world.says("trang chính", "lan")
    assert "Việc cán bộ" in labels(home)
    assert [act.act async for act in audit.acts(db)] == ["invite", "appoint"]


@pytest.mark.parametrize("typed", ["{0}", "mã {0}", "Mã mời: {1}", "moi {1}", " {2} ", "/moi {0}"])
async def test_a_code_however_it_is_typed(world: World, typed: str) -> None:
    code = await code_for(world, XA)
    text = typed.format(code, codes.shown(code), code.lower())
    assert "cán bộ OCOP xã Nam Trực, tỉnh Ninh Bình" in await said(world, text)


async def test_who_declines_may_still_change_their_mind(world: World) -> None:
    code = await code_for(world, XA)
    await world.says(code)
    (message,) = await world.presses("Không nhận")
    assert "đổi ý" in message.text
    assert "Anh/chị được mời" in await said(world, code)


async def test_a_used_or_old_or_invented_code_gets_one_kind_sentence(world: World) -> None:
    code, old = await code_for(world, XA), await code_for(world, TINH)
    await world.says(code, "lan")
    await world.presses("Tôi nhận", "lan")
    used = await said(world, code, "hoa")
    world.clock.pass_(days=7)
    assert used == await said(world, f"mã {old}", "hoa")
    assert used == await said(world, f"mã mời {codes.fresh(codes.INVITATION)}", "hoa")


async def test_a_code_pressed_twice_or_after_another_took_it(world: World) -> None:
    code = await code_for(world, XA)
    await world.says(code, "lan")
    await world.says(code, "hoa")
    await world.presses("Tôi nhận", "lan")
    for who in ("lan", "hoa"):
        (late,) = await world.presses_action(f"oc:yes:{code}", who)
        assert "Mã này không dùng được" in late.text
    (home,) = await world.says("/menu", "hoa")
    assert "Việc cán bộ" not in labels(home)


async def test_guessing_tires_and_rest_helps(world: World) -> None:
    for _ in range(5):
        await world.says(f"mã mời {codes.fresh(codes.INVITATION)}", "thief")
    right = await code_for(world, ADMIN)
    assert "Một giờ nữa" in await said(world, f"mã mời {right}", "thief")
    assert "Anh/chị được mời" in await said(world, right, "honest")
    world.clock.pass_(minutes=61)
    assert "Anh/chị được mời" in await said(world, right, "thief")


async def test_a_producer_who_types_or_forges_learns_nothing(world: World) -> None:
    """Word for word what an unknown command and an old button are answered with."""
    unknown = world.app.knowledge.library.texts["unknown"]
    (stale,) = await world.presses_action("no:such:button")
    for words in ("/canbo_menu", "việc cán bộ"):
        assert "Việc của cán bộ" not in await said(world, words)
    assert await said(world, "/canbo_menu") == unknown
    for action in ("oc:home", "oc:q", "oc:a:1", "oc:send:1", "oc:people", "oc:invite:admin",
                   "oc:drop:1", "oc:dropped:1", "oc:left:1", "oc:hand:1", "oc:make"):  # fmt: skip
        (message,) = await world.presses_action(action)
        assert message == stale
    assert len(TABLE) >= 11


async def test_inviting_step_by_step(world: World) -> None:
    await becomes(world, "lan", TINH)
    await world.says("/canbo_menu", "lan")
    (roles,) = await world.presses("Mời cán bộ", "lan")
    assert "Người quản trị" not in labels(roles)
    await world.presses("Cán bộ xã, phường", "lan")
    (found,) = await world.says("nam truc", "lan")
    assert "xã Nam Trực" in found.text
    (rights,) = await world.presses("Đúng rồi", "lan")
    assert len(labels(rights)) == 6
    (sure,) = await world.presses("Soạn thông báo, người khác gửi", "lan")
    assert "Mời cán bộ OCOP xã Nam Trực, tỉnh Ninh Bình: soạn thông báo" in sure.text
    (made,) = await world.presses("Làm mã mời", "lan")
    assert "29/11/2026" in made.text
    (offer,) = await world.says(code_in(made), "hoa")
    assert "soạn thông báo, người khác gửi" in offer.text
    await world.presses("Tôi nhận", "hoa")
    (again,) = await world.presses_action("oc:make", "lan")
    assert "Anh/chị mời ai?" in again.text  # the talk is over: no second code by an old button


async def test_only_the_hash_of_a_code_is_kept(db: Database, knowledge: Knowledge) -> None:
    """Neither the message that gave it nor the one that offered the office holds it any more."""
    world = World(db, knowledge)
    await becomes(world, "lan", XA)
    await world.presses_action("oc:invite:xa", "lan")
    await world.presses("Soạn và gửi thông báo", "lan")
    (made,) = await world.presses("Làm mã mời", "lan")
    shown = code_in(made)
    await world.says(shown, "hoa")
    code = codes.read(shown)
    assert await holding(db, shown) + await holding(db, code) == 2
    assert await empty_shown(db) >= 2
    assert await holding(db, shown) + await holding(db, code) == 0
    assert await empty_shown(db) == 0
    await world.presses_action(f"oc:yes:{code}", "hoa")
    (home,) = await world.says("/canbo_menu", "hoa")
    assert "Việc của cán bộ" in home.text


async def test_a_code_nobody_used_is_taken_back(db: Database, knowledge: Knowledge) -> None:
    world = World(db, knowledge)
    await becomes(world, "lan", XA)
    await becomes(world, "mai", XA)
    (given,) = await world.presses_action("oc:hand:1", "lan")
    (others,) = await world.presses_action("oc:codes", "mai")
    assert "không còn mã nào" in others.text
    await world.presses_action("oc:invite", "lan")
    (listed,) = await world.presses("Mã chưa ai dùng", "lan")
    assert "còn 1 mã" in listed.text
    action = listed.choices()[0].action
    (not_hers,) = await world.presses_action(action, "mai")
    assert "không còn mã nào" in not_hers.text
    (gone,) = await world.presses_action(action, "lan")
    assert "không dùng được nữa" in gone.text
    (useless,) = await world.says(f"mã {code_in(given)}", "hoa")
    assert "Mã này không dùng được" in useless.text
    assert [act.act async for act in audit.acts(db)][-1] == "withdraw"


async def holding(db: Database, words: str) -> int:
    """How many messages in the outbox have these words."""
    async with db.read() as connection:
        cursor = await connection.execute("SELECT body FROM outbox")
        return sum(words in row[0] for row in await cursor.fetchall())


async def test_a_province_cannot_invite_into_another(world: World) -> None:
    await becomes(world, "lan", TINH)
    await world.presses_action("oc:invite:xa", "lan")
    (elsewhere,) = await world.says("phường Sài Gòn, Hồ Chí Minh", "lan")
    assert "Em chưa tìm ra" in elsewhere.text
    (beyond,) = await world.presses_action("oc:at:xa:26740", "lan")
    assert "ngoài phần của anh/chị" in beyond.text


async def test_a_commune_invites_only_into_itself(world: World) -> None:
    await becomes(world, "lan", XA)
    (rights,) = await world.presses_action("oc:invite:xa", "lan")
    assert "Mời cán bộ OCOP xã Nam Trực" in rights.text
    (again,) = await world.presses_action("oc:invite:tinh", "lan")
    assert "Anh/chị mời ai?" in again.text


async def test_handing_over_and_leaving(world: World) -> None:
    await becomes(world, "lan", XA)
    await world.says("/canbo_menu", "lan")
    await world.presses("Nghỉ, bàn giao", "lan")
    (made,) = await world.presses("Bàn giao cho người khác", "lan")
    await world.says(code_in(made), "hoa")
    (welcome,) = await world.presses("Tôi nhận", "hoa")
    assert "cán bộ OCOP xã Nam Trực" in welcome.text
    (gone,) = await world.presses_action("oc:home", "lan")
    assert "Nút này cũ rồi" in gone.text
    await world.presses_action("oc:leave", "hoa")
    (bye,) = await world.presses("Thôi ngay", "hoa")
    assert "Anh/chị đã thôi việc" in bye.text
    assert [a.act async for a in audit.acts(world.db)][-4:] == [
        "offer", "hand over", "appoint", "leave",
    ]  # fmt: skip


async def test_removing_an_official(world: World) -> None:
    await becomes(world, "lan", TINH)
    await becomes(world, "hoa", XA)
    (people,) = await world.presses_action("oc:people", "lan")
    assert "2 người" in people.text
    await world.presses_action("oc:who:2", "lan")
    await world.presses("Cho thôi việc này", "lan")
    (done,) = await world.presses("Chắc, cho thôi", "lan")
    assert "không còn việc này" in done.text
    (stale,) = await world.presses_action("oc:home", "hoa")
    assert "Nút này cũ rồi" in stale.text
    (mine,) = await world.presses_action("oc:who:1", "lan")
    assert "Cho thôi việc này" not in labels(mine)
