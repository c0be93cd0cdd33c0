"""The lines of a spreadsheet (XLSX or CSV), one at a time, whatever its length."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

Row = tuple[int, tuple[object, ...]]
Progress = Callable[[float], None]

WIDEST = 40  # columns that anybody looks at
LONGEST = 2_000  # characters of a cell
MOST = 1_048_576  # lines of a list: what a sheet of Excel holds, and what fits into our memory
TEXTS = 50_000_000  # bytes of an XLSX file's table of texts: in memory it takes five times that
EVERY = 2_000  # lines between two words on how far it is
_LINE = 100_000  # characters of a line of a CSV file: more is no list
KINDS = 'Em đọc được tệp .xlsx và .csv. Tệp .xls cũ thì mở bằng Excel rồi "Lưu thành" .xlsx.'


class SheetFault(Exception):
    """The file cannot be read as a list; the text says what to do, in Vietnamese."""


def rows(path: Path, progress: Progress = lambda share: None) -> Iterator[Row]:
    """The lines with their numbers, from 1. `progress` hears how much (0 to 1) has been read.

    Raises SheetFault, also in the middle of a broken file.
    """
    readers = {".xlsx": _xlsx, ".xlsm": _xlsx, ".csv": _csv, ".txt": _csv, ".tsv": _csv}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise SheetFault(f"Tệp {path.name} không phải bảng tính. {KINDS}")
    try:
        for number, cells in reader(path, progress):
            if number > MOST:
                raise SheetFault(_too_long(path))
            yield number, cells
    except FileNotFoundError as error:
        raise SheetFault(f"Không thấy tệp {path}.") from error
    except OSError as error:
        raise SheetFault(f"Không đọc được tệp {path} ({error.strerror}).") from error


def _too_long(path: Path) -> str:
    return (
        f"Tệp {path.name} dài hơn {MOST:,} dòng".replace(",", ".")
        + ", em không nhận được. Anh/chị chia thành nhiều tệp, mỗi tỉnh một tệp chẳng hạn."
    )


def _held_in_memory(path: Path) -> None:
    """Raises SheetFault when a small file would unpack to more than we can hold."""
    with zipfile.ZipFile(path) as packed:
        texts = sum(i.file_size for i in packed.infolist() if "sharedstrings" in i.filename.lower())
    if texts > TEXTS:
        told = (
            f"Tệp {path.name} mở ra lớn quá. Trong Excel chọn Lưu thành “CSV UTF-8” rồi nhận lại."
        )
        raise SheetFault(told)


def _xlsx(path: Path, progress: Progress) -> Iterator[Row]:
    try:
        _held_in_memory(path)
        book = load_workbook(path, read_only=True, data_only=True)
        sheet = book.worksheets[0]
        whole = max(1, sheet.max_row or 1)
        for number, cells in enumerate(sheet.iter_rows(max_col=WIDEST, values_only=True), start=1):
            if number % EVERY == 0:
                progress(number / (whole if number <= whole else MOST))
            yield number, _shortened(cells)
        book.close()
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, IndexError) as error:
        told = f"Tệp {path.name} bị hỏng, hoặc không phải tệp Excel. {KINDS}"
        raise SheetFault(told) from error


def _csv(path: Path, progress: Progress) -> Iterator[Row]:
    whole = max(1, path.stat().st_size)
    with path.open("rb") as raw:
        text = io.TextIOWrapper(raw, _encoding(raw), newline="")
        try:
            for number, cells in enumerate(_parsed(text), start=1):
                if number % EVERY == 0:
                    progress(min(1.0, raw.tell() / whole))
                yield number, tuple(cell[:LONGEST] for cell in cells[:WIDEST])
        except UnicodeDecodeError as error:
            told = f"Tệp {path.name} không phải UTF-8: trong Excel chọn Lưu thành “CSV UTF-8”."
            raise SheetFault(told) from error
        except csv.Error as error:
            told = f"Tệp {path.name} hỏng ở một dòng quá dài hoặc có ký tự lạ. {KINDS}"
            raise SheetFault(told) from error


def _encoding(raw: BinaryIO) -> str:
    """What Excel writes: UTF-8 with or without a mark, or UTF-16 ("Unicode text")."""
    start = raw.read(4)
    raw.seek(0)
    return "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"


def _parsed(text: io.TextIOWrapper) -> Iterator[list[str]]:
    """The lines, parted at what the first one has most of: comma, semicolon or tab."""
    csv.field_size_limit(_LINE)
    first = text.readline(_LINE)
    delimiter = max(",;\t", key=first.count)
    yield from csv.reader([first], delimiter=delimiter)
    yield from csv.reader(text, delimiter=delimiter)


def _shortened(cells: tuple[Any, ...]) -> tuple[object, ...]:
    """The cells up to the last that is filled, no text longer than LONGEST."""
    filled = len(cells)
    while filled and cells[filled - 1] is None:
        filled -= 1
    return tuple(c[:LONGEST] if isinstance(c, str) else c for c in cells[:filled])
