"""Codes for imported people as a workbook to print or to send on: link and QR beside each."""

from __future__ import annotations

import io
from pathlib import Path

import segno
from openpyxl import Workbook
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Font

from bot.commands.doors import Doors
from bot.core import codes
from bot.store.imported import Invited
from knowledge import places

HEADS = ("Họ tên", "Điện thoại", "Xã", "Mã", "Liên kết", "Mã QR")
WIDTHS = (28, 14, 34, 13, 46, 16)
PICTURES = 1_000  # QR codes in one workbook; more make it too heavy to open
SIDE = 96  # pixels of a QR code on the sheet
HEIGHT = 76  # points of a line with a QR code


class CodesBook:
    """Lines of people with their codes; `save` writes the file, whole or not at all."""

    def __init__(self, path: Path, doors: Doors) -> None:
        """`doors` say what the links and QR codes lead to."""
        self._path, self._doors = path, doors
        self._book = Workbook()
        self._sheet = self._book.active
        assert self._sheet is not None
        self._sheet.title = "Mã mời"
        self._sheet.append(HEADS)
        self._sheet.freeze_panes = "A2"
        for cell, letter, width in zip(self._sheet[1], "ABCDEF", WIDTHS, strict=True):
            cell.font = Font(bold=True)
            self._sheet.column_dimensions[letter].width = width

    def add(self, one: Invited) -> None:
        """A line. A name that begins like a formula stays a name."""
        assert self._sheet is not None
        where = one.xa or one.tinh
        place = places.name(where) if places.exists(where) else ""
        link = self._doors.link(one.code)
        self._sheet.append([one.name, one.phone, place, codes.shown(one.code), link])
        line = self._sheet.max_row
        for cell in self._sheet[line]:
            cell.data_type = "s"
            cell.alignment = Alignment(vertical="center", wrap_text=True)
        if line <= PICTURES + 1:
            self._sheet.row_dimensions[line].height = HEIGHT
            self._sheet.add_image(_qr(link or codes.shown(one.code)), f"F{line}")

    def save(self) -> None:
        """Write the file beside its place, then put it there. Raises OSError."""
        beside = self._path.with_name(f".{self._path.name}.part")
        try:
            self._book.save(beside)
            beside.replace(self._path)
        finally:
            beside.unlink(missing_ok=True)


def _qr(text: str) -> Image:
    picture = io.BytesIO()
    segno.make(text, error="m").save(picture, kind="png", scale=4, border=2)
    picture.seek(0)
    image = Image(picture)
    image.width = image.height = SIDE
    return image
