"""Numbers typed by hand are seen; numbers of documents, forms, sets and stars are let be."""

from __future__ import annotations

import pytest

from knowledge.figures import typed


@pytest.mark.parametrize(
    "text",
    [
        "Xem Điều 4 khoản 3, Mẫu 01 và Mẫu số 02, bộ 12, phần A.",
        "Muốn lên 3 sao, 3 đến 5 sao hay 4-5 sao đều vậy.",
        "Quyết định 26/2026/QĐ-TTg thay 148/QĐ-TTg; NĐ 15/2018, Luật 131/2025/QH15.",
        "1. Làm đơn\n2. Ghi Mẫu 02\n- 3) nộp xã",
        "Tiêu chí 3.5 và điểm 3.1 ở Phụ lục II mục 3.1; nhóm 1, 2 và 3.",
        "Mỗi xã 1 sản phẩm. ISO 22000. Có {validity} để làm, bộ 8, 16 và 21 khác.",
        "Gọi 1900 hoặc hỏi năm 2026.",
    ],
)
def test_what_may_be_typed(text: str) -> None:
    assert list(typed(text)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("có hạn 36 tháng", "36 tháng"),
        ("trước 30/4 nhé", "30/4"),
        ("từ ngày 22/5/2026.", "22/5/2026"),
        ("từ tháng 7/2026", "tháng 7/2026"),
        ("thưởng 15 triệu đồng", "15 triệu"),
        ("phí 1.000.000 đồng", "1.000.000 đồng"),
        ("đạt 50% vốn", "50%"),
        ("nộp 5 sản phẩm mẫu", "5 sản phẩm"),
        ("mất 3 đến 5 ngày", "3 đến 5 ngày"),
        ("khoảng 3-5 năm", "3-5 năm"),
        ("gói 500g", "500g"),
        ("có 26 bộ", "26 bộ"),
        ("thêm 1 điểm", "1 điểm"),
    ],
)
def test_what_belongs_in_figures(text: str, words: str) -> None:
    assert list(typed(text)) == [(0, words)]


def test_the_line_inside_the_text() -> None:
    assert list(typed("Một\n\n- hai\n- trong 45 ngày")) == [(3, "45 ngày")]
