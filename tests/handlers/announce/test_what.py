"""What is announced: long texts, links, files, and how each channel will show them."""

from __future__ import annotations

import pytest

from bot.channels.zalo import ZaloChannel
from bot.core.message import Attachment, Kind
from bot.store import people
from tests.handlers.announce.town import pressing, written
from tests.world import World


async def test_forbidden_html_is_taken_out_when_asked(town: World) -> None:
    await town.says("/thongbao", "lan")
    await pressing(town, "✎ Soạn thông báo mới")
    (asked,) = await town.says("<b>Họp</b> lúc 8h <script>x</script>", "lan")
    assert "<b>" in asked.text
    (shown,) = await pressing(town, "Bỏ các dấu này")
    assert "“Họp lúc 8h x”" in shown.text


async def test_a_long_text_is_shortened_split_or_attached(town: World) -> None:
    await town.says("/thongbao", "lan")
    await pressing(town, "✎ Soạn thông báo mới")
    (asked,) = await town.says("Bà con chú ý. " * 500, "lan")
    labels = [choice.label for choice in asked.choices()]
    assert labels[:3] == ["Em viết lại ngắn hơn", "Cứ tách thành nhiều tin", "Gửi kèm tệp PDF"]
    (shown,) = await pressing(town, "Cứ tách thành nhiều tin")
    assert "Gửi cho ai" in [choice.label for choice in shown.choices()]


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("ocop.gov.vn/lich", "https://ocop.gov.vn/lich"),
        ("javascript:alert(1)", "không mở được"),
        ("xem ở đây", "không mở được"),
    ],
)
async def test_links(town: World, said: str, word: str) -> None:
    await written(town)
    await pressing(town, "Thêm nút mở trang")
    (shown,) = await town.says(said, "lan")
    assert word in shown.text


async def test_a_link_becomes_a_button(town: World) -> None:
    await written(town)
    await pressing(town, "Thêm nút mở trang")
    await town.says("ocop.gov.vn", "lan")
    await pressing(town, "Đúng trang này")
    await town.says("Xem chi tiết", "lan")
    _, same, _ = await pressing(town, "Gửi cho ai", "Xem thử")
    assert [(c.label, c.action) for c in same.choices()] == [
        ("Xem chi tiết", "https://ocop.gov.vn")
    ]


async def test_each_channel_says_itself_what_people_will_see_there(town: World) -> None:
    """Lan writes here, where there are buttons; Mận is on Zalo, where there are none."""
    town.app.add(ZaloChannel(["1234567:abcdefg"], publish=lambda file: "never asked"))
    async with town.db.write() as tx:
        _, person = await people.add(town.db, tx, "zalo", "1:mận", town.clock.now())
        await town.db.sql.live_at(tx, person=person, tinh="37", xa="13966")
    paper = Attachment("document", "f1", "moi-hop.pdf", "application/pdf", 1000)
    await written(town, "Mời bà con họp. " * 200)
    await pressing(town, "Cứ tách thành nhiều tin")
    await town.gives(town.incoming(Kind.FILE, "lan", attachments=(paper,)))
    await pressing(town, "☐ Nút “Đã đọc”", "Gửi cho ai")
    _, here, head, one, two, numbers = await pressing(town, "Xem thử")
    assert here.attachment is not None and [c.label for c in here.choices()] == ["Đã đọc"]
    assert "Ở kênh Zalo, bà con sẽ thấy 2 tin" in head.text
    assert 1500 < len(one.text) <= 2000 and not one.rows and one.attachment is None
    assert "nhắn: đã đọc" in two.text
    assert two.text.endswith("moi-hop.pdf: https://…/moi-hop.pdf")
    assert "zalo: 1" in numbers.text


async def test_files(town: World) -> None:
    await written(town)
    for file, word in (
        (Attachment("document", "f1", "a.exe", "application/x-dosexec", 10), "JPG"),
        (Attachment("photo", "f2", "", "image/jpeg", 30 * 1024 * 1024), "10 MB"),
    ):
        (shown,) = await town.gives(town.incoming(Kind.FILE, "lan", attachments=(file,)))
        assert word in shown.text
    good = Attachment("photo", "f3", "", "image/jpeg", 1000)
    (shown,) = await town.gives(town.incoming(Kind.FILE, "lan", attachments=(good,)))
    assert "có kèm một tệp" in shown.text
    _, same, _ = await pressing(town, "Gửi cho ai", "Xem thử")
    assert same.attachment is not None and same.attachment.ref == "held:f3"
