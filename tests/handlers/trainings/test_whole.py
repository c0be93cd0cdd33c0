"""A training from the first word of an official to the last tap of a producer, as people talk."""

from __future__ import annotations

from pathlib import Path

from bot.core.message import Outgoing
from bot.core.reads.officials import Office, Role
from jobs import trainings
from tests.handlers.officials.people import XA, becomes, labels
from tests.world import World

WHEN = "8h-11h30 ngày 15/1/2027"


async def looks(world: World) -> dict[str, int]:
    """The job runs, and what it wrote is delivered."""
    counts = await trainings.look(world.app.knowledge.library, world.db, world.clock.now())
    await world.deliverer.once()
    return {what: count for what, count in counts.items() if count}


def to(world: World, who: str) -> list[Outgoing]:
    return [message for address, message in world.channel.sent if address == who]


def beginning(message: Outgoing) -> bytes:
    """The first bytes of the file that came with a message."""
    assert message.attachment is not None
    return Path(message.attachment.ref).read_bytes()[:4]


async def opens(world: World, seats: str = "1") -> None:
    """An official of a commune announces a training."""
    await becomes(world, "lan", XA)
    await world.says("tập huấn", "lan")
    (asked,) = await world.presses("Mở lớp mới", "lan")
    assert "Lớp dạy về gì?" in asked.text
    await world.says("Viết câu chuyện sản phẩm", "lan")
    await world.says("Nhà văn hóa thôn 3", "lan")
    (wrong,) = await world.says("bản đồ đây", "lan")
    assert "chưa thấy đường dẫn" in wrong.text
    await world.says("https://maps.app.goo.gl/abc", "lan")
    (seats_asked,) = await world.says(WHEN, "lan")
    assert "bao nhiêu chỗ" in seats_asked.text
    await world.says(seats, "lan")
    (seen,) = await world.presses("Mọi sản phẩm", "lan")
    assert "8h00–11h30, Thứ Sáu 15/1/2027" in seen.text
    assert "xã " in seen.text
    (opened,) = await world.presses("Mở lớp", "lan")
    assert "Em đã mở lớp" in opened.text


async def lives(world: World, who: str) -> None:
    async with world.db.write() as tx:
        row = await world.db.sql.owner_of(tx, channel="fake", address=who)
        await world.db.sql.live_at(tx, person=row[1], tinh="37", xa="13966")


async def finds(world: World, who: str) -> Outgoing:
    """A producer of that commune finds the training."""
    await world.says("chào em", who)
    await lives(world, who)
    await world.says("tap huan", who)
    (card,) = await world.presses("Viết câu chuyện sản phẩm, Thứ Sáu 15/1/2027", who)
    return card


async def test_a_seat_a_line_and_what_happens_when_somebody_leaves(world: World) -> None:
    await opens(world)
    card = await finds(world, "an")
    assert "https://maps.app.goo.gl/abc" in card.text
    assert "Còn 1/1 chỗ." in card.text
    (joined,) = await world.presses("Đăng ký", "an")
    assert "Em đã giữ chỗ" in joined.text
    card = await finds(world, "binh")
    assert "Vào danh sách chờ" in labels(card)
    (waiting,) = await world.presses("Vào danh sách chờ", "binh")
    assert "trước mình còn 0 người" in waiting.text
    await world.says("/lich", "binh")
    assert "đang chờ chỗ" in to(world, "binh")[-1].text
    await world.presses_action("training:leave:1", "an")
    (left,) = await world.presses("Hủy đăng ký", "an")
    assert "nhường chỗ" in left.text
    assert await looks(world) == {"told": 1}
    assert "Có chỗ rồi!" in to(world, "binh")[-1].text
    assert await looks(world) == {}
    (seen,) = await world.presses("Xem lớp này", "binh")
    assert "Anh/chị đã có chỗ." in seen.text


async def test_news_wait_for_the_morning_and_are_of_no_use_after_the_lesson(world: World) -> None:
    await opens(world)
    await finds(world, "an")
    await world.presses("Đăng ký", "an")
    world.clock.moment = world.clock.moment.replace(hour=16)  # 23:00 in Việt Nam
    await world.presses_action("training:cancel:1", "lan")
    await world.presses("Hủy lớp này", "lan")
    before = len(to(world, "an"))
    assert await looks(world) == {"told": 1}
    assert len(to(world, "an")) == before, "nobody is woken at night"
    world.clock.pass_(hours=8)
    await world.deliverer.once()
    assert "không mở nữa" in to(world, "an")[-1].text


async def test_who_came_gets_the_materials_and_two_taps_of_feedback(world: World) -> None:
    await opens(world, "30")
    for who in ("an", "binh", "chi"):
        await finds(world, who)
        await world.presses("Đăng ký", who)
    world.clock.moment = world.clock.moment.replace(year=2027, month=1, day=15, hour=5)  # 12:00
    await world.says("tập huấn", "lan")
    await world.presses("Lớp của địa phương", "lan")
    await world.presses("Viết câu chuyện sản phẩm, Thứ Sáu 15/1/2027", "lan")
    (paper,) = await world.presses("Danh sách để in", "lan")
    assert beginning(paper) == b"%PDF"
    await world.presses("Quay lại lớp này", "lan")
    (people,) = await world.presses("Ai đã đến", "lan")
    assert "chưa ghi 3" in people.text
    first = next(c for c in people.choices() if c.label.startswith("·"))
    (marked,) = await world.presses_action(first.action, "lan")
    assert "Đến 1, vắng 0, chưa ghi 2" in marked.text
    (rest,) = await world.presses("Còn lại đều vắng", "lan")
    assert "Đến 1, vắng 2, chưa ghi 0" in rest.text
    await world.presses("Quay lại lớp này", "lan")
    await world.presses("Gửi tài liệu", "lan")
    await world.says("Bài giảng: https://ocop.example/bai1.pdf", "lan")
    assert await looks(world) == {"feedback": 1, "told": 2}
    assert await looks(world) == {}
    told = [m.text for m in to(world, "an")[-2:]]
    assert "https://ocop.example/bai1.pdf" in "\n".join(told)
    assert not [m for m in to(world, "binh") if "bai1.pdf" in m.text]
    (second,) = await world.presses("Rất có ích", "an")
    assert "dễ hiểu" in second.text
    (thanks,) = await world.presses("Vừa phải", "an")
    assert "không thấy tên" in thanks.text
    await world.presses_action("training:ratings:1", "lan")
    seen = to(world, "lan")[-1].text
    assert "Rất có ích: 1" in seen
    assert "Vừa phải: 1" in seen


async def test_another_time_is_told_to_those_who_registered(world: World) -> None:
    await opens(world)
    await finds(world, "an")
    await world.presses("Đăng ký", "an")
    await world.presses_action("training:office:1", "lan")
    await world.presses("Đổi ngày giờ", "lan")
    (wrong,) = await world.says("31/2/2027", "lan")
    assert "Lịch không có ngày này" in wrong.text
    (done,) = await world.says("14h", "lan")
    assert "Em đã sửa" in done.text
    assert await looks(world) == {"told": 1}
    assert "14h00–17h00, Thứ Sáu 15/1/2027" in to(world, "an")[-1].text
    await world.presses_action("training:change:1:when", "lan")
    await world.says("20/1/2027", "lan")
    await looks(world)
    assert "14h00–17h00, Thứ Tư 20/1/2027" in to(world, "an")[-1].text


async def test_the_map_of_the_place_before_goes_with_it(world: World) -> None:
    await opens(world)
    for said, place, link in (
        ("Nhà văn hóa thôn 2 https://maps.app/2", "Nhà văn hóa thôn 2", "https://maps.app/2"),
        ("Trường tiểu học", "Trường tiểu học", ""),
    ):
        await world.presses_action("training:change:1:place", "lan")
        (done,) = await world.says(said, "lan")
        assert "Em đã sửa" in done.text
        card = (await finds(world, "an")).text.split("\n")
        assert place in card
        assert [line for line in card if "http" in line] == ([link] if link else [])


async def test_a_producer_who_tries_an_officials_button_learns_nothing(world: World) -> None:
    await opens(world)
    for action in ("training:new", "training:own", "training:office:1", "training:paper:1",
                   "training:cancelled:1", "training:came:1", "training:rest:1:yes"):  # fmt: skip
        (answer,) = await world.presses_action(action, "an")
        assert "Nút này cũ rồi" in answer.text, action
    card = await finds(world, "an")
    assert "Còn 1/1 chỗ." in card.text


async def test_an_official_of_another_place_cannot_touch_it(world: World) -> None:
    await opens(world)
    await becomes(world, "minh", Office(Role.XA, "37", "13987"))
    (answer,) = await world.presses_action("training:cancelled:1", "minh")
    assert "Nút này cũ rồi" in answer.text


async def test_buttons_of_what_is_over_do_nothing(world: World) -> None:
    await opens(world)
    await finds(world, "an")
    world.clock.pass_(days=100)
    (late,) = await world.presses("Đăng ký", "an")
    assert "không nhận đăng ký nữa" in late.text
    (none,) = await world.presses_action("training:open:77", "an")
    assert "Nút này cũ rồi" in none.text
    (rated,) = await world.presses_action("training:rate:1:useful:3", "an")
    assert "Nút này cũ rồi" in rated.text


async def test_a_name_on_the_list_can_be_mended(world: World) -> None:
    await opens(world)
    await finds(world, "an")
    await world.presses("Đăng ký", "an")
    await world.presses("Sửa tên trong danh sách", "an")
    (named,) = await world.says("Nguyễn Thị An", "an")
    assert "Nguyễn Thị An" in named.text
    async with world.db.read() as connection:
        rows = [row async for row in world.db.sql.registered_for(connection, training=1)]
    assert [row[1] for row in rows] == ["Nguyễn Thị An"]


async def test_a_lesson_of_yesterday_is_not_asked_about_after_weeks(world: World) -> None:
    await opens(world)
    await finds(world, "an")
    await world.presses("Đăng ký", "an")
    world.clock.pass_(days=90)
    assert await looks(world) == {}
