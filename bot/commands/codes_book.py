"""Codes for imported people as a workbook to print or to send on: link and QR beside each."""

from __future__ import annotations

import io
from pathlib import Path

import segno
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.drawing.image import Image
from openpyxl.styles import Alignment, Font

from bot.commands.doors import Doors
from bot.core import codes
from bot.store.imported import Invited
from knowledge import places

HEADS = ("Họ tên", "Điện thoại", "Xã", "Mã", "Liên kết", "Mã QR")
WIDTHS = (28, 14, 34, 18, 46, 16)
PICTURES = 1_000  # QR codes in one workbook; more make it too heavy to open
A_SHEET = 1_000_000  # lines of one sheet
SIDE = 96  # pixels of a QR code on the sheet
HEIGHT = 76  # points of a line with a QR code


class CodesBook:
    """Lines of people with their codes; `save` writes the file, whole or not at all.

    Lines go to the disk as they come, so a list of any length takes little memory.
    """

    def __init__(self, path: Path, doors: Doors) -> None:
        """`doors` say what the links and QR codes lead to."""
        self._path, self._doors = path, doors
        self._book = Workbook(write_only=True)
        self._line = A_SHEET

    def add(self, one: Invited) -> None:
        """A line. A name that begins like a formula stays a name."""
        if self._line >= A_SHEET:
            self._open()
        self._line += 1
        where = one.xa or one.tinh
        place = places.name(where) if places.exists(where) else ""
        link = self._doors.link(one.code)
        pictured = len(self._book.worksheets) == 1 and self._line <= PICTURES + 1
        if pictured:
            self._sheet.row_dimensions[self._line].height = HEIGHT
            self._sheet.add_image(_qr(link or codes.shown(one.code)), f"F{self._line}")
        told = (one.name, one.phone, place, codes.shown(one.code), link)
        self._sheet.append([self._cell(text) for text in told])

    def _open(self) -> None:
        """A new sheet with its headings."""
        self._sheet = self._book.create_sheet(f"Mã mời {len(self._book.worksheets) + 1}")
        self._sheet.freeze_panes = "A2"
        for letter, width in zip("ABCDEF", WIDTHS, strict=True):
            self._sheet.column_dimensions[letter].width = width
        self._sheet.append([self._cell(head, bold=True) for head in HEADS])
        self._line = 1

    def _cell(self, text: str, *, bold: bool = False) -> Cell:
        cell = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"
        cell.alignment = Alignment(vertical="center", wrap_text=True)
        if bold:
            cell.font = Font(bold=True)
        return cell

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
