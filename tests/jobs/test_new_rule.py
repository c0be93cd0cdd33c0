"""The rule changes: each owner is told once, by day, and finds what to answer again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.library import Knowledge
from bot.store.database import Database
from jobs.new_rule import tell
from tests.world import World

NEW = "99/2030"


@pytest.fixture
def both(db: Database, knowledge: Knowledge, tmp_path: object) -> World:
    """The whole bot on each kind of database."""
    return World(db, knowledge, ocop_data=tmp_path)


async def begins(world: World, who: str, product: str) -> None:
    await world.says("tự chấm", who)
    await world.presses("Chấm sản phẩm đầu tiên", who)
    await world.says(product, who)
    await world.presses("Đúng bộ này", who)


async def test_each_owner_is_told_once(both: World) -> None:
    await begins(both, "an", "trà atiso")
    await begins(both, "binh", "Nón lá")
    await both.says("chào em", "chi")
    texts, now = both.app.knowledge.library.texts, both.clock.now()
    assert await tell(both.db, texts, "26/2026", now) == 0
    assert await tell(both.db, texts, NEW, now) == 2
    assert await tell(both.db, texts, NEW, now + timedelta(days=1)) == 0
    before = len(both.channel.sent)
    await both.deliverer.once()
    told = dict(both.channel.sent[before:])
    assert set(told) == {"an", "binh"}
    assert f"từ 26/2026 sang {NEW}" in told["an"].text and '"trà atiso"' in told["an"].text
    assert "trà atiso" in (await both.presses("Xem câu cần trả lời lại", "an"))[0].text


async def test_nobody_is_told_at_night(world: World) -> None:
    await begins(world, "an", "trà atiso")
    world.clock.pass_(hours=11)  # 23:00
    assert await tell(world.db, world.app.knowledge.library.texts, NEW, world.clock.now()) == 1
    before = len(world.channel.sent)
    await world.deliverer.once()
    assert len(world.channel.sent) == before
    world.clock.pass_(hours=8)
    await world.deliverer.once()
    assert len(world.channel.sent) == before + 1
