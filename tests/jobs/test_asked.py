"""Officials are told of new questions: in one message, once an hour, never at night."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.library import Knowledge
from bot.store.database import Database
from jobs.asked import tell_officials
from tests.handlers.officials.people import TINH, XA, asks, becomes
from tests.world import World


async def told(world: World) -> list[tuple[str, str]]:
    """Who is told what by a look now."""
    before = len(world.channel.sent)
    await tell_officials(world.db, world.app.knowledge.library, world.clock.now())
    await world.deliverer.once()
    return [(to, message.text) for to, message in world.channel.sent[before:]]


async def test_one_message_an_hour(db: Database, knowledge: Knowledge) -> None:
    world = World(db, knowledge)
    await becomes(world, "lan", XA)
    await becomes(world, "hoa", TINH)
    assert await told(world) == []
    await asks(world, "Một?", "an", "nam truc ninh binh")
    await asks(world, "Hai?", "an")
    both = await told(world)
    assert sorted(to for to, _ in both) == ["hoa", "lan"]
    assert all("2 câu hỏi" in text for _, text in both)
    assert await told(world) == []
    await asks(world, "Ba?", "an")
    assert await told(world) == []  # within the hour
    world.clock.pass_(minutes=61)
    assert all("1 câu hỏi" in text for _, text in await told(world))
    (question,) = await world.presses("Câu hỏi của bà con", "lan")
    assert "“Một?”" in question.text


async def test_at_night_it_waits_for_the_morning(world: World) -> None:
    await becomes(world, "lan", XA)
    world.clock.moment = datetime(2026, 11, 25, 16, 0, tzinfo=UTC)  # 23:00 in Việt Nam
    await asks(world, "Một?", "an", "nam truc ninh binh")
    assert await told(world) == []
    world.clock.pass_(hours=8)  # 7:00
    assert [to for to, _ in await told(world)] == ["lan"]


async def test_what_was_answered_meanwhile_is_not_told(world: World) -> None:
    await becomes(world, "lan", XA)
    await asks(world, "Một?", "an", "nam truc ninh binh")
    await world.presses_action("oc:q", "lan")
    await world.presses("Trả lời", "lan")
    await world.says("Rồi.", "lan")
    await world.presses("Gửi", "lan")
    assert await told(world) == []
