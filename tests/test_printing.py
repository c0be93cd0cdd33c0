"""Files made at the moment they are sent."""

from __future__ import annotations

import json
import os
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.channel import Refused
from bot.core.message import Attachment, Outgoing
from bot.printing import Printer
from tests.world import NOON

STORY = {
    "kind": "result_png",
    "data": {"product": "Mật ong rừng", "set": 4, "answers": {}, "made_on": "2026-11-22"},
}


def order(told: object) -> Outgoing:
    return Outgoing("Đây ạ", attachment=Attachment("photo", "made:" + json.dumps(told)))


def test_a_picture_is_made_and_stands_where_the_channel_finds_it(tmp_path: Path) -> None:
    message = Printer(tmp_path / "made").ready(order(STORY))
    assert message.attachment is not None
    path = Path(message.attachment.ref)
    assert path.read_bytes().startswith(b"\x89PNG")
    assert message.attachment.size == path.stat().st_size
    assert message.attachment.mime == "image/png"


def test_a_message_without_such_a_file_is_left_alone(tmp_path: Path) -> None:
    plain = Outgoing("Chào", attachment=Attachment("photo", "/a/b.jpg"))
    assert Printer(tmp_path).ready(plain) is plain


@pytest.mark.parametrize("told", [{}, [], "x", {"kind": "x", "data": {}}, {"kind": "result_png"}])
def test_what_cannot_be_made_is_refused(told: object, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        Printer(tmp_path).ready(order(told))


def test_files_are_swept_after_a_day(tmp_path: Path) -> None:
    printer = Printer(tmp_path / "made")
    assert printer.sweep(NOON) == 0
    message = printer.ready(order(STORY))
    assert message.attachment is not None
    path = Path(message.attachment.ref)
    made_at = NOON.timestamp()
    os.utime(path, (made_at, made_at))
    assert printer.sweep(NOON + timedelta(hours=23)) == 0
    assert printer.sweep(NOON + timedelta(hours=25)) == 1
    assert not path.exists()
