"""What every channel must do. A channel's tests subclass ChannelContract and give a `stand`.

    class TestTelegramContract(ChannelContract):
        @pytest.fixture
        async def stand(self) -> AsyncIterator[Stand]: ...

The stand is a person on the channel's other side, and a bot that only writes down what it hears.
"""

from __future__ import annotations

import asyncio
import re
import time
from pathlib import Path
from typing import Protocol

import pytest

from bot.core.channel import Blocked, Channel, Refused, SendError, TryLater, Unclear
from bot.core.message import Attachment, Choice, Incoming, Kind, Outgoing
from bot.core.text import length

FAMILY = (TryLater, Blocked, Refused, Unclear)
MENU = ((Choice("Hỏi đáp", "ask"), Choice("Tự chấm điểm", "assess")), (Choice("Cài đặt", "set:1"),))


class Stand(Protocol):
    """One person at a channel that listens already."""

    channel: Channel
    address: str
    received: list[Incoming]

    async def says(self, text: str) -> None:
        """The person writes; on a line of their own."""
        ...

    async def chooses(self, number: int) -> None:
        """The person picks this choice (from 1) of the latest message, as the channel lets them."""
        ...

    async def seen(self) -> list[str]:
        """The texts on the person's screen by now, edits applied; buttons may be left out."""
        ...


async def hears(stand: Stand, count: int, timeout: float = 5.0) -> list[Incoming]:
    """What the bot has received once there are `count`; AssertionError when they do not come."""
    deadline = time.monotonic() + timeout
    while len(stand.received) < count:
        assert time.monotonic() < deadline, f"only {len(stand.received)} of {count} came"
        await asyncio.sleep(0.005)
    return stand.received


def _same(text: str) -> str:
    """Without what only a sent file has: the part of its address that nobody guesses."""
    return re.sub(r"https?://\S+/(?=bieu)", "", text).strip()


class ChannelContract:
    """The tests."""

    async def test_it_says_what_it_is(self, stand: Stand) -> None:
        limits = stand.channel.limits
        assert stand.channel.name.isascii() and stand.channel.name.islower()
        assert limits.text >= limits.caption > 0
        assert length("chè", limits.unit) == 3

    async def test_a_text_comes_and_an_answer_goes(self, stand: Stand) -> None:
        await stand.says("Sản phẩm của em được mấy sao?")
        (heard,) = await hears(stand, 1)
        assert (heard.channel, heard.address) == (stand.channel.name, stand.address)
        assert (heard.kind, heard.text) == (Kind.TEXT, "Sản phẩm của em được mấy sao?")
        assert heard.update_id
        receipt = await stand.channel.send(stand.address, Outgoing("Dạ, bốn sao ạ."))
        assert receipt.message
        assert any("Dạ, bốn sao ạ." in text for text in await stand.seen())

    async def test_each_text_is_an_update_of_its_own_in_order(self, stand: Stand) -> None:
        for number in range(5):
            await stand.says(f"câu {number}")
        heard = await hears(stand, 5)
        assert [h.text for h in heard] == [f"câu {number}" for number in range(5)]
        assert len({h.update_id for h in heard}) == 5

    async def test_a_long_text_arrives_whole_and_in_order(self, stand: Stand) -> None:
        words = [f"từ{number}" for number in range(1_800)]
        text = "\n\n".join(" ".join(words[at : at + 40]) for at in range(0, len(words), 40))
        await stand.channel.send(stand.address, Outgoing(text))
        seen = await stand.seen()
        assert " ".join(seen).split() == words
        limits = stand.channel.limits
        assert all(length(part, limits.unit) <= limits.text for part in seen)

    @pytest.mark.parametrize("with_file", [False, True])
    @pytest.mark.parametrize("words", ["Mời bà con ạ", " ".join(f"từ{n}" for n in range(1_500))])
    async def test_what_it_says_people_see_is_what_they_see(
        self, stand: Stand, tmp_path: Path, words: str, with_file: bool
    ) -> None:
        """Parts, numbers, a page's button and a file: looked at before, and then sent."""
        form = tmp_path / "bieu-01.pdf"
        form.write_bytes(b"%PDF-1.4")
        file = Attachment("document", str(form), "bieu-01.pdf", "application/pdf", 8)
        page = Choice("Xem trang", "https://ocop.gov.vn/" + "a" * 100)
        message = Outgoing(words, (*MENU, (page,)), file if with_file else None)
        told = stand.channel.bubbles(message)
        await stand.channel.send(stand.address, message)
        seen = [_same(text) for text in await stand.seen()]
        assert [part for part in seen if part] == [_same(b.text) for b in told if b.text]
        if stand.channel.limits.buttons:
            assert told[-1].rows == (("Hỏi đáp", "Tự chấm điểm"), ("Cài đặt",), ("Xem trang",))
            assert [b.file for b in told if b.file] == ["document"] * with_file

    async def test_a_choice_comes_back(self, stand: Stand) -> None:
        receipt = await stand.channel.send(stand.address, Outgoing("Bà con cần gì ạ?", MENU))
        await stand.chooses(3)
        (heard,) = await hears(stand, 1)
        if stand.channel.limits.buttons:
            assert (heard.kind, heard.action) == (Kind.PRESS, "set:1")
            assert heard.pressed == receipt.message
        else:  # the intake turns the number into the press
            assert (heard.kind, heard.text) == (Kind.TEXT, "3")
            assert any("Cài đặt" in text for text in await stand.seen())

    async def test_a_message_replaces_an_earlier_one_or_follows_it(self, stand: Stand) -> None:
        first = await stand.channel.send(stand.address, Outgoing("Chọn ạ", MENU))
        again = Outgoing("Đã ghi lại ạ", replaces=first.message)
        assert (await stand.channel.send(stand.address, again)).message
        assert any("Đã ghi lại ạ" in text for text in await stand.seen())
        bare = Outgoing("", replaces=first.message)
        before = await stand.seen()
        await stand.channel.send(stand.address, bare)
        assert await stand.seen() == before

    async def test_a_file_goes_out_with_its_words(self, stand: Stand, tmp_path: Path) -> None:
        if not stand.channel.limits.files:
            pytest.skip("this channel carries no files")
        form = tmp_path / "bieu-01.pdf"
        form.write_bytes(b"%PDF-1.4")
        file = Attachment("document", str(form), "bieu-01.pdf", "application/pdf", 8)
        receipt = await stand.channel.send(stand.address, Outgoing("Mẫu đây ạ", attachment=file))
        assert receipt.message
        assert any("Mẫu đây ạ" in text for text in await stand.seen())

    @pytest.mark.parametrize(
        "message",
        [
            Outgoing(""),
            Outgoing(" \n "),
            Outgoing("nửa \ud83d dấu \x00"),
            Outgoing("‮ngược"),
            Outgoing("x", ((Choice("", "a"),),)),
            Outgoing("x", ((Choice("dài" * 100, "a"),),)),
            Outgoing("x", ((Choice("nút", "a" * 65),),)),
            Outgoing("x", tuple((Choice(f"nút {n}", f"a:{n}"),) for n in range(150))),
            Outgoing("x", attachment=Attachment("photo", "/no/such/file.jpg")),
            Outgoing("x", replaces="not-an-id"),
            Outgoing("x", replaces="987654321"),
        ],
        ids=lambda message: repr(message.text)[:12],
    )
    async def test_whatever_goes_out_only_a_send_error_comes_back(
        self, stand: Stand, message: Outgoing
    ) -> None:
        try:
            assert (await stand.channel.send(stand.address, message)).message is not None
        except SendError as error:
            assert isinstance(error, FAMILY)

    async def test_an_unknown_address_is_a_send_error(self, stand: Stand) -> None:
        with pytest.raises(SendError) as caught:
            await stand.channel.send("nobody-here", Outgoing("alo"))
        assert isinstance(caught.value, FAMILY)

    async def test_a_file_that_is_not_there_is_refused(self, stand: Stand) -> None:
        with pytest.raises((Refused, TryLater)):
            await stand.channel.fetch(Attachment("photo", "no-such-file"), 1000)

    async def test_a_typing_hint_never_raises(self, stand: Stand) -> None:
        await stand.channel.hint(stand.address)
        await stand.channel.hint("nobody-here")

    async def test_close_may_come_twice(self, stand: Stand) -> None:
        await stand.channel.close()
        await stand.channel.close()
        await stand.channel.hint(stand.address)
