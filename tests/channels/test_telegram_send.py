"""Sending to the fake Telegram: what arrives, and what each refusal becomes."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.telegram import TelegramChannel
from bot.core.channel import Blocked, Moved, Refused, SendError, TryLater, Unclear
from bot.core.message import Attachment, Choice, Outgoing
from tests.channels.conftest import QUICK
from tests.fakes.telegram import (
    TOKEN,
    FakeTelegram,
    Fault,
    Law,
    blocked,
    broken,
    dropped,
    fine,
    flood,
    moved,
    refused,
    silent,
)

YES = ((Choice("Vâng", "yes"),),)
LONG = "Một câu ngắn. " * 700  # three messages


async def failure(channel: TelegramChannel, message: Outgoing, to: str = "7") -> SendError:
    with pytest.raises(SendError) as caught:
        await channel.send(to, message)
    assert TOKEN not in str(caught.value)
    return caught.value


async def test_the_receipt_names_the_message(fake: FakeTelegram, channel: TelegramChannel) -> None:
    receipt = await channel.send("7", Outgoing("xin chào", YES))
    (heard,) = fake.seen(7)
    assert receipt.message == str(heard.id)
    assert receipt.at is not None and receipt.at.tzinfo is not None
    assert heard.rows == [[("Vâng", "yes")]]
    (call,) = fake.made("sendMessage")
    assert "parse_mode" not in call.fields
    assert call.fields["link_preview_options"] == '{"is_disabled": true}'


async def test_signs_that_would_be_markup_arrive_as_they_are(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    await channel.send("7", Outgoing("<b>giá_mật_ong</b> *5* [x](y) &amp;"))
    assert fake.seen(7)[0].text == "<b>giá_mật_ong</b> *5* [x](y) &amp;"


async def test_parts_are_all_in_the_receipt(fake: FakeTelegram, channel: TelegramChannel) -> None:
    receipt = await channel.send("7", Outgoing(LONG, YES))
    heard = fake.seen(7)
    assert receipt.parts == tuple(str(h.id) for h in heard)
    assert receipt.message == str(heard[-1].id)
    assert [bool(h.rows) for h in heard] == [False, False, True]


async def test_photo_and_document_arrive_with_their_bytes(
    fake: FakeTelegram, channel: TelegramChannel, tmp_path: Path
) -> None:
    file = tmp_path / "a.bin"
    file.write_bytes(b"\x00\x01mau")
    await channel.send("7", Outgoing("ảnh", YES, Attachment("photo", str(file), "nhãn.jpg")))
    await channel.send("7", Outgoing("tệp", (), Attachment("document", str(file), "mẫu.pdf")))
    photo, document = fake.seen(7)
    assert (photo.kind, photo.text, photo.rows) == ("photo", "ảnh", [[("Vâng", "yes")]])
    assert (document.kind, document.text) == ("document", "tệp")
    assert photo.file is not None and photo.file.data == b"\x00\x01mau"
    assert document.file is not None and document.file.name == "mẫu.pdf"


async def test_a_file_that_is_not_there_is_refused(
    fake: FakeTelegram, channel: TelegramChannel, tmp_path: Path
) -> None:
    gone = Attachment("document", str(tmp_path / "gone.pdf"))
    assert isinstance(await failure(channel, Outgoing("x", (), gone)), Refused)
    huge = tmp_path / "huge.bin"
    with huge.open("wb") as sparse:
        sparse.truncate(50 * 1024 * 1024 + 1)
    too_big = Attachment("document", str(huge))
    assert isinstance(await failure(channel, Outgoing("x", (), too_big)), Refused)
    assert not fake.calls


async def test_an_edit_changes_the_message(fake: FakeTelegram, channel: TelegramChannel) -> None:
    first = await channel.send("7", Outgoing("Chọn ạ", YES))
    again = await channel.send("7", Outgoing("Đã chọn", replaces=first.message))
    (heard,) = fake.seen(7)
    assert (again.message, heard.text, heard.rows) == (first.message, "Đã chọn", [])


async def test_buttons_alone_are_changed_or_taken_away(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    first = await channel.send("7", Outgoing("Chọn ạ", YES))
    other = ((Choice("Thôi", "no"),),)
    await channel.send("7", Outgoing("", other, replaces=first.message))
    assert fake.seen(7)[0].actions() == ["no"]
    await channel.send("7", Outgoing("", replaces=first.message))
    assert (fake.seen(7)[0].text, fake.seen(7)[0].rows) == ("Chọn ạ", [])


async def test_an_edit_that_changes_nothing_is_fine(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    first = await channel.send("7", Outgoing("Chọn ạ", YES))
    same = await channel.send("7", Outgoing("Chọn ạ", YES, replaces=first.message))
    assert same.message == first.message
    assert len(fake.seen(7)) == 1


async def test_what_cannot_be_edited_is_said_anew(
    fake: FakeTelegram, channel: TelegramChannel, tmp_path: Path
) -> None:
    lost = await channel.send("7", Outgoing("Đã chọn", YES, replaces="9999"))
    assert [h.text for h in fake.seen(7)] == ["Đã chọn"]
    assert lost.message == str(fake.seen(7)[0].id)
    fake.script("editMessageText", refused("message can't be edited"))
    await channel.send("7", Outgoing("mới", replaces=lost.message))
    assert [h.text for h in fake.seen(7)] == ["Đã chọn", "mới"]
    file = tmp_path / "a.jpg"
    file.write_bytes(b"x")
    photo = await channel.send("7", Outgoing("ảnh", YES, Attachment("photo", str(file))))
    await channel.send("7", Outgoing("chữ", replaces=photo.message))
    assert fake.seen(7)[-1].text == "chữ"


async def test_lost_buttons_are_not_said_anew(fake: FakeTelegram, channel: TelegramChannel) -> None:
    assert (await channel.send("7", Outgoing("", YES, replaces="9999"))).message == "9999"
    assert not fake.seen(7)


@pytest.mark.parametrize(
    ("fault", "wanted", "arrives"),
    [
        (flood(3), TryLater, 0),
        (blocked(), Blocked, 0),
        (blocked("user is deactivated"), Blocked, 0),
        (refused("chat not found"), Blocked, 0),
        (refused("PEER_ID_INVALID"), Blocked, 0),
        (moved(-1007), Moved, 0),
        (refused("can't parse entities"), Refused, 0),
        (refused("Request Entity Too Large", code=413), Refused, 0),
        (refused("Unauthorized", code=401), TryLater, 0),
        (refused("Internal Server Error", code=500), Unclear, 0),
        (broken(502), Unclear, 0),
        (broken(504, accepted=True), Unclear, 1),
        (broken(403), TryLater, 0),
        (broken(404), TryLater, 0),
        (broken(429), TryLater, 0),
        (broken(200), Unclear, 0),
        (dropped(accepted=False), Unclear, 0),
        (dropped(accepted=True), Unclear, 1),
    ],
    ids=lambda value: str(getattr(value, "description", "")) or None,
)
async def test_each_refusal_has_its_word(
    fake: FakeTelegram, channel: TelegramChannel, fault: Fault, wanted: type, arrives: int
) -> None:
    fake.script("sendMessage", fault)
    error = await failure(channel, Outgoing("xin chào"))
    assert type(error) is wanted
    assert len(fake.seen(7)) == arrives
    assert (await channel.send("7", Outgoing("lần nữa"))).message


async def test_a_flood_stops_everyone_for_as_long_as_told(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    fake.script("sendMessage", flood(17))
    error = await failure(channel, Outgoing("x"))
    assert isinstance(error, TryLater) and (error.after, error.everyone) == (17.0, True)


async def test_a_moved_group_tells_its_new_address(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    fake.meets(-50)
    fake.moves(-50, -10050)
    error = await failure(channel, Outgoing("x"), to="-50")
    assert isinstance(error, Moved) and error.address == "-10050"


async def test_who_blocked_us_is_blocked(fake: FakeTelegram, channel: TelegramChannel) -> None:
    fake.blocks(7)
    assert isinstance(await failure(channel, Outgoing("x")), Blocked)
    fake.unblocks(7)
    await channel.send("7", Outgoing("x"))


@pytest.mark.parametrize("accepted", [True, False])
async def test_silence_is_unclear(fake: FakeTelegram, accepted: bool) -> None:
    impatient = replace(QUICK, answer=0.3)
    channel = TelegramChannel(fake.token, base_url=fake.base, waits=impatient)
    fake.script("sendMessage", silent(0.6, accepted=accepted))
    assert isinstance(await failure(channel, Outgoing("x")), Unclear)
    await channel.close()
    await asyncio.sleep(0.5)
    assert len(fake.in_flight()) == len(fake.seen(7)) == int(accepted)


async def test_no_connection_is_try_later(fake: FakeTelegram, channel: TelegramChannel) -> None:
    await fake.down()
    error = await failure(channel, Outgoing("x"))
    assert isinstance(error, TryLater) and not error.everyone
    assert error.after <= 5
    await fake.up()
    await channel.send("7", Outgoing("x"))
    assert len(fake.seen(7)) == 1


@pytest.mark.parametrize("fault", [flood(2), dropped(accepted=False), broken(502)])
async def test_a_message_stopped_halfway_goes_on_where_it_stopped(
    fake: FakeTelegram, channel: TelegramChannel, fault: Fault
) -> None:
    fake.script("sendMessage", fine(), fault)
    await failure(channel, Outgoing(LONG, YES))
    assert len(fake.seen(7)) == 1
    receipt = await channel.send("7", Outgoing(LONG, YES))
    assert " ".join(h.text for h in fake.seen(7)).split() == LONG.split()
    assert receipt.parts == tuple(str(h.id) for h in fake.seen(7))
    await channel.send("7", Outgoing(LONG, YES))
    assert len(fake.seen(7)) == 6


async def test_the_strict_fake_is_obeyed_as_a_flood() -> None:
    async with FakeTelegram(Law(chat_burst=2)) as fake:
        fake.meets(7)
        channel = TelegramChannel(fake.token, base_url=fake.base, waits=QUICK)
        error = await failure(channel, Outgoing(LONG))
        assert isinstance(error, TryLater) and error.after == 1.0
        await channel.close()
        assert len(fake.seen(7)) == 2


async def test_typing_is_shown_and_never_raises(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    await channel.hint("7")
    assert fake.meets(7).typing == 1
    fake.script("sendChatAction", flood(5), blocked(), broken(500), dropped(accepted=False))
    for _ in range(4):
        await channel.hint("7")
    await fake.down()
    await channel.hint("7")


async def test_after_close_sending_is_try_later(channel: TelegramChannel) -> None:
    await channel.close()
    assert isinstance(await failure(channel, Outgoing("x")), TryLater)


async def test_a_sent_file_is_fetched_within_its_limit(
    fake: FakeTelegram, channel: TelegramChannel
) -> None:
    fake.sends_document(7, "phiếu.pdf", b"%PDF" * 25)
    sent = Attachment("document", next(iter(fake.world.files)), "phiếu.pdf")
    assert await channel.fetch(sent, limit=100) == b"%PDF" * 25
    with pytest.raises(Refused):
        await channel.fetch(sent, limit=99)
    with pytest.raises(Refused):
        await channel.fetch(Attachment("document", "gone"), limit=99)
    fake.script("file", refused("Not Found", code=404), refused("Bad Gateway", code=502))
    with pytest.raises(Refused):
        await channel.fetch(sent, limit=100)
    with pytest.raises(TryLater):
        await channel.fetch(sent, limit=100)
