"""Linking two chats by a code: shown here, typed there, asked, told, one person."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from bot.core import codes
from bot.core.message import Incoming, Kind, Outgoing
from bot.library import Knowledge
from bot.store import people
from bot.store.database import Database
from bot.store.links import CROWD, note_guess
from bot.store.officials import empty_shown
from tests.handlers.officials.people import XA, code_for
from tests.world import NOON, FakeChannel, World

CODE = re.compile(r"\b[A-Z2-9]{4}-[A-Z2-9]{4}\b")


class Both:
    """Lan on Telegram (with buttons) and on Zalo (without), at one bot."""

    def __init__(self, db: Database, knowledge: Knowledge) -> None:
        self.world = World(db, knowledge)
        self.zalo = FakeChannel("zalo", buttons=False)
        self.deliverer = self.world.app.add(self.zalo)

    async def telegram(self, text: str) -> list[Outgoing]:
        return await self.world.says(text, "lan")

    async def on_zalo(self, text: str, who: str = "1:lan") -> list[Outgoing]:
        before = len(self.zalo.sent)
        number = f"z{self.world.clock.now().timestamp()}{len(self.zalo.sent)}{text}"
        await self.world.app.intake.receive(Incoming("zalo", who, number, Kind.TEXT, text))
        await self.deliverer.once()
        await self.world.deliverer.once()
        return [message for _, message in self.zalo.sent[before:]]

    async def code(self) -> str:
        (shown,) = await self.telegram("liên kết")
        found = CODE.search(shown.text)
        assert found
        return found[0]

    async def persons(self) -> set[int]:
        one = await people.known(self.world.db, "fake", "lan")
        other = await people.known(self.world.db, "zalo", "1:lan")
        return {who.person.number for who in (one, other) if who}


@pytest.fixture
def both(db: Database, knowledge: Knowledge) -> Both:
    return Both(db, knowledge)


@pytest.mark.parametrize(
    "dress", [str, str.lower, lambda code: f"/lienket {code.replace('-', ' ')}"]
)
async def test_a_code_typed_on_the_other_channel_makes_one_person(
    both: Both, dress: Callable[[str], str]
) -> None:
    await both.on_zalo("chào em")
    code = await both.code()
    (asked,) = await both.on_zalo(dress(code))
    assert "Chỉ nối khi cả hai đều là của chính anh/chị" in asked.text
    assert len(await both.persons()) == 2, "nothing happens before they say yes"
    (done,) = await both.on_zalo("1")
    assert done.text.startswith("Em đã nối xong")
    assert len(await both.persons()) == 1
    told = both.world.channel.sent[-1]
    assert told[0] == "lan" and "trên Zalo" in told[1].text


async def test_a_new_chat_may_begin_with_a_code(both: Both) -> None:
    await both.on_zalo(f"/start lk-{await both.code()}")
    await both.on_zalo("đúng, nối lại")
    assert len(await both.persons()) == 1


async def test_a_code_works_once_and_for_a_quarter_of_an_hour(both: Both) -> None:
    late = await both.code()
    both.world.clock.pass_(minutes=15)
    (answer,) = await both.on_zalo(late)
    assert "không tìm thấy mã này" in answer.text
    code = await both.code()
    await both.on_zalo(code)
    await both.on_zalo("1")
    (answer,) = await both.on_zalo(code, who="1:hoa")
    assert "không tìm thấy mã này" in answer.text


async def test_between_the_question_and_the_yes_a_code_may_end(both: Both) -> None:
    await both.on_zalo(await both.code())
    both.world.clock.pass_(minutes=16)
    (answer,) = await both.on_zalo("1")
    assert "không tìm thấy mã này" in answer.text
    assert len(await both.persons()) == 2


async def test_a_new_code_ends_the_one_before(both: Both) -> None:
    old, new = await both.code(), await both.code()
    (answer,) = await both.on_zalo(old)
    assert "không tìm thấy mã này" in answer.text
    (answer,) = await both.on_zalo(new)
    assert "Nối nhé?" in answer.text


async def test_ones_own_code_is_told_apart(both: Both) -> None:
    (answer,) = await both.telegram(await both.code())
    assert "chính cuộc trò chuyện này" in answer.text


async def test_nobody_finds_a_code_by_trying(both: Both) -> None:
    code = await both.code()
    for _ in range(5):
        (answer,) = await both.on_zalo(codes.fresh())
        assert "không tìm thấy" in answer.text
    (answer,) = await both.on_zalo(code)
    assert "một giờ nữa" in answer.text.casefold()
    (answer,) = await both.on_zalo(code, who="1:khac")
    assert "Nối nhé?" in answer.text, "one who tries does not stop the others"
    both.world.clock.pass_(hours=1, minutes=1)
    (answer,) = await both.on_zalo(await both.code())
    assert "Nối nhé?" in answer.text


async def test_very_many_who_guess_lock_nobody_out(both: Both) -> None:
    """A thousand strangers type wrong codes: a right one still links, and still invites."""
    office = await code_for(both.world, XA)
    async with both.world.db.write() as tx:
        for number in range(CROWD + 1):
            address_id, _ = await people.add(both.world.db, tx, "web", f"{number}", NOON)
            await note_guess(both.world.db, tx, address_id, NOON)
    (answer,) = await both.on_zalo(await both.code())
    assert "Nối nhé?" in answer.text
    (invited,) = await both.on_zalo(office)
    assert "Anh/chị được mời" in invited.text
    (wrong,) = await both.on_zalo(codes.fresh(), who="1:khac")
    assert "không tìm thấy" in wrong.text
    (tired,) = await both.on_zalo(await both.code(), who="1:khac")
    assert "một giờ nữa" in tired.text.casefold(), "in a crowd one wrong code is enough"
    (still,) = await both.on_zalo(office, who="1:khac")
    assert "Anh/chị được mời" in still.text, "who mistyped one may still be invited"


async def test_only_a_hash_of_a_code_is_kept(both: Both) -> None:
    code = codes.read(await both.code())
    await empty_shown(both.world.db)
    async with both.world.db.read() as connection:
        rows = await (await connection.execute("SELECT code_hash FROM codes")).fetchall()
        sent = await (await connection.execute("SELECT body FROM outbox")).fetchall()
    assert len(rows) == 1 and code not in rows[0][0] and len(rows[0][0]) == 48
    assert sent and not any(codes.shown(code) in row[0] for row in sent)


async def test_who_is_erased_leaves_no_code_and_no_guess(both: Both) -> None:
    await both.code()
    await both.telegram(codes.fresh())
    await both.world.presses_action("forget:yes", "lan")
    async with both.world.db.read() as connection:
        for table in ("codes", "guesses"):
            row = await (await connection.execute(f"SELECT COUNT(*) FROM {table}")).fetchone()
            assert row[0] == 0


@pytest.mark.parametrize(
    "said",
    ["hợp tác xã", "OCOP 2026", "ABCDEFGH", "23456789", "30 04 2027", "0912 345 678",
     "tham 22 mat ga", "ABCD-EFGH-JK23", "2345-6789-2345"],
)  # fmt: skip
def test_words_and_numbers_are_no_codes(said: str) -> None:
    assert codes.read(said) == ""


def test_every_fresh_code_is_read_back_however_it_is_grouped() -> None:
    for number in range(400):
        code = codes.fresh((codes.LENGTH, codes.INVITATION)[number % 2])
        assert codes.read(codes.shown(code)) == code
        assert codes.read(f" {code.lower()[:2]} {code[2:6]}.{code[6:]} ") == code
