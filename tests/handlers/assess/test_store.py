"""The assessment over the real store: months later, on another channel, exactly there."""

from __future__ import annotations

from bot.core.choices import numbered
from bot.core.message import Incoming, Kind, Outgoing
from bot.store.times import to_ms
from tests.world import FakeChannel, World


async def test_months_later_on_another_channel_exactly_there(world: World) -> None:
    await _half_way(world)
    there = (await world.says("bỏ qua"))[-1]
    await world.says("dừng lại")
    world.clock.pass_(days=120)
    other = await same_person_elsewhere(world)
    await _types(world, other, "tự chấm")
    assert "1. Làm tiếp: trà atiso" in _with_numbers(other)
    await _types(world, other, "1")
    text = other.sent[-1][1].text
    assert text == there.text.split("\n\n", 1)[1]
    await _types(world, other, "1")
    assert "Em ghi: " in other.sent[-1][1].text


async def test_products_are_erased_with_the_person(world: World) -> None:
    await _half_way(world)
    await world.says("cài đặt")
    await world.presses("Xóa dữ liệu của tôi")
    await world.presses("Xóa hết")
    shelf = (await world.says("tự chấm"))[-1]
    assert "Chấm sản phẩm đầu tiên" in [c.label for c in shelf.choices()]


async def test_leaving_a_question_to_an_official_pauses_the_checklist(world: World) -> None:
    await _half_way(world)
    await world.says("gặp cán bộ")
    await world.presses("Ghi câu hỏi cho cán bộ")
    await world.says("Xưởng tôi ở hai xã thì sao?")
    shelf = (await world.says("tự chấm"))[-1]
    assert "Làm tiếp: trà atiso" in [c.label for c in shelf.choices()]
    assert "2/14" in (await world.presses("Làm tiếp: trà atiso"))[-1].text


async def _half_way(world: World) -> None:
    await world.says("tự chấm")
    await world.presses("Chấm sản phẩm đầu tiên")
    await world.says("trà atiso")
    await world.presses("Đúng bộ này")
    await world.presses("Bắt đầu vòng nhanh")
    await world.says("không")


async def same_person_elsewhere(world: World) -> FakeChannel:
    """A second channel, without buttons, with an address of the same person on it."""
    channel = FakeChannel(name="zalo", buttons=False)
    world.app.add(channel)
    async with world.db.write() as tx:
        row = await world.db.sql.owner_of(tx, channel="fake", address="an")
        now = to_ms(world.clock.now())
        await world.db.sql.add_address(
            tx, person=int(row[1]), channel="zalo", address="an", now=now
        )
    return channel


async def _types(world: World, channel: FakeChannel, text: str) -> list[Outgoing]:
    """The same person types on the other channel; what comes back there."""
    before = len(channel.sent)
    update = f"z{before}-{text}"
    await world.app.intake.receive(Incoming(channel.name, "an", update, Kind.TEXT, text=text))
    await world.app.deliverers[channel.name].once()
    return [message for _, message in channel.sent[before:]]


def _with_numbers(channel: FakeChannel) -> str:
    return numbered(channel.sent[-1][1])
