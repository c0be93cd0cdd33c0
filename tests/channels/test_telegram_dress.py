"""What leaves for Telegram, as calls."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.dress import Call, dress
from bot.core.channel import Refused
from bot.core.message import Attachment, Choice, Outgoing
from bot.core.text import length

PHOTO = Attachment("photo", "/tmp/nhan.jpg", "nhan.jpg")
ROWS = ((Choice("Có", "yes"), Choice("Không", "no")),)
KEYBOARD = [
    [{"text": "Có", "callback_data": "yes"}, {"text": "Không", "callback_data": "no"}],
]


def test_a_text_with_buttons() -> None:
    (call,) = dress("7", Outgoing("Đúng không ạ?", ROWS))
    arguments = {"chat_id": "7", "text": "Đúng không ạ?", "reply_markup": KEYBOARD}
    assert call == Call("send_message", arguments)


def test_a_long_text_has_its_buttons_on_the_last_part() -> None:
    calls = dress("7", Outgoing("Một câu ngắn. " * 700, ROWS))
    assert [call.method for call in calls] == ["send_message"] * 3
    assert ["reply_markup" in call.arguments for call in calls] == [False, False, True]
    assert all(length(call.arguments["text"], "utf16") <= 4096 for call in calls)


@given(st.text(alphabet="aà \n\U0001f33e.", max_size=9_000))
def test_no_part_is_blank_or_too_long(text: str) -> None:
    try:
        calls = dress("7", Outgoing(text))
    except Refused:
        assert not text.strip()
        return
    parts = [call.arguments["text"] for call in calls]
    assert all(part.strip() and length(part, "utf16") <= 4096 for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


def test_a_photo_with_a_caption() -> None:
    (call,) = dress("7", Outgoing("nhãn mẫu", ROWS, PHOTO))
    assert (call.method, call.path) == ("send_photo", "/tmp/nhan.jpg")
    assert call.arguments["caption"] == "nhãn mẫu"
    assert call.arguments["reply_markup"] == KEYBOARD


def test_a_caption_that_is_too_long_follows_the_file() -> None:
    first, second = dress("7", Outgoing("ă" * 1025, ROWS, PHOTO))
    assert "caption" not in first.arguments and "reply_markup" not in first.arguments
    assert second.arguments["text"] == "ă" * 1025
    assert second.arguments["reply_markup"] == KEYBOARD


def test_captions_are_counted_in_utf16() -> None:
    assert len(dress("7", Outgoing("\U0001f33e" * 512, (), PHOTO))) == 1
    assert len(dress("7", Outgoing("\U0001f33e" * 513, (), PHOTO))) == 2


def test_anything_but_a_photo_goes_as_a_document() -> None:
    (call,) = dress("7", Outgoing("", (), Attachment("video", "/tmp/v.mp4")))
    assert call == Call("send_document", {"chat_id": "7"}, "/tmp/v.mp4")


def test_an_edit_and_an_edit_of_buttons_alone() -> None:
    (call,) = dress("7", Outgoing("Đã nhớ ạ", ROWS, replaces="55"))
    assert call.method == "edit_message_text" and call.is_edit
    assert call.arguments["message_id"] == 55
    (bare,) = dress("7", Outgoing("", replaces="55"))
    arguments = {"chat_id": "7", "message_id": 55}
    assert bare == Call("edit_message_reply_markup", arguments)


def test_a_long_edit_goes_on_as_new_messages() -> None:
    calls = dress("7", Outgoing("từ " * 2_000, ROWS, replaces="55"))
    assert [call.method for call in calls] == ["edit_message_text", "send_message"]
    assert ["reply_markup" in call.arguments for call in calls] == [False, True]


def test_a_long_label_is_shortened() -> None:
    (call,) = dress("7", Outgoing("x", ((Choice("Chương trình " * 9, "a"),),)))
    (((button),),) = call.arguments["reply_markup"]
    assert len(button["text"]) <= 60 and button["text"].endswith("…")


@pytest.mark.parametrize(
    "message",
    [
        Outgoing(""),
        Outgoing("\u202e\n"),
        Outgoing("x", ((Choice("nút", "ă" * 32 + "b"),),)),
        Outgoing("x", ((Choice("nút", ""),),)),
        Outgoing("x", ((Choice(" ", "a"),),)),
        Outgoing("x", ((Choice("n", "a"),) * 101,)),
        Outgoing("x", replaces="abc"),
    ],
)
def test_what_telegram_would_never_take_is_refused_here(message: Outgoing) -> None:
    with pytest.raises(Refused):
        dress("7", message)


def test_an_action_of_64_bytes_is_taken() -> None:
    assert dress("7", Outgoing("x", ((Choice("nút", "ă" * 32),),)))
