"""The report: at most three pages, every letter readable again, everything the commune asks."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pypdf import PdfReader

from knowledge.criteria.load import load_criteria
from papers import make
from papers.words import DRAFT
from tests.papers.people import HANH, SAUCE_ANSWERS, STRANGE, just_three_stars, long_named

SETS = sorted(load_criteria().sets)


def pages(data: dict[str, Any]) -> list[str]:
    """The text of every page, blanks made one."""
    made = make("result_pdf", data)
    assert made.mime == "application/pdf"
    reader = PdfReader(io.BytesIO(made.data))
    return [" ".join(page.extract_text().split()) for page in reader.pages]


def whole(data: dict[str, Any]) -> str:
    return " ".join(pages(data))


def test_hanh_reads_her_result() -> None:
    text = whole(HANH)
    for words in (
        "Mắm ruốc Gò Công nhà Bảy Hạnh",
        "46/100",
        "trong khoảng 46 đến 51",
        "Còn vướng gì để lên 3 sao",
        "Thiếu 4 điểm.",
        "3.5 Nhãn hiệu, bảo hộ",
        "Đơn nhãn hiệu đã được chấp nhận bước đầu",
        "Cách nhanh nhất để lên 3 sao",
        "Giấy cần có:",
        "nên nộp xã khoảng 05/04/2027",
        "xã gửi tỉnh trước 30/04",
        "Hạng cao giữ luôn mức tối thiểu của hạng thấp là cách hiểu của nhóm biên soạn",
        "Quyết định 26/2026/QĐ-TTg",
        "Tiêu chí 2.4: Văn bản chỉ ghi một điểm",
        "Hồ sơ bị loại khi: Giấy tờ trong hồ sơ bị làm giả.",
        "Tiêu chí 1.1: Nguyên liệu hoàn toàn nhập từ nước ngoài",
    ):
        assert words in text


def test_the_dossier_says_have_missing_and_until_when() -> None:
    text = whole(HANH)
    assert "Giấy đăng ký kinh doanh 3.1 Bắt buộc Có" in text
    assert "Giấy cơ sở đủ điều kiện sản xuất 9 3 sao Có, đến 01/03/2027" in text
    assert "Phiếu kiểm nghiệm 8 3 sao Hết hạn từ 01/10/2026" in text
    assert "Giấy tờ nhãn hiệu, quyền dùng tên vùng 3.5 3 sao Đang làm" in text
    assert "Sản phẩm mẫu (5 sản phẩm) Bắt buộc Còn thiếu" in text
    assert "Sẽ hết hạn trước khi chấm xong, nên làm lại sớm: giấy cơ sở đủ điều kiện" in text


def test_every_criterion_stands_in_the_table() -> None:
    text = whole(HANH)
    for criterion in load_criteria().sets[9].criteria:
        points = SAUCE_ANSWERS.get(criterion.code)
        told = "?" if points is None else str(points)
        assert f"{criterion.code} {criterion.title}" in text
        assert f"{told} / {criterion.max}" in text


def test_what_was_sent_is_listed_and_what_rejects_is_told_first() -> None:
    text = whole({**HANH, "hits": ["forged"]})
    assert "Ảnh, giấy đã gửi làm minh chứng: 3" in text
    assert "3.5 Nhãn hiệu, bảo hộ 2 to khai nhan hieu.pdf, Ảnh ngày 20/11/2026" in text
    assert "Câu chuyện sản phẩm 1 tờ rơi" in text
    told = text.index("ĐANG BỊ LOẠI HỒ SƠ: Giấy tờ trong hồ sơ bị làm giả.")
    assert told < text.index("Hạng theo điểm")


def test_every_page_says_it_is_a_draft() -> None:
    for text in pages(HANH):
        assert DRAFT in text


def test_exactly_what_blocks_is_told_whole() -> None:
    """No needed level is cut short: it is what the producer has to reach."""
    data = just_three_stars(9)
    text = whole(data)
    chosen = load_criteria().sets[9]
    for code, needs in chosen.needed(4).items():
        if data["answers"][code] < needs:
            levels = chosen.by_code[code].cases[0].choices
            assert next(level.label for level in levels if level.points == needs) in text


def test_a_renewal_shows_its_window_and_a_helper_is_named() -> None:
    data = {
        **HANH,
        "case": "again",
        "certificate_until": "2027-07-01",
        "helper": "Nguyễn Văn Nam (con trai)",
        "consent_on": "2026-11-20",
    }
    text = whole(data)
    assert "nộp đánh giá lại từ 02/01/2027 đến 03/03/2027" in text
    assert "Người điền giúp: Nguyễn Văn Nam (con trai), chủ cơ sở đồng ý ngày 20/11/2026." in text
    assert "Số liệu, giấy tờ cập nhật của ba năm qua" in text


@pytest.mark.parametrize("no", SETS)
def test_three_pages_are_enough_for_the_longest(no: int) -> None:
    for data in (long_named(no, {}), just_three_stars(no)):
        texts = pages(data)
        assert len(texts) <= 3
        assert "Chấm theo Quyết định 26/2026/QĐ-TTg" in texts[-1]


def test_tourism_needs_no_samples() -> None:
    text = whole({**HANH, "set": 26, "answers": {}})
    assert "Bộ này không cần sản phẩm mẫu." in text
    assert "Sản phẩm mẫu (" not in text


def test_strange_letters_leave_the_rest_readable() -> None:
    text = whole({**HANH, "product": STRANGE})
    assert "Mắm ngon" in text
    assert "ruốc Bộ 9" in text


def test_at_the_top_there_is_nothing_left_to_win() -> None:
    best = {c.code: c.max for c in load_criteria().sets[9].criteria}
    text = whole({**HANH, "answers": best})
    assert "Đã tới hạng cao nhất" in text
    assert "Cách nhanh nhất" not in text


def test_our_fonts_are_inside() -> None:
    reader = PdfReader(io.BytesIO(make("result_pdf", HANH).data))
    resources: Any = reader.pages[0]["/Resources"]
    fonts = resources["/Font"]
    for font in fonts.values():
        inner = font.get_object()["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in inner["/FontDescriptor"].get_object()


def test_a_report_that_would_be_too_long_shrinks(monkeypatch: pytest.MonkeyPatch) -> None:
    """No set needs it today; a longer one would part its sections, then use smaller letters."""
    data = {**just_three_stars(9), "hits": [], "evidence": {}}
    assert len(pages(data)) == 3
    monkeypatch.setattr("papers.report.MOST_PAGES", 2)
    texts = pages(data)
    assert len(texts) == 2
    assert "Chấm theo Quyết định 26/2026/QĐ-TTg" in texts[-1]
