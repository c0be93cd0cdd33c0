"""The workbook as curators get it: wide columns, wrapped text, and a page that explains it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.exchange_rows import MARK, SHEETS, Column, Row
from knowledge.model import Area

GUIDE = "Hướng dẫn"
MAX_CELL = 32_767
_WRAP = Alignment(wrap_text=True, vertical="top")
_HEAD = PatternFill("solid", fgColor="DDEBF7")
_CHOICES = {"status": "published,draft", "confidence": "VB,BC,GH,KC,SL"}
# Excel reads _x0041_ in a file as the letter A; this keeps such words as they are.
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_ABOUT = """Cách dùng bảng này
Mỗi dòng ở trang “Mục trả lời” là một mục. Sửa ô nào thì nội dung ô đó thay đổi khi nhập lại.
Thêm mục: viết một dòng mới ở cuối, mã mục chỉ gồm chữ thường không dấu, số và gạch dưới.
Xóa một dòng không xóa mục. Muốn thôi dùng mục nào, ghi draft ở cột Trạng thái.
Cột Cách hỏi: mỗi dòng trong ô là một câu (Alt+Enter để xuống dòng), nên có 10 đến 16 câu.
Cột Trả lời: tối đa 430 ký tự. Cột Tiêu đề: tối đa 40 ký tự.
Con số và ngày tháng không gõ vào câu trả lời: ghi ở trang “Con số” rồi gọi tên trong ngoặc nhọn.
Cột Nguồn: mỗi dòng là mã văn bản, dấu | rồi điều khoản, ví dụ: qd26 | Điều 4 khoản 3.
Ngày viết dạng 2026-05-22 hoặc 22/5/2026. Bộ sản phẩm: số từ 1 đến 26, cách nhau dấu phẩy.
Độ tin cậy: VB đọc trong văn bản; BC báo chí, cổng thông tin; GH gián tiếp; KC kiến thức chung;
SL suy luận của nhóm.
Không gộp ô, không dùng công thức, không đổi tên cột và tên trang, không sửa cột cuối cùng.
Khi nhập, chỉ cần một ô sai là chưa có gì thay đổi; em báo từng ô để anh/chị sửa rồi nhập lại.
"""


def write_workbook(path: Path, tables: Mapping[str, Sequence[Row]], areas: Iterable[Area]) -> None:
    """Write all sheets; the file appears whole or not at all."""
    book = Workbook()
    guide = book.active
    if not isinstance(guide, Worksheet):
        raise TypeError("a new workbook has a first sheet")
    _guide(guide, areas)
    for name, columns in SHEETS.items():
        _sheet(book.create_sheet(name), columns, tables[name])
    book.active = 1
    beside = path.with_name(f"{path.name}.tmp")
    book.save(beside)
    beside.replace(path)


def mark(row: Row) -> str:
    """A short digest of a row, to see later whether anyone has changed it."""
    joined = "\0".join(f"{name}={row[name]}" for name in sorted(row))
    return hashlib.sha256(joined.encode()).hexdigest()[:12]


def _guide(sheet: Worksheet, areas: Iterable[Area]) -> None:
    """What to know, and the names of the topics."""
    sheet.title = GUIDE
    sheet.column_dimensions["A"].width = 34
    sheet.column_dimensions["B"].width = 90
    for number, line in enumerate(_ABOUT.splitlines(), 1):
        sheet.cell(number, 2, line).alignment = _WRAP
    sheet["B1"].font = Font(bold=True, size=14)
    rows = [(topic, name) for area in areas for topic, name in area.topics.items()]
    start = sheet.max_row + 2
    for offset, pair in enumerate([("Mã chủ đề", "Tên chủ đề"), *rows]):
        for column, value in enumerate(pair, 1):
            _put(sheet.cell(start + offset, column), value)


def _sheet(sheet: Worksheet, columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """One table with a frozen heading."""
    sheet.freeze_panes = "B2"
    for number, column in enumerate(columns, 1):
        letter = get_column_letter(number)
        cell = sheet.cell(1, number, column.heading)
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, _WRAP
        sheet.column_dimensions[letter].width = column.width
        if column.field in _CHOICES:
            _choices(sheet, letter, _CHOICES[column.field])
    sheet.column_dimensions[get_column_letter(len(columns))].hidden = True
    for number, row in enumerate(rows, 2):
        for place, column in enumerate(columns, 1):
            value = mark(row) if column is MARK else row[column.field]
            _fill(sheet.cell(number, place), column, value)
    sheet.auto_filter.ref = sheet.dimensions


def _choices(sheet: Worksheet, letter: str, options: str) -> None:
    """A list to choose from in a column."""
    rule = DataValidation(type="list", formula1=f'"{options}"', allow_blank=True)
    sheet.add_data_validation(rule)
    rule.add(f"{letter}2:{letter}5000")


def _fill(cell: Cell | MergedCell, column: Column, value: str) -> None:
    """A cell by its kind: days as days, all else as text."""
    cell.alignment = _WRAP
    if column.kind == "day" and value:
        cell.value = date.fromisoformat(value)
        cell.number_format = "yyyy-mm-dd"
    else:
        _put(cell, value)


def _put(cell: Cell | MergedCell, value: str) -> None:
    """Text that stays text, even "=1+1"; an empty cell for no text."""
    cell.number_format = "@"
    if value:
        cell.value = _ESCAPE.sub("_x005F_", value)
        cell.data_type = "s"
