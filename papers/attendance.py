"""The attendance list of a training, to be printed and signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from papers import read
from papers.colours import SOFT
from papers.letters import file_name
from papers.model import BadPaper, Made
from papers.pages import Column, Pages
from papers.words import day_text

COLUMNS = (
    Column("Số", 0.07, "R"),
    Column("Họ tên", 0.35),
    Column("Xã, phường", 0.28),
    Column("Ký tên", 0.30),
)
EMPTY = 5  # lines for those who come without having registered
NAMELESS = "(chưa cho tên)"


class _List(Pages):
    notice = "Danh sách do Trợ lý OCOP lập từ lượt đăng ký; họ tên do người đăng ký tự cho."


def attendance_pdf(data: Mapping[str, Any]) -> Made:
    """The list; see AttendanceData."""
    topic, made_on = read.text(data, "topic"), read.made_on(data)
    if not topic:
        raise BadPaper("Chưa có tên lớp (`topic`).")
    people = [_person(row) for row in read.items(data, "people")]
    pages = _List(made_on, f"Danh sách tập huấn: {topic}")
    pages.line_of("DANH SÁCH DỰ TẬP HUẤN", size=9, bold=True)
    pages.line_of(topic, size=16, bold=True, most=3)
    for line in (read.text(data, "when"), read.text(data, "place")):
        if line:
            pages.line_of(line, size=10, most=2)
    seats = read.text(data, "seats")
    told = f"{len(people)} người đăng ký" + (f", {seats} chỗ" if seats else "")
    pages.line_of(f"{told}. Lập ngày {day_text(made_on)}.", ink=SOFT)
    pages.ln(3)
    rows = [(str(at), name, place, "") for at, (name, place) in enumerate(people, start=1)]
    rows += [(str(len(people) + more), "", "", "") for more in range(1, EMPTY + 1)]
    pages.grid(COLUMNS, rows, size=14)
    name = f"danh-sach-{file_name(topic)}.pdf"
    return Made(bytes(pages.output()), name, "application/pdf")


def _person(row: Any) -> tuple[str, str]:
    if not isinstance(row, Mapping):
        raise BadPaper("`people` phải là danh sách các bảng.")
    return read.text(row, "name") or NAMELESS, read.text(row, "place")
