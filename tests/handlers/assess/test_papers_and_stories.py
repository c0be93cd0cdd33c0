"""The dossier alone, the story and the plan, as conversations."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.core.effects import KeepPaper
from handlers.assess.actions import act
from knowledge.dossier.load import load_dossier
from knowledge.dossier.progress import papers_for
from papers import make
from tests.handlers.assess.chat import Chat
from tests.handlers.assess.roads import all_lowest, answers_to, begun


def dossier_of(chat: Chat, name: str = "trà atiso", number: int = 12) -> str:
    """A dossier that is begun, for a first registration; the product's number."""
    one = begun(chat, name, number).id
    chat.does(f"dossier:open:{one}")
    chat.presses("Đăng ký lần đầu")
    return one


def test_papers_alone_begin_with_a_name_and_a_set(chat: Chat) -> None:
    chat.does("as:menu")
    assert "tên là gì" in chat.presses("Cần giấy tờ gì?")
    chat.says("trà atiso")
    assert "thuộc bộ 12" in chat.presses("Đúng bộ này")
    assert "trường hợp nào" in chat.presses("Cần giấy tờ gì?")
    assert "1/" in chat.presses("Đánh giá lại")


def test_the_papers_are_walked_through_to_a_per_cent(chat: Chat) -> None:
    one = dossier_of(chat)
    for _ in papers_for(12, "first"):
        said = chat.presses("Có rồi")
        if "dùng được đến ngày nào" in said:
            said = chat.says("31/12/2029")
            assert "dùng đến thứ Hai, 31/12/2029" in said
    assert "bộ giấy tờ được 100 %" in said
    chat.does(f"dossier:paper:{one}:form_01")
    assert "Còn thiếu 1: Mẫu 01" in chat.says("chưa có")
    chat.presses("Mẫu 01")
    file = chat.shown[0].attachment
    assert file is not None and file.ref.startswith("made:")
    data = json.loads(file.ref.removeprefix("made:"))
    assert data["kind"] == "mau01_docx"
    assert data["data"]["papers"]["form_01"] == {"state": "missing"}
    assert data["data"]["papers"]["facility_certificate"]["until"] == "2029-12-31"


def test_days_are_checked_and_an_old_one_is_said(chat: Chat) -> None:
    one = dossier_of(chat)
    chat.does(f"dossier:is:{one}:facility_certificate:have")
    assert "Lịch không có ngày này" in chat.says("31/2/2027")
    assert "36 tháng" in chat.says("giấy OCOP có hạn bao lâu?")
    assert "hết hạn từ thứ Sáu, 1/5/2026" in chat.says("01/05/2026")
    assert "Hết hạn 1: Giấy cơ sở" in chat.does(f"dossier:sum:{one}")


def test_a_doubtful_day_is_asked_back_and_feeds_the_reminders_once_it_is_sure(chat: Chat) -> None:
    one = dossier_of(chat)
    chat.does(f"dossier:is:{one}:facility_certificate:have")
    assert "Ý anh/chị là Thứ Tư 30/6/2027, phải không?" in chat.says("30/6/27")
    assert "dùng đến thứ Tư, 30/6/2027" in chat.presses("Đúng, 30/6/2027")
    name = "Giấy cơ sở đủ điều kiện sản xuất"
    kept = KeepPaper(one, "facility_certificate", name, date(2027, 6, 30))
    assert [e for e in chat.effects if isinstance(e, KeepPaper)] == [kept]
    chat.does(f"dossier:is:{one}:facility_certificate:have")
    chat.says("30/4/29")
    chat.says("đúng rồi")
    chat.does(f"dossier:is:{one}:facility_certificate:missing")
    days = [e.expires_on for e in chat.effects if isinstance(e, KeepPaper)]
    assert days == [date(2027, 6, 30), None, date(2029, 4, 30), None]


def test_papers_wait_while_the_checklist_goes_on(chat: Chat) -> None:
    one = dossier_of(chat)
    chat.presses("Đang làm")
    there = chat.shown[-1].text.split("\n\n")[-1]
    chat.says("dừng lại")
    chat.does(act("full", one))
    assert chat.does(f"dossier:open:{one}") == there
    chat.says("trang chính")
    assert chat.does(f"dossier:open:{one}") == there


def test_the_result_says_how_far_the_papers_are(chat: Chat) -> None:
    one = dossier_of(chat)
    chat.presses("Có rồi")
    chat.does(act("full", one))
    answers_to(chat, all_lowest(chat))
    said = chat.presses("Xem kết quả")
    assert "Giấy tờ hồ sơ được 5 %. Còn thiếu: Mẫu 02" in said


def test_a_question_among_the_papers_is_answered(chat: Chat) -> None:
    dossier_of(chat)
    said = chat.says("nộp hồ sơ ở đâu?")
    assert "UBND xã" in said and "làm tiếp chỗ đang dở" in said and "1/" in said


def test_the_story_holds_only_what_was_told(chat: Chat) -> None:
    one = begun(chat).id
    chat.does(f"story:open:{one}")
    told = [f"lời kể thứ {n} của bà Tư" for n in range(1, 8)]
    for text in told[:-1]:
        assert "ghi rồi" in chat.says(text)
    drafts = chat.presses("Bỏ qua")
    for length in load_dossier().lengths:
        assert length.name in drafts
    assert "Lời kể thứ 1 của bà Tư" in drafts and "lời kể thứ 7" not in drafts
    assert "5.1" in drafts and "5.3" in drafts
    assert "tờ rơi: đã có chuyện" not in chat.labels()
    chat.presses("tờ rơi: chưa có")
    assert "tờ rơi: đã có chuyện" in chat.labels()
    chat.presses("Tải tệp Word")
    file = chat.shown[0].attachment
    assert file is not None
    data = json.loads(file.ref.removeprefix("made:"))
    assert data["kind"] == "story_docx" and data["data"]["shown"] == ["leaflet"]
    assert data["data"]["answers"]["people"] == told[1] and "wish" not in data["data"]["answers"]


def test_a_story_is_told_again_from_the_start(chat: Chat) -> None:
    one = begun(chat).id
    chat.does(f"story:open:{one}")
    assert "chưa thấy chữ" in chat.says("...")
    assert "dài quá" in chat.says("a " * 600)
    for _ in load_dossier().questions:
        chat.says("một lời kể")
    chat.presses("Kể lại")
    assert "Anh/chị đã kể: một lời kể" in chat.shown[0].text
    chat.says("lời kể khác")
    assert "2/7" in chat.shown[0].text
    assert "1/7" in chat.presses("Câu trước")
    for _ in load_dossier().questions:
        said = chat.presses("Giữ như đã kể")
    assert "Lời kể khác" in said


def test_the_plan_marks_what_was_not_said(chat: Chat) -> None:
    one = begun(chat).id
    chat.does(f"plan:open:{one}")
    chat.says("mỗi tháng 200 hộp")
    for _ in load_dossier().sections[1:]:
        said = chat.says("chưa rõ")
    assert "Mỗi tháng 200 hộp." in said and "(chưa nói)" in said
    chat.presses("Tải tệp Word")
    file = chat.shown[0].attachment
    assert file is not None and '"plan_docx"' in file.ref


@pytest.mark.parametrize("button", ["Ảnh kết quả", "Bản PDF", "Mẫu 01", "Mẫu 02"])
def test_what_is_sent_can_be_made(chat: Chat, button: str) -> None:
    begun(chat, "Du lịch vườn", 26)
    chat.does(act("full", chat.dialogue().subject))
    chat.does(act("case", chat.dialogue().subject, 26, "b"))
    answers_to(chat, all_lowest(chat))
    chat.presses("Xem kết quả")
    chat.presses(button)
    file = chat.shown[0].attachment
    assert file is not None and (file.kind == "photo") == (button == "Ảnh kết quả")
    told = json.loads(file.ref.removeprefix("made:"))
    assert len(make(told["kind"], told["data"]).data) > 1000
