"""Which column of a list is what, by the words that offices write above them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from knowledge.calendar.reading import fold

HEADINGS = {
    "name": ("ho ten", "ho va ten", "ten chu the", "chu the", "nguoi dai dien", "ten", "ten co so"),
    "phone": ("dien thoai", "so dien thoai", "sdt", "so dt", "dt", "di dong", "phone"),
    "xa": ("xa", "xa phuong", "phuong xa", "xa, phuong", "xa/phuong", "dia chi", "noi o"),
    "tinh": ("tinh", "tinh thanh", "tinh, thanh pho", "tinh/thanh pho", "tinh thanh pho"),
    "product": ("san pham", "ten san pham", "san pham ocop"),
    "stars": ("hang sao", "sao", "so sao", "hang", "phan hang", "xep hang"),
    "certificate": ("so giay", "so giay chung nhan", "giay chung nhan", "so quyet dinh"),
    "certified_on": ("ngay cap", "ngay chung nhan", "ngay cong nhan", "ngay quyet dinh", "ngay ky"),
    "expires_on": ("ngay het han", "het han", "han", "hieu luc den", "co gia tri den"),
}  # fmt: skip
SHOWN = {
    "name": "Họ tên",
    "phone": "Điện thoại",
    "xa": "Xã",
    "tinh": "Tỉnh",
    "product": "Sản phẩm",
    "stars": "Hạng sao",
    "certificate": "Số giấy chứng nhận",
    "certified_on": "Ngày cấp",
    "expires_on": "Ngày hết hạn",
}
NEEDED = ("name", "phone")
LOOKED_AT = 15  # lines in which the headings must come


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each thing stands, from 0."""

    at: dict[str, int]

    def cell(self, cells: tuple[object, ...], what: str) -> object:
        """What stands in a line under a heading; None when there is no such column or cell."""
        at = self.at.get(what, len(cells))
        return cells[at] if at < len(cells) else None


def columns(cells: Iterable[object]) -> Columns | None:
    """The columns, when this line is the one with the headings."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        said = fold(cell).strip(" *:.()") if isinstance(cell, str) else ""
        for what, headings in HEADINGS.items():
            if said in headings:
                found.setdefault(what, at)
    return Columns(found) if all(what in found for what in NEEDED) else None
