"""A poster for the commune's notice board: codes that a phone's camera opens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import segno

from papers import read
from papers.colours import GREEN, INK, SOFT
from papers.letters import drawable, file_name
from papers.model import BadPaper, Made
from papers.pages import PALE, Pages

MOST_DOORS = 3
LONGEST_URL = 300  # letters; a code of more is too fine for a cheap camera
QUIET = 4  # empty modules around a code, by ISO/IEC 18004
SIDES = {1: 104.0, 2: 82.0, 3: 56.0}  # millimetres of a code with its quiet zone
BAND = 66.0
GAP = 7.0
ROOM = (119.0, 258.0)  # from where to where codes and their words stand
BELOW = 30.0  # for the words under a code
DOES = (
    "Hỏi đáp về OCOP, trả lời kèm nguồn",
    "Tự chấm điểm sản phẩm, biết còn thiếu gì",
    "Nhắc hạn nộp hồ sơ, hạn giấy chứng nhận",
)
FREE = "Không mất tiền. Không cần gõ dấu. Hỏi lúc nào cũng được."
DOUBT = "Trợ lý chỉ hướng dẫn; điểm chính thức do Hội đồng đánh giá."


@dataclass(frozen=True, slots=True)
class Door:
    """A way to the chat: its name, where its code leads, and how to use it."""

    name: str
    url: str
    how: str


class _Poster(Pages):
    def footer(self) -> None:
        """Who to ask in person is written on the poster itself."""


def poster_pdf(data: Mapping[str, Any]) -> Made:
    """The poster on one A4 page; see PosterData."""
    commune, doors = read.text(data, "commune"), _doors(data)
    if not commune:
        raise BadPaper("Chưa có tên xã, phường (`commune`).")
    pages = _Poster(read.made_on(data), f"Trợ lý OCOP: {commune}")
    pages.set_auto_page_break(False)
    _head(pages, commune)
    side = SIDES[len(doors)]
    top = ROOM[0] + (ROOM[1] - ROOM[0] - side - BELOW) / 2
    _line(pages, "Mở máy ảnh, chĩa vào ô vuông dưới đây:", 17, top - 12, GREEN, bold=True)
    left = (pages.w - side * len(doors) - GAP * (len(doors) - 1)) / 2
    for at, door in enumerate(doors):
        _card(pages, door, left + at * (side + GAP), top, side)
    _foot(pages, read.text(data, "contact"))
    return Made(bytes(pages.output()), f"ap-phich-{file_name(commune)}.pdf", "application/pdf")


def _doors(data: Mapping[str, Any]) -> list[Door]:
    doors = []
    for row in read.items(data, "doors"):
        if not isinstance(row, Mapping):
            raise BadPaper("`doors` phải là danh sách các bảng.")
        url = str(row.get("url") or "").strip()  # whole: a cut address leads elsewhere
        door = Door(read.text(row, "name"), url, read.text(row, "how"))
        if not door.name or not url.startswith(("https://", "http://")) or not url.isascii():
            raise BadPaper(f"Đường vào `{door.name}` cần một địa chỉ https://.")
        if len(door.url) > LONGEST_URL:
            raise BadPaper(f"Địa chỉ của `{door.name}` dài quá, mã in ra khó quét.")
        doors.append(door)
    if not 1 <= len(doors) <= MOST_DOORS:
        raise BadPaper(f"Áp phích cần từ 1 đến {MOST_DOORS} đường vào (`doors`).")
    return doors


def _head(pages: Pages, commune: str) -> None:
    pages.set_fill_color(*GREEN)
    pages.rect(0, 0, pages.w, BAND, style="F")
    for words, size, at in (("HỎI VỀ OCOP", 40.0, 14.0), ("ngay trên điện thoại", 24.0, 34.0)):
        _line(pages, words, size, at, (255, 255, 255), bold=True)
    _line(pages, f"Trợ lý OCOP · {commune}", 16, 50, (255, 255, 255))
    for at, words in enumerate(DOES):
        y = BAND + 9 + at * 10.5
        pages.set_fill_color(*GREEN)
        pages.ellipse(34, y + 1.6, 4, 4, style="F")
        pages.set_xy(42, y)
        pages.face(15.5, False, INK)
        pages.cell(pages.w - 60, 7, words)


def _card(pages: Pages, door: Door, x: float, y: float, side: float) -> None:
    """A code on white in a frame, its name and how to use it below."""
    pages.set_draw_color(*GREEN)
    pages.set_line_width(0.9)
    pages.rect(x, y, side, side, style="D", round_corners=True, corner_radius=4)
    _code(pages, door.url, x, y, side)
    pages.set_xy(x, y + side + 3)
    pages.face(18, True, GREEN)
    pages.cell(side, 9, drawable(door.name), align="C")
    pages.set_xy(x - 2, y + side + 12)
    pages.face(11.5, False, INK)
    pages.multi_cell(side + 4, 5.6, drawable(door.how), align="C")
    shown = door.url.removeprefix("https://").rstrip("/")
    if len(shown) <= 34:
        pages.set_x(x - 2)
        pages.face(10.5, True, SOFT)
        pages.multi_cell(side + 4, 5.6, shown, align="C")


def _code(pages: Pages, url: str, x: float, y: float, side: float) -> None:
    """Rows of black, each run one rectangle, a hair taller so that no white line shows."""
    rows = [list(row) for row in segno.make_qr(url, error="m").matrix]
    module = side / (len(rows) + 2 * QUIET)
    pages.set_fill_color(0, 0, 0)
    for down, row in enumerate(rows):
        across = 0
        for black, run in groupby(row):
            width = len(list(run))
            if black:
                left, top = x + (across + QUIET) * module, y + (down + QUIET) * module
                pages.rect(left, top, width * module, module * 1.02, style="F")
            across += width


def _foot(pages: Pages, contact: str) -> None:
    pages.set_fill_color(*PALE)
    pages.rect(0, pages.h - 36, pages.w, 36, style="F")
    _line(pages, FREE, 14, pages.h - 32, GREEN, bold=True)
    if contact:
        _line(pages, f"Muốn gặp người thật: {contact}", 12.5, pages.h - 22, INK)
    _line(pages, DOUBT, 9.5, pages.h - 11, SOFT)


def _line(
    pages: Pages,
    words: str,
    size: float,
    y: float,
    ink: tuple[int, int, int],
    *,
    bold: bool = False,
) -> None:
    """One line in the middle, smaller when it is too long."""
    text = drawable(words)
    pages.face(size, bold, ink)
    while size > 8 and pages.get_string_width(text) > pages.w - 20:
        size -= 0.5
        pages.face(size, bold, ink)
    pages.set_xy(0, y)
    pages.cell(pages.w, size * 0.5, text, align="C")
