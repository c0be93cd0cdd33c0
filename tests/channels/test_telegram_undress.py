"""Real shapes of Telegram updates, and what each means to the bot."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.undress import chat_of, press_token, undress
from bot.core.message import Attachment, Incoming, Kind

LAN = {"id": 7, "is_bot": False, "first_name": "Lan", "language_code": "vi"}
PRIVATE = {"id": 7, "type": "private", "first_name": "Lan"}
GROUP = {"id": -50, "type": "supergroup", "title": "Xã An Bình"}


def message(content: dict[str, Any], kind: str = "message", **more: Any) -> dict[str, Any]:
    base = {"message_id": 5, "from": LAN, "chat": PRIVATE, "date": 1_790_000_000}
    return {"update_id": 42, kind: {**base, **content, **more}}


def heard(update: dict[str, Any]) -> Incoming:
    incoming = undress(update, "ocop_thu_bot")
    assert incoming is not None
    assert (incoming.channel, incoming.address, incoming.update_id) == ("telegram", "7", "42")
    assert incoming.name == "Lan"
    return incoming


def test_a_text_is_cleaned() -> None:
    incoming = heard(message({"text": "ho\u0300a\x00 bình\r\n\u202eabc"}))
    assert (incoming.kind, incoming.text) == (Kind.TEXT, "hòa bình\nabc")
    assert not incoming.forwarded


def test_a_start_link_keeps_its_payload() -> None:
    assert heard(message({"text": "/start an-binh"})).text == "/start an-binh"


def test_a_photo_is_its_largest_size_with_the_caption() -> None:
    sizes = [
        {"file_id": "s", "width": 90, "height": 90, "file_size": 1_000},
        {"file_id": "l", "width": 1280, "height": 960, "file_size": 90_000},
        {"file_id": "m", "width": 320, "height": 240, "file_size": 9_000},
    ]
    incoming = heard(message({"photo": sizes, "caption": "nhãn của em"}))
    assert (incoming.kind, incoming.text) == (Kind.FILE, "nhãn của em")
    assert incoming.attachments == (Attachment("photo", "l", "", "image/jpeg", 90_000),)


def test_a_document_keeps_name_type_and_size() -> None:
    document = {
        "file_id": "d1",
        "file_name": "phiếu.pdf",
        "mime_type": "application/pdf",
        "file_size": 12,
    }
    incoming = heard(message({"document": document}))
    assert (incoming.kind, incoming.text) == (Kind.FILE, "")
    assert incoming.attachments == (
        Attachment("document", "d1", "phiếu.pdf", "application/pdf", 12),
    )


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ({"voice": {"file_id": "f", "duration": 2}}, "voice"),
        ({"sticker": {"file_id": "f", "emoji": "x"}}, "sticker"),
        ({"video": {"file_id": "f"}}, "video"),
        ({"video_note": {"file_id": "f"}}, "video"),
        ({"animation": {"file_id": "f"}, "document": {"file_id": "f"}}, "video"),
        ({"audio": {"file_id": "f"}}, "other"),
        ({"location": {"latitude": 21.0, "longitude": 105.8}}, ""),
        ({"contact": {"phone_number": "1", "first_name": "x"}}, ""),
        ({"poll": {"id": "1"}}, ""),
        ({"something_new": {"of": "2030"}}, ""),
        ({}, ""),
    ],
)
def test_what_we_cannot_read_is_unsupported(content: dict[str, Any], kind: str) -> None:
    incoming = heard(message(content))
    assert incoming.kind is Kind.UNSUPPORTED
    assert [a.kind for a in incoming.attachments] == ([kind] if kind else [])


def test_an_edit() -> None:
    incoming = heard(message({"text": "sửa lại", "edit_date": 1}, kind="edited_message"))
    assert (incoming.kind, incoming.text) == (Kind.EDITED, "sửa lại")


def test_a_moving_live_location_is_nothing() -> None:
    assert undress(message({"location": {}}, kind="edited_message")) is None


@pytest.mark.parametrize("mark", ["forward_origin", "forward_date"])
def test_forwarded(mark: str) -> None:
    assert heard(message({"text": "tin đồn", mark: {"type": "hidden_user"}})).forwarded


@pytest.mark.parametrize(
    ("shown", "pressed"),
    [
        ({"message": {"message_id": 9, "chat": PRIVATE, "date": 5, "text": "x"}}, "9"),
        ({"message": {"message_id": 9, "chat": PRIVATE, "date": 0}}, "9"),
        ({}, ""),
    ],
    ids=["fresh", "too old to be shown", "no message"],
)
def test_a_press_arrives(shown: dict[str, Any], pressed: str) -> None:
    query = {"id": "q1", "from": LAN, "chat_instance": "3", "data": "menu:2", **shown}
    update = {"update_id": 42, "callback_query": query}
    incoming = heard(update)
    assert (incoming.kind, incoming.action) == (Kind.PRESS, "menu:2")
    assert (incoming.pressed, incoming.token) == (pressed, "q1")
    assert (press_token(update), chat_of(update)) == ("q1", "7")


@pytest.mark.parametrize(("status", "kind"), [("kicked", Kind.LEFT), ("member", Kind.CAME)])
def test_blocking_and_unblocking(status: str, kind: Kind) -> None:
    change = {"chat": PRIVATE, "from": LAN, "date": 1, "new_chat_member": {"status": status}}
    assert heard({"update_id": 42, "my_chat_member": change}).kind is kind


@pytest.mark.parametrize(
    ("text", "passes"),
    [
        ("chào cả nhà", False),
        ("/help", True),
        ("/help@ocop_thu_bot", True),
        ("/help@Ocop_Thu_Bot", True),
        ("/help@another_bot", False),
    ],
)
def test_in_a_group_only_a_command_for_us_passes(text: str, passes: bool) -> None:
    incoming = undress(message({"text": text}, chat=GROUP), "ocop_thu_bot")
    assert (incoming is not None) is passes
    assert incoming is None or incoming.address == "-50"


@pytest.mark.parametrize(
    "update",
    [
        {"update_id": 42},
        {"update_id": 42, "poll": {"id": "1"}},
        {"update_id": 42, "message": None},
        {"update_id": 42, "message": "x"},
        message({"pinned_message": {"message_id": 1}}),
        message({"migrate_to_chat_id": -100}, chat=GROUP),
        {"update_id": 42, "my_chat_member": {"chat": GROUP, "new_chat_member": {"status": "left"}}},
        {
            "update_id": 42,
            "callback_query": {"id": "q", "from": LAN, "message": {"chat": GROUP}, "data": "a"},
        },
    ],
)
def test_what_concerns_nobody(update: dict[str, Any]) -> None:
    assert undress(update) is None


@pytest.mark.parametrize("update", [{}, {"update_id": "42"}, {"update_id": None}])
def test_no_update_at_all(update: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="update_id"):
        undress(update)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["chat", "from", "photo", "text", "data", "id", "type", "message", "document"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member"]), JUNK)
def test_no_shape_of_data_breaks_the_reading(kind: str, junk: object) -> None:
    update = {"update_id": 1, kind: junk}
    incoming = undress(update)
    assert incoming is None or incoming.update_id == "1"
    assert isinstance(chat_of(update), str) and isinstance(press_token(update), str)
