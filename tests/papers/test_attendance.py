"""The attendance list is a real PDF with everybody on it."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from papers import BadPaper, make
from tests.papers.people import TRAINING


def words(people: list[dict[str, str]]) -> tuple[str, int]:
    made = make("attendance_pdf", {**TRAINING, "people": people})
    pages = PdfReader(io.BytesIO(made.data)).pages
    return "\n".join(page.extract_text() for page in pages), len(pages)


def test_everybody_is_on_it_with_a_line_to_sign() -> None:
    text, pages = words(TRAINING["people"])
    for wanted in ("Viết câu chuyện sản phẩm", "Thứ Ba 12/1/2027", "Nguyễn Thị Hạnh", "Xã Gò Công",
                   "(chưa cho tên)", "2 người đăng ký, 30 chỗ", "Ký tên"):  # fmt: skip
        assert wanted in text
    assert pages == 1
    assert "BẢN NHÁP" not in text


def test_two_hundred_people_take_several_pages_and_nobody_is_lost() -> None:
    text, pages = words([{"name": f"Người {n}"} for n in range(200)])
    assert pages > 3
    assert all(f"Người {n}" in text for n in range(200))


def test_wrong_data_is_told() -> None:
    with pytest.raises(BadPaper, match="tên lớp"):
        make("attendance_pdf", {**TRAINING, "topic": " "})
    with pytest.raises(BadPaper, match="danh sách các bảng"):
        make("attendance_pdf", {**TRAINING, "people": ["An"]})
