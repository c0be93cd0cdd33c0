"""A decision is replaced: old results stay as they were, and what to answer again is said."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader

from handlers.assess.actions import act
from handlers.assess.where import place
from knowledge.criteria import load
from papers import BadPaper, make
from tests.handlers.assess.chat import Chat
from tests.handlers.assess.roads import all_lowest, answers_to, begun, product, told

NEW = "99/2030"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder under a new rule: in set 12, 4.1 asks more of three stars. The rule of
    before stands where earlier ones do."""
    criteria = load.CONTENT / "criteria"
    shutil.copytree(criteria, tmp_path / "earlier" / "qd26" / "criteria")
    shutil.copytree(criteria, tmp_path / "criteria")
    shutil.copytree(load.CONTENT / "dossier", tmp_path / "dossier")
    _change(tmp_path / "criteria" / "shared.yaml", "version: 26/2026", f"version: {NEW}")
    market = '"4.1", family: market, points: [1, '
    _change(
        tmp_path / "criteria" / "sets" / "12.yaml", market + "2 ***, 3 ****", market + "2, 3 ***"
    )
    return tmp_path


def _change(path: Path, before: str, after: str) -> None:
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after))


def words(chat: Chat) -> str:
    """The text of the PDF that was sent last."""
    file = chat.shown[0].attachment
    assert file is not None
    order = json.loads(file.ref.removeprefix("made:"))
    reader = PdfReader(io.BytesIO(make(order["kind"], order["data"]).data))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def finished(chat: Chat) -> str:
    """A result under today's rule; the product's number."""
    one = begun(chat)
    answers_to(chat, all_lowest(chat) | {"4.1": "2"})
    chat.presses("Xem kết quả")
    return one.id


def test_a_new_rule_says_what_to_answer_again_and_keeps_the_old_result(
    chat: Chat, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = finished(chat)
    chat.presses("Bản PDF")
    before = words(chat)
    monkeypatch.setattr(load, "CONTENT", content)
    said = chat.does(act("go", one))
    assert f"đã đổi từ 26/2026 sang {NEW}. Cần trả lời lại: 4.1." in said
    assert place(product(chat)).stage == "question" and "4.1" not in told(chat)
    answers_to(chat, {"4.1": "2"})
    chat.presses("Xem kết quả")

    chat.does(act("card", one))
    listed = chat.presses("Kết quả các lần trước")
    assert f"theo quy định {NEW}" in listed and "theo quy định 26/2026" in listed
    chat.presses("PDF bản 2")
    again = words(chat)
    old, now = "Kết quả cũ theo Quyết định 26/2026/QĐ-TTg", f"nay là Quyết định {NEW}/QĐ-TTg."
    assert old in again and now in again
    assert again.replace(f"{old}; {now} ", "") == before
    chat.does(act("past", one))
    chat.presses("PDF bản 1")
    assert f"Chấm theo Quyết định {NEW}/QĐ-TTg" in words(chat)


def test_a_rule_that_is_not_there_any_more_is_said_plainly(chat: Chat) -> None:
    finished(chat)
    chat.presses("Bản PDF")
    file = chat.shown[0].attachment
    assert file is not None
    order = json.loads(file.ref.removeprefix("made:"))
    with pytest.raises(BadPaper, match="Không còn bộ tiêu chí của quy định 148/2023"):
        make("result_pdf", order["data"] | {"rule": "148/2023"})


def test_what_was_never_printed_cannot_be(chat: Chat) -> None:
    one = finished(chat)
    assert "Nút này cũ rồi" in chat.does(act("reprint", one, 3, "pdf"))
