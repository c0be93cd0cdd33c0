"""The Word drafts: opened again, they hold what was said, clear blanks and the notice."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.document import Document as Doc
from fontTools.ttLib import TTFont

from papers import make
from papers.embed import FONTS, turned
from papers.words import BLANK, DRAFT
from tests.papers.people import HANH, KINDS_DATA, PLANS, STRANGE, TELLS, long_named

DOCUMENTS = [kind for kind in KINDS_DATA if kind.endswith("docx")]
NOTES = {"1.1": "Mua ruốc của tám ghe trong xã."}
SAID: dict[str, Any] = {
    **HANH,
    "person": "Nguyễn Thị Hạnh",
    "role": "Chủ hộ",
    "phone": "0900 000 000",
    "kind": "Hộ kinh doanh",
    "about": "Mắm ruốc ủ lu.\nKhông phẩm màu.",
    "years": [{"year": "2025", "revenue": "520 triệu đồng"}],
    "notes": NOTES,
    "evidence": {"1.1": ["hoa-don.jpg", "hop-dong.pdf"], "10": ["nhan.jpg"]},
    "plan": {"goal": "bán thêm 500 hũ mỗi tháng"},
    "attached": ["Ảnh lò mắm"],
}


def opened(kind: str, data: dict[str, Any]) -> Doc:
    made = make(kind, data)
    assert made.mime.endswith("wordprocessingml.document")
    return Document(io.BytesIO(made.data))


def lines(doc: Doc) -> list[str]:
    """Every paragraph, then every row of every table with its cells side by side."""
    rows = [" | ".join(cell.text for cell in row.cells) for t in doc.tables for row in t.rows]
    return [paragraph.text for paragraph in doc.paragraphs] + rows


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_every_page_says_it_is_a_draft(kind: str) -> None:
    doc = opened(kind, KINDS_DATA[kind])
    assert [p.text for p in doc.sections[0].header.paragraphs] == [DRAFT]
    assert doc.core_properties.author == "Trợ lý OCOP"


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_our_fonts_are_inside(kind: str) -> None:
    archive = zipfile.ZipFile(io.BytesIO(make(kind, KINDS_DATA[kind]).data))
    for at, (_, path, key) in enumerate(FONTS, 1):
        kept = archive.read(f"word/fonts/font{at}.odttf")
        assert turned(kept, key) == path.read_bytes() != kept
        assert TTFont(io.BytesIO(turned(kept, key))).getBestCmap()
    assert b"embedTrueTypeFonts" in archive.read("word/settings.xml")


def test_the_form_holds_who_applies_and_what_for() -> None:
    told = lines(opened("mau01_docx", SAID))
    for line in (
        "Tên đơn vị: Hộ kinh doanh Nguyễn Thị Hạnh",
        "Người đại diện: Nguyễn Thị Hạnh",
        f"Email: {BLANK}",
        "Tên sản phẩm: Mắm ruốc Gò Công nhà Bảy Hạnh",
        "Ngành: Thực phẩm",
        "Nhóm: Gia vị",
        "☑  Đăng ký lần đầu",
        "☐  Nâng hạng",
        "☑  Giấy đăng ký kinh doanh",
        "☐  Phiếu kiểm nghiệm (hết hạn từ 01/10/2026)",
        "☐  Sản phẩm mẫu (5 sản phẩm)",
        "☑  Ảnh lò mắm",
        "UBND xã |  | ",
    ):
        assert line in told


def test_the_report_has_four_parts_with_every_criterion() -> None:
    told = lines(opened("mau02_docx", SAID))
    for part in ("Phần 1", "Phần 2", "Phần 3", "Phần 4"):
        assert any(line.startswith(part) for line in told)
    assert "Mô tả sản phẩm: Mắm ruốc ủ lu.\nKhông phẩm màu." in told
    assert f"2025 | {BLANK} | 520 triệu đồng | {BLANK}" in told
    assert "Mục tiêu: Bán thêm 500 hũ mỗi tháng." in told
    assert f"Bán hàng: {BLANK}" in told
    row = next(line for line in told if line.startswith("1.1 "))
    assert "3/5 điểm: Từ một nửa đến gần ba phần tư" in row
    assert NOTES["1.1"] in row
    assert row.endswith("Đã gửi: hoa-don.jpg, hop-dong.pdf.")
    assert f"10 Hướng dẫn dùng | {BLANK} | {BLANK} | Đã gửi: nhan.jpg." in told
    assert f"11 Cơ hội bán ra nước ngoài | {BLANK} | {BLANK} | {BLANK}" in told


def test_what_was_not_said_is_a_blank_and_nothing_else() -> None:
    bare = {"product": "Trà", "set": 11, "answers": {}, "made_on": "2026-11-22"}
    told = lines(opened("mau02_docx", bare))
    for label in ("Tên đơn vị", "Lịch sử", "Thị trường", "Ngày thành lập", "Mục tiêu"):
        assert f"{label}: {BLANK}" in told
    assert f"{BLANK} | {BLANK} | {BLANK} | {BLANK}" in told


def test_the_story_is_what_was_told() -> None:
    told = "\n".join(lines(opened("story_docx", TELLS)))
    assert "Bản ngắn" in told
    assert "Bản đầy đủ" in told
    assert "Nhà tôi làm mắm từ năm 1975, do bà ngoại truyền lại." in told
    assert "5.1 Câu chuyện sản phẩm | ít nhất 2/5 | trang mạng" in told
    assert "Anh/chị muốn nhắn gì tới người mua?" in told


def test_a_story_nobody_told_is_blank() -> None:
    told = lines(opened("story_docx", {**TELLS, "answers": {}}))
    assert told.count(f"Câu chuyện: {BLANK}") == 3


def test_the_plan_asks_for_what_is_missing() -> None:
    told = lines(opened("plan_docx", PLANS))
    assert "Bán thêm 500 hũ mỗi tháng." in told
    assert f"Sẽ bán thêm ở đâu, quảng bá bằng cách nào? {BLANK}" in told


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_strange_letters_and_long_names_open_again(kind: str) -> None:
    named = {**KINDS_DATA[kind], "product": STRANGE, "owner": long_named(9, {})["owner"]}
    told = "\n".join(lines(opened(kind, named)))
    assert "שלום" in told or kind in ("story_docx", "plan_docx")
    assert "\u202e" not in told
