"""Officials answer people: within reach, once, seen before it goes, by the office's name."""

from __future__ import annotations

from bot.core.message import Kind
from bot.library import Knowledge
from bot.store.database import Database
from tests.handlers.officials.people import EDITOR, TINH, XA, asks, becomes, labels
from tests.world import World


def last(world: World, who: str) -> str:
    """What somebody was told last."""
    return next(message.text for to, message in reversed(world.channel.sent) if to == who)


async def test_from_the_question_to_the_answer(db: Database, knowledge: Knowledge) -> None:
    world = World(db, knowledge)
    await becomes(world, "lan", XA)
    await asks(world, "Xã mình có hỗ trợ tem không?", "an", "xã Nam Trực, Ninh Bình")
    (home,) = await world.says("/canbo_menu", "lan")
    assert "Có 1 câu hỏi" in home.text
    (question,) = await world.presses("Câu hỏi của bà con", "lan")
    assert "Xã mình có hỗ trợ tem không?" in question.text
    assert "xã Nam Trực, tỉnh Ninh Bình" in question.text
    await world.presses("Trả lời", "lan")
    (seen,) = await world.says("Có, 2.000 tem một năm. Anh/chị tới phòng Kinh tế.", "lan")
    assert "Bà con sẽ nhận được" in seen.text
    assert len(await world.presses("Gửi", "lan")) == 2
    assert "Em đã gửi cho bà con" in last(world, "lan")
    assert last(world, "an") == (
        "Anh/chị đã hỏi: “Xã mình có hỗ trợ tem không?”\n\n"
        "Cán bộ OCOP xã Nam Trực, tỉnh Ninh Bình trả lời:\n"
        "Có, 2.000 tem một năm. Anh/chị tới phòng Kinh tế."
    )
    (none,) = await world.presses("Câu khác", "lan")
    assert "Hết câu" in none.text


async def test_the_second_of_two_officials_is_told(world: World) -> None:
    await becomes(world, "lan", XA)
    await becomes(world, "hoa", TINH)
    await asks(world, "Hạn nộp là ngày nào?", "an", "nam truc ninh binh")
    for who in ("lan", "hoa"):
        await world.presses_action("oc:q", who)
        await world.presses("Trả lời", who)
        await world.says(f"Trả lời của {who}", who)
    await world.presses("Gửi", "lan")
    (late,) = await world.presses("Gửi", "hoa")
    assert "đã có người trả lời" in late.text
    assert [m.text for to, m in world.channel.sent if to == "an" and "hoa" in m.text] == []


async def test_who_says_no_place_is_asked_once_and_answered_by_the_widest(world: World) -> None:
    await becomes(world, "lan", XA)
    await becomes(world, "hoa", TINH)
    await world.says("gặp cán bộ")
    await world.presses("Ghi câu hỏi cho cán bộ")
    _noted, asked = await world.says("Một?")
    assert "Để em chuyển câu hỏi đến đúng cán bộ" in asked.text
    await world.says("/menu")
    await world.presses("Gặp cán bộ")
    await world.presses("Ghi câu hỏi cho cán bộ")
    assert len(await world.says("Hai?")) == 1  # never asked a second time
    (mine,) = await world.presses_action("oc:q", "lan")
    assert "Không có câu hỏi nào" in mine.text
    (widest,) = await world.presses_action("oc:q", "hoa")
    assert "“Một?”" in widest.text and "Còn 2 câu" in widest.text
    (second,) = await world.presses("Câu khác", "hoa")
    assert "“Hai?”" in second.text


async def test_an_editor_sees_no_questions(world: World) -> None:
    await becomes(world, "lan", EDITOR)
    await asks(world, "Một?", "an", "nam truc ninh binh")
    (home,) = await world.says("/canbo_menu", "lan")
    assert "Câu hỏi của bà con" not in labels(home)
    (none,) = await world.presses_action("oc:q", "lan")
    assert "Không có câu hỏi nào" in none.text
    (taken,) = await world.presses_action("oc:a:1", "lan")
    assert "Một?" not in taken.text


async def test_bad_answers_lose_nothing(world: World) -> None:
    await becomes(world, "lan", XA)
    await asks(world, "Một?", "an", "nam truc ninh binh")
    await world.presses_action("oc:a:1", "lan")
    (long,) = await world.says("x" * 2000, "lan")
    assert "1500" in long.text
    (photo,) = await world.sends("photo", "lan")
    assert "bằng chữ" in photo.text
    await world.says("Câu trả lời.", "lan")
    await world.presses("Viết lại", "lan")
    (seen,) = await world.says("Câu trả lời đúng.", "lan")
    assert "Câu trả lời đúng." in seen.text
    await world.presses("Gửi", "lan")
    assert last(world, "an").endswith("Câu trả lời đúng.")


async def test_an_answer_to_somebody_who_left(world: World) -> None:
    await becomes(world, "lan", XA)
    await asks(world, "Một?", "an", "nam truc ninh binh")
    await world.gives(world.incoming(Kind.LEFT, "an"))
    (question,) = await world.presses_action("oc:q", "lan")
    assert "không gửi tới được" in question.text
    await world.presses("Trả lời", "lan")
    await world.says("Có.", "lan")
    (done,) = await world.presses("Gửi", "lan")
    assert "không còn ở khung chat nào" in done.text
