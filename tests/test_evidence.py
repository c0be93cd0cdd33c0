"""Photos and papers as evidence, from the phone to the disk and away from it again."""

from __future__ import annotations

import asyncio
import os
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import evidence
from bot.core.channel import Refused, TryLater
from bot.core.message import Attachment, Incoming, Kind, Outgoing
from bot.library import Knowledge
from bot.store.database import Database
from tests.handlers.assess.test_store import same_person_elsewhere
from tests.test_checked import PAPER, photo
from tests.world import World

RED, BLUE = photo(), photo("PNG")


@pytest.fixture
def both(db: Database, knowledge: Knowledge, tmp_path: Path) -> World:
    """The whole bot on each kind of database."""
    return World(db, knowledge, ocop_data=tmp_path)


class Phone:
    """Somebody's phone, with files on it."""

    def __init__(self, world: World) -> None:
        """Nothing sent yet."""
        self.world, self._count = world, 0

    async def sends(self, data: bytes, name: str = "", text: str = "", **more: str) -> Outgoing:
        """Send a file; the first reply."""
        return (await self.world.gives(self._incoming(data, name, text, **more)))[0]

    def _incoming(self, data: bytes, name: str = "", text: str = "", **more: str) -> Incoming:
        self._count += 1
        ref = f"file-{self._count}"
        self.world.channel.files[ref] = data
        sent = Attachment("document" if name else "photo", ref, name, size=len(data))
        return self.world.incoming(Kind.FILE, text=text, attachments=(sent,), **more)

    def there(self) -> list[Path]:
        """The files in the cabinet."""
        folder = self.world.app.settings.ocop_data / "evidence"
        return sorted(folder.iterdir()) if folder.is_dir() else []


async def at_a_question(world: World, code: str = "3.5") -> Phone:
    """A product, standing at a question."""
    await world.says("tự chấm")
    await world.presses("Chấm sản phẩm đầu tiên")
    await world.says("trà atiso")
    await world.presses("Đúng bộ này")
    await world.presses("Làm luôn toàn bộ")
    await world.says(f"mục {code}")
    return Phone(world)


def _card(world: World) -> str:
    """The label of the product on the shelf."""
    labels = [c.label for c in world.channel.sent[-1][1].choices()]
    return next(label for label in labels if label.startswith("trà atiso · "))


async def rows(world: World) -> int:
    """How many files have a row."""
    async with world.db.read() as connection:
        return len([row async for row in world.db.sql.evidence_names(connection)])


async def test_a_photo_at_a_question_is_kept_seen_again_and_deleted(both: World) -> None:
    phone = await at_a_question(both)
    assert "Gửi ảnh/giấy" in [c.label for c in both.channel.sent[-1][1].choices()]
    said = (await both.presses("Gửi ảnh/giấy"))[0].text
    assert 'cho "3.5 ' in said
    assert "đang có 1 ảnh, giấy" in (await phone.sends(RED)).text
    assert "đang có 2 ảnh, giấy" in (await phone.sends(PAPER, "giấy nhãn hiệu.pdf")).text
    first, paper = sorted(phone.there(), key=lambda path: path.suffix)
    assert stat.S_IMODE(first.stat().st_mode) == 0o600
    assert stat.S_IMODE(first.parent.stat().st_mode) == 0o700
    assert len(first.stem) == 32

    assert "2 ảnh, giấy" in (await both.presses("Xem lại 2 ảnh, giấy"))[0].text
    look = (await both.presses("giấy nhãn hiệu.pdf"))[0]
    assert look.attachment is not None and look.attachment.ref == str(paper)
    assert await asyncio.to_thread(paper.read_bytes) == PAPER
    assert "chắc chưa" in (await both.presses("Xóa tệp này"))[0].text
    assert "Em đã xóa" in (await both.presses("Xóa hẳn"))[0].text
    assert await both.app.cabinet.burn() == 1
    assert phone.there() == [first]
    assert await both.app.cabinet.burn() == 0


async def test_after_the_files_the_road_goes_on_where_it_was(world: World) -> None:
    phone = await at_a_question(world)
    question = world.channel.sent[-1][1].text
    await phone.sends(RED)
    on = (await world.presses("Xong, làm tiếp"))[0].text
    assert on == f"{question}\n\nĐã gửi 1 ảnh, giấy."
    await world.says("1 điểm")
    await world.says("mục 3.5")
    await phone.sends(BLUE)
    assert "mục" not in (await world.presses("Xong, làm tiếp"))[0].text
    assert "3.5" not in world.channel.sent[-1][1].text.split("\n\n")[1]


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"MZ\x90\0" + b"\0" * 99, "anh.jpg", "chỉ nhận ảnh"),
        (b"", "trong.pdf", "trống không"),
        (b"%PDF-1.4" + b"x" * (11 << 20), "to.pdf", "10 MB"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 50, "IMG_1.HEIC", "HEIC"),
        (RED[:300], "hong.jpg", "bị hỏng"),
    ],
)
async def test_a_wrong_file_is_told_kindly_and_loses_nothing(
    world: World, data: bytes, name: str, says: str
) -> None:
    phone = await at_a_question(world)
    assert says in (await phone.sends(data, name)).text
    assert phone.there() == [] and await rows(world) == 0
    assert "3.5" in (await world.presses("Xong, làm tiếp"))[0].text


async def test_a_voice_at_a_question_loses_nothing(world: World) -> None:
    await at_a_question(world)
    assert "tin thoại" in (await world.sends("voice"))[0].text
    assert "Em ghi: 3.5" in (await world.says("1"))[0].text


async def test_a_file_that_cannot_be_had_now_or_any_more(world: World) -> None:
    phone = await at_a_question(world)
    world.channel.away.extend([TryLater(2.0), Refused("gone")])
    assert "Mạng đang trục trặc" in (await phone.sends(RED)).text
    assert "không lấy được tệp" in (await phone.sends(RED)).text
    assert "đang có 1 ảnh" in (await phone.sends(RED)).text


async def test_a_file_where_nothing_is_asked_is_not_kept(world: World) -> None:
    phone = Phone(world)
    assert "chưa biết để vào đâu" in (await phone.sends(RED)).text
    assert world.channel.fetched == [] and phone.there() == []


async def test_an_update_that_comes_twice_is_kept_once(both: World) -> None:
    phone = await at_a_question(both)
    sent = phone._incoming(RED)
    await both.gives(sent)
    assert await both.gives(sent) == []
    assert len(phone.there()) == await rows(both) == 1
    assert "có rồi" in (await phone.sends(RED)).text
    assert len(phone.there()) == 1


async def test_two_channels_at_once_do_the_turn_again_and_keep_both(both: World) -> None:
    """A turn that lost the race is done again; its file is fetched once."""
    phone = await at_a_question(both)
    other = await same_person_elsewhere(both)
    photos = [phone._incoming(photo(size=(60 + n, 40))) for n in range(6)]
    other.files = both.channel.files
    photos[::2] = [replace(one, channel=other.name) for one in photos[::2]]
    await asyncio.gather(*(both.app.intake.receive(one) for one in photos))
    assert await rows(both) == 6 == len(phone.there())
    assert sorted(both.channel.fetched + other.fetched) == sorted(both.channel.files)


async def test_a_turn_that_dies_leaves_an_orphan_that_is_swept(
    both: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await at_a_question(both)

    async def dies(*given: object) -> None:
        raise RuntimeError("the process dies between disk and database")

    with monkeypatch.context() as patched:
        patched.setattr("bot.store.turns.carry_out", dies)
        with pytest.raises(RuntimeError):
            await phone.sends(RED)
    (orphan,) = phone.there()
    now = both.clock.now()
    long_ago = (now - timedelta(hours=2)).timestamp()
    await phone.sends(BLUE)
    for path in phone.there():
        os.utime(path, (long_ago, long_ago))
    assert await both.app.cabinet.sweep(now) == 1
    assert not orphan.exists() and len(phone.there()) == await rows(both) == 1
    assert await both.app.cabinet.sweep(now) == 0


async def test_files_go_with_the_product_and_with_the_person(both: World) -> None:
    phone = await at_a_question(both)
    await phone.sends(RED)
    await both.says("tự chấm")
    await both.presses(_card(both))
    await both.presses("Xóa sản phẩm")
    await both.presses("Xóa hẳn")
    assert await rows(both) == 0
    assert await both.app.cabinet.burn() == 1 and phone.there() == []

    phone = await at_a_question(both)
    await phone.sends(BLUE)
    await both.says("cài đặt")
    await both.presses("Xóa dữ liệu của tôi")
    await both.presses("Xóa hết")
    assert await rows(both) == 0
    assert await both.app.cabinet.burn() == 1 and phone.there() == []


async def test_there_is_an_end_to_what_one_person_may_send(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await at_a_question(world)
    monkeypatch.setattr(evidence, "MOST_FILES", 2)
    await phone.sends(RED)
    await phone.sends(BLUE)
    assert "đầy rồi" in (await phone.sends(PAPER, "them.pdf")).text
    assert len(world.channel.fetched) == 2


async def test_a_paper_of_the_dossier_has_its_own_files(world: World) -> None:
    phone = await at_a_question(world)
    await world.says("tự chấm")
    await world.presses(_card(world))
    await world.presses("Cần giấy tờ gì?")
    await world.presses("Đăng ký lần đầu")
    await world.presses("Gửi ảnh/giấy")
    said = (await phone.sends(PAPER, "mau 01.pdf")).text
    assert '"Mẫu 01, phiếu đăng ký" đang có 1' in said
    assert "Đã gửi 1 ảnh, giấy" in (await world.presses("Xong, làm tiếp"))[0].text
    await world.says("tự chấm")
    await world.presses(_card(world))
    assert "đã gửi 1 ảnh, giấy" in (await world.presses("Ảnh, giấy đã gửi"))[0].text
    await world.presses("Mẫu 01, phiếu đăng ký · 1")
    assert (await world.presses("mau 01.pdf"))[0].attachment is not None


async def test_nobody_reaches_another_persons_files(world: World) -> None:
    phone = await at_a_question(world)
    await phone.sends(RED)
    (look,) = [c.action for c in world.channel.sent[-1][1].choices() if c.action.startswith("ev:")]
    (theirs,) = phone.there()
    product = look.split(":")[2]
    for action in (
        look,
        f"ev:see:{product}:{theirs.stem[:12]}",
        f"ev:gone:{product}:{theirs.stem[:12]}",
    ):
        (said,) = await world.presses_action(action, who="nguoi la")
        assert "cũ rồi" in said.text and said.attachment is None
    assert theirs.exists() and await rows(world) == 1


async def test_another_set_leaves_the_files_with_the_product(world: World) -> None:
    phone = await at_a_question(world, "3.5")
    await phone.sends(RED)
    await world.says("mục 9")
    await phone.sends(BLUE)
    product = world.channel.sent[-1][1].choices()[0].action.split(":")[2]
    said = (await world.presses_action(f"as:set:{product}:21"))[0].text
    assert "để riêng" in said
    listed = (await world.presses_action(f"ev:all:{product}"))[0]
    assert [c.label for c in listed.choices()][:2] == ["3.5 Nhãn hiệu, bảo hộ · 1", "trà atiso · 1"]
