"""A workbook back into rows; whatever is not plain text in its place is named by its cell."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.exchange_rows import MARK, SHEETS, Column, Row
from knowledge.exchange_write import GUIDE
from knowledge.load_faults import Fault

MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_UNPACKED = 100_000_000
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
# What _put escaped, and the carriage returns that other programs leave.
_ESCAPED = re.compile("_x005F_(x[0-9A-Fa-f]{4}_)|_x000D_")
_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, ParseError, OSError, KeyError, ValueError, TypeError,
    IndexError, AttributeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: its number from 1 and its cells by field, `mark` apart."""

    number: int
    row: Row
    mark: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows and the letter of the column of each field."""

    name: str
    letters: dict[str, str]
    lines: tuple[Line, ...]

    def cell(self, line: Line, field: str) -> str:
        """ "Mục trả lời!E14"; the row's first cell when the field has no column of its own."""
        letter = self.letters.get(field) or self.letters.get("id", "A")
        return f"{self.name}!{letter}{line.number}"


def read_workbook(path: Path, faults: list[Fault]) -> dict[str, Sheet]:
    """The sheets we know by name. With faults added, the rows are not to be used."""
    try:
        if not _bounded(path, faults):
            return {}
        book = load_workbook(path)
    except _BROKEN as error:
        text = "Không mở được tệp; hãy lưu lại dạng .xlsx (không đặt mật khẩu) rồi thử lại."
        faults.append(Fault(path.name, 0, f"{text} ({type(error).__name__})"))
        return {}
    for name in book.sheetnames:
        if name not in SHEETS and name != GUIDE:
            known = ", ".join(f"“{sheet}”" for sheet in SHEETS)
            faults.append(Fault(name, 0, f"Không có trang tên này; các trang được nhập: {known}."))
    found = {name: book[name] for name in SHEETS if name in book.sheetnames}
    if not found:
        faults.append(Fault(path.name, 0, "Không thấy trang nào để nhập; hãy dùng tệp đã xuất."))
    return {n: _sheet(s, faults) for n, s in found.items() if isinstance(s, Worksheet)}


def _bounded(path: Path, faults: list[Fault]) -> bool:
    """Whether the file is of a size that a person works with, before it is read whole."""
    with zipfile.ZipFile(path) as packed:
        size = sum(item.file_size for item in packed.infolist())
    if size > MAX_UNPACKED:
        faults.append(Fault(path.name, 0, "Tệp quá lớn; hãy xóa hình ảnh và các dòng thừa."))
        return False
    book = load_workbook(path, read_only=True)
    try:
        for sheet in book.worksheets:
            for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                if number > MAX_ROWS or len(row) > MAX_COLUMNS:
                    text = f"Trang có hơn {MAX_ROWS} dòng hoặc {MAX_COLUMNS} cột; xóa phần thừa."
                    faults.append(Fault(sheet.title, 0, text))
                    return False
    finally:
        book.close()
    return True


def _sheet(sheet: Worksheet, faults: list[Fault]) -> Sheet:
    """The rows of one sheet."""
    for merged in sheet.merged_cells.ranges:
        text = "Ô bị gộp; hãy bỏ gộp ô (Unmerge) rồi điền đủ từng ô."
        faults.append(Fault(f"{sheet.title}!{merged.coord}", 0, text))
    columns = _heading(sheet, faults)
    letters = {c.field: get_column_letter(n) for n, c in columns.items()}
    lines = tuple(_lines(sheet, columns, faults))
    return Sheet(sheet.title, letters, lines)


def _heading(sheet: Worksheet, faults: list[Fault]) -> dict[int, Column]:
    """The columns by number from the first row; strange, double and missing ones are faults."""
    known = {column.heading: column for column in SHEETS[sheet.title]}
    found: dict[int, Column] = {}
    for number, cell in enumerate(sheet[1], 1):
        heading = _clean(str(cell.value or ""))
        place = f"{sheet.title}!{cell.coordinate}"
        if heading in known and known[heading] not in found.values():
            found[number] = known[heading]
        elif heading:
            why = "viết hai lần" if heading in known else "không có trong bảng"
            faults.append(Fault(place, 0, f"Cột “{heading}” {why}; hãy xóa cột này."))
    for heading, column in known.items():
        if column is not MARK and column not in found.values():
            faults.append(Fault(f"{sheet.title}!1", 0, f"Thiếu cột “{heading}”."))
    return found


def _lines(sheet: Worksheet, columns: dict[int, Column], faults: list[Fault]) -> Iterator[Line]:
    """Every row that is not empty."""
    for number, cells in enumerate(sheet.iter_rows(min_row=2), 2):
        if all(_nothing(cell.value) for cell in cells):
            continue
        row: Row = {}
        for place_in_row, cell in enumerate(cells, 1):
            column = columns.get(place_in_row)
            if column is not None:
                row[column.field] = _text(sheet.title, cell, column, faults)
            elif not _nothing(cell.value):
                place = f"{sheet.title}!{cell.coordinate}"
                faults.append(Fault(place, 0, "Ô này nằm ngoài các cột của bảng; hãy xóa đi."))
        yield Line(number, row, row.pop(MARK.field, ""))


def _nothing(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _text(title: str, cell: Cell | MergedCell, column: Column, faults: list[Fault]) -> str:
    """The cell as canonical text; formulas and values of another kind are faults."""
    place = f"{title}!{cell.coordinate}"
    if _nothing(cell.value) or isinstance(cell, MergedCell):
        return ""
    if cell.data_type == "f":
        faults.append(Fault(place, 0, "Ô có công thức; hãy thay bằng chữ hoặc số đã tính."))
        return ""
    if cell.data_type == "e":
        faults.append(Fault(place, 0, f"Ô đang báo lỗi {cell.value}; hãy sửa lại."))
        return ""
    value = cell.value
    if column.kind == "day":
        return _day(place, value, faults)
    if column.kind == "list" and isinstance(value, int | float) and value == int(value):
        return str(int(value))
    if not isinstance(value, str):
        text = f"Cột “{column.heading}” cần chữ; đổi định dạng ô sang Văn bản (Text) rồi gõ lại."
        faults.append(Fault(place, 0, text))
        return ""
    return _canonical(_clean(value), column)


def _clean(text: str) -> str:
    """Letters composed, line breaks of one kind, no blank ends."""
    plain = _ESCAPED.sub(lambda m: f"_{m[1]}" if m[1] else "", text)
    plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", plain).strip()


def _canonical(text: str, column: Column) -> str:
    """The same text for the same meaning: no blank lines in lists, one kind of separator."""
    if column.kind == "lines":
        lines = (line.strip() for line in text.split("\n"))
        joined = "\n".join(line for line in lines if line)
        return re.sub(r"[ \t]*\|[ \t]*", " | ", joined) if column.field == "source" else joined
    if column.kind == "list":
        return ", ".join(item for item in re.split(r"[,;\s]+", text) if item)
    return text


def _day(place: str, value: Any, faults: list[Fault]) -> str:
    """A day as 2026-05-22, from a date cell or from text."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        match = _DAY.fullmatch(value.strip())
        try:
            if match:
                return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
            return date.fromisoformat(value.strip()).isoformat()
        except ValueError:
            pass
    faults.append(Fault(place, 0, "Ô này cần một ngày có thật, dạng 2026-05-22 hoặc 22/5/2026."))
    return ""


def twice(sheet: Sheet, faults: list[Fault]) -> None:
    """The same name in two rows, or a row without a name, is a fault."""
    first: dict[str, int] = {}
    for line in sheet.lines:
        name = line.row.get("id", "")
        place = sheet.cell(line, "id")
        if not name:
            faults.append(Fault(place, 0, "Dòng có nội dung mà thiếu mã; hãy điền mã."))
        elif name in first:
            faults.append(Fault(place, 0, f"Mã `{name}` đã có ở dòng {first[name]}."))
        else:
            first[name] = line.number
