"""The assessment over the real store: months later, on another channel, exactly there."""

from __future__ import annotations

from pypdf import PdfReader

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


async def test_papers_name_the_place_and_the_window_of_a_renewal(world: World) -> None:
    await _half_way(world)
    product = world.channel.sent[-1][1].choices()[0].action.split(":")[2]
    async with world.db.write() as tx:
        row = await world.db.sql.owner_of(tx, channel="fake", address="an")
        await world.db.sql.live_at(tx, person=row[1], tinh="37", xa="13966")
        await tx.execute("UPDATE products SET expires_on = '2027-07-01'")
    await world.presses_action(f"dossier:case:{product}:again")
    (sent,) = await world.presses_action(f"as:file:{product}:pdf")
    assert sent.attachment is not None
    pages = PdfReader(sent.attachment.ref).pages
    words = " ".join(" ".join(page.extract_text().split()) for page in pages)
    assert "nộp đánh giá lại từ 02/01/2027 đến 03/03/2027" in words
    assert "Nam Trực" in words


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


async def test_what_audiences_go_by_follows_the_assessment(world: World) -> None:
    await _half_way(world)
    assert await _products(world) == [("trà atiso", 12, "started")]
    product = world.channel.sent[-1][1].choices()[0].action.split(":")[2]
    await world.presses_action(f"as:name:{product}")
    await world.says("trà hoa atiso")
    await world.presses_action(f"as:set:{product}:11")
    assert await _products(world) == [("trà hoa atiso", 11, "started")]
    await world.presses_action(f"as:full:{product}")
    while "Xem kết quả" not in [c.label for c in world.channel.sent[-1][1].choices()]:
        await world.presses_action(_answers(world)[-1])
    await world.presses("Xem kết quả")
    assert await _products(world) == [("trà hoa atiso", 11, "stuck")]
    await world.presses_action(f"as:drop:{product}")
    await world.presses("Xóa hẳn")
    assert await _products(world) == []


def _answers(world: World) -> list[str]:
    """The answers that are offered now, without "chưa rõ" and "bỏ qua"."""
    actions = [c.action for c in world.channel.sent[-1][1].choices()]
    keys = [a for a in actions if a.startswith(("as:answer:", "as:case:"))]
    return [a for a in keys if a.rsplit(":", 1)[1] not in ("unknown", "skip")]


async def _products(world: World) -> list[tuple[str, int, str]]:
    async with world.db.read() as connection:
        rows = connection.execute("SELECT name, set_no, readiness FROM products")
        return [tuple(row) for row in await (await rows).fetchall()]
