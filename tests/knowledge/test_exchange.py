"""The workbook of curators: nothing is lost on the way, and all is taken over or nothing."""

from __future__ import annotations

import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from knowledge.exchange import Imported, export_xlsx, import_xlsx
from knowledge.load import CONTENT, ContentFaults, load, read
from knowledge.load_files import snapshot
from tests.knowledge.small_content import FEE_FILE, HOW_LONG, OLD_FILE, Content

ENTRIES = "Mục trả lời"
# Rows follow the order of files: fee (2), how_long (3), how_long_2023 (4).
FEE_ROW, HOW_LONG_ROW = 2, 3


class Book:
    """An exported workbook that a curator edits cell by cell."""

    def __init__(self, content: Content, path: Path) -> None:
        self.content, self.path = content, path
        export_xlsx(content.folder, path)
        self.book = load_workbook(path)

    def sheet(self, name: str = ENTRIES) -> Worksheet:
        sheet = self.book[name]
        assert isinstance(sheet, Worksheet)
        return sheet

    def set(self, cell: str, value: Any, sheet: str = ENTRIES) -> None:
        self.sheet(sheet)[cell] = value

    def take_over(self) -> Imported:
        self.book.save(self.path)
        return import_xlsx(self.path, self.content.folder)

    def refused(self) -> dict[str, str]:
        """The faults by cell; and nothing at all was written."""
        before = self.content.files()
        done = self.take_over()
        assert (done.changed, done.added, self.content.files()) == ((), (), before)
        return {fault.path: fault.text for fault in done.faults}


@pytest.fixture
def book(content: Content, tmp_path: Path) -> Book:
    return Book(content, tmp_path / "noi-dung.xlsx")


def test_unchanged_sheets_change_no_byte(book: Book) -> None:
    before = book.content.files()
    assert book.take_over() == Imported()
    assert book.content.files() == before


def test_the_sheets_are_easy_to_read(book: Book) -> None:
    assert book.book.sheetnames == ["Hướng dẫn", ENTRIES, "Con số", "Nguồn"]
    sheet = book.sheet()
    assert sheet.freeze_panes == "B2"
    assert [sheet[f"{c}1"].value for c in "ACEF"] == ["Mã mục", "Tiêu đề", "Cách hỏi", "Trả lời"]
    assert sheet["E3"].value == "Giấy OCOP có hạn bao lâu?\ngiấy sao xài mấy năm"
    assert sheet["E3"].alignment.wrap_text
    assert sheet["H3"].value == "qd26 | Điều 4 khoản 3"
    assert (sheet.column_dimensions["F"].width or 0) >= 60
    guide = " ".join(str(cell.value) for row in book.sheet("Hướng dẫn") for cell in row)
    assert "Xóa một dòng không xóa mục" in guide
    assert "Tốn bao nhiêu tiền" in guide


def test_one_changed_answer_rewrites_one_file(book: Book) -> None:
    before = book.content.files()
    book.set(
        f"F{HOW_LONG_ROW}", "Giấy dùng được {validity}.\r\n\r\nBà con nhớ ngày ký: =1+1 # nhé."
    )
    assert book.take_over() == Imported(changed=("how_long",))
    after = book.content.files()
    assert [name for name in after if after[name] != before[name]] == [HOW_LONG]
    text = book.content.text(HOW_LONG)
    assert "answer: |-\n  Giấy dùng được {validity}.\n\n  Bà con nhớ ngày ký: =1+1 # nhé.\n" in text
    assert "- giấy sao xài mấy năm\n" in text
    assert load(book.content.folder).entries["how_long"].related == ("fee",)
    assert book.take_over() == Imported()


def test_a_new_row_is_a_new_entry(book: Book) -> None:
    sheet = book.sheet()
    row = [sheet.cell(FEE_ROW, column).value for column in range(1, 18)]
    row[0], row[4], row[5] = "who_pays", "ai trả tiền thi ocop", "Xã lo phần chấm: anh/chị khỏi lo."
    row[8], row[13] = "1/6/2026", 12
    for column, value in enumerate(row, 1):
        sheet.cell(7, column, value)
    assert book.take_over() == Imported(added=("who_pays",))
    entry = load(book.content.folder).entries["who_pays"]
    assert (entry.topic, entry.ask, entry.products) == ("costs", ("ai trả tiền thi ocop",), (12,))
    assert str(entry.valid.start) == "2026-06-01"


def test_a_figure_and_a_source_are_put_in_place(book: Book) -> None:
    book.set("B2", "37 tháng", "Con số")
    book.set("D3", "https://example.vn/moi", "Nguồn")
    for column, value in enumerate(["fee_sum", "9.000 đồng", "qd26", None, "SL"], 1):
        book.sheet("Con số").cell(4, column, value)
    done = book.take_over()
    assert done.faults == ()
    assert done.changed == ("figures.yaml: validity", "sources.yaml: qd148")
    assert done.added == ("figures.yaml: fee_sum",)
    figures = book.content.text("figures.yaml").splitlines()
    assert figures[0] == "# Con số"
    assert figures[1].startswith("validity: {text: 37 tháng, document: qd26, article: Điều 4")
    assert figures[2:4] == ["", "# Hạn"]
    assert figures[4].startswith("round1: {text: 30/4")
    assert figures[5] == "fee_sum: {text: 9.000 đồng, document: qd26, confidence: SL}"
    sources = book.content.text("sources.yaml")
    assert sources.startswith("# Nguồn\nqd26:\n  title: Quyết định 26/2026/QĐ-TTg\n")
    assert sources.endswith("url: https://example.vn/moi\n")
    assert "37 tháng" in load(book.content.folder).entries["how_long"].answer


def test_a_moved_entry_moves_its_file(book: Book) -> None:
    book.set(f"B{FEE_ROW}", "validity")
    assert book.take_over().changed == ("fee",)
    assert "faq/validity/fee.yaml" in book.content.files()
    assert FEE_FILE not in book.content.files()


def test_decomposed_letters_from_a_keyboard_are_composed(book: Book) -> None:
    book.set(f"C{FEE_ROW}", unicodedata.normalize("NFD", "Phí chấm điểm OCOP?"))
    assert book.take_over().changed == ("fee",)
    assert load(book.content.folder).entries["fee"].title == "Phí chấm điểm OCOP?"


def test_a_row_left_alone_never_undoes_a_later_edit(book: Book) -> None:
    book.content.edit(FEE_FILE, "Anh/chị hỏi", "Bà con hỏi")
    book.set(f"C{HOW_LONG_ROW}", "Giấy dùng bao lâu?")
    assert book.take_over() == Imported(changed=("how_long",))
    assert "Bà con hỏi" in book.content.text(FEE_FILE)


def test_a_row_that_others_changed_meanwhile_is_refused(book: Book) -> None:
    book.content.edit(FEE_FILE, "Anh/chị hỏi", "Bà con hỏi")
    book.set(f"C{FEE_ROW}", "Phí chấm?")
    assert "sửa ở nơi khác" in book.refused()[f"{ENTRIES}!A2"]


WRONG = [
    ("F3", "Giấy có hạn 36 tháng.", f"{ENTRIES}!F3", "gõ bằng tay"),
    ("F3", "Giấy {gone}.", f"{ENTRIES}!F3", "figures.yaml"),
    ("F3", "a" * 431, f"{ENTRIES}!F3", "tối đa 430"),
    ("F3", "=1+1", f"{ENTRIES}!F3", "công thức"),
    ("F3", None, f"{ENTRIES}!F3", "trống"),
    ("C3", 36, f"{ENTRIES}!C3", "cần chữ"),
    ("C3", True, f"{ENTRIES}!C3", "cần chữ"),
    ("C3", "a" * 41, f"{ENTRIES}!C3", "tối đa 40"),
    ("C3", "hai\ndòng", f"{ENTRIES}!C3", "một dòng"),
    ("D3", "ready", f"{ENTRIES}!D3", "published"),
    ("E3", None, f"{ENTRIES}!E3", "ask"),
    ("H3", "qd99 | Điều 1", f"{ENTRIES}!H3", "sources.yaml"),
    ("I3", "31/2/2026", f"{ENTRIES}!I3", "ngày có thật"),
    ("J3", date(2020, 1, 1), f"{ENTRIES}!J3", "sớm hơn"),
    ("M3", "XX", f"{ENTRIES}!M3", "VB, BC"),
    ("N3", "99", f"{ENTRIES}!N3", "bộ sản phẩm 99"),
    ("N3", "xoài", f"{ENTRIES}!N3", "số nguyên"),
    ("O3", "gone", f"{ENTRIES}!O3", "Mục `gone`"),
    ("P3", "gone", f"{ENTRIES}!P3", "Mục gốc"),
    ("A3", "fee", f"{ENTRIES}!A3", "đã có ở dòng 2"),
    ("A3", "../../etc/passwd", f"{ENTRIES}!A3", "chữ thường"),
    ("B3", "../costs", f"{ENTRIES}!B3", "chữ thường"),
    ("B3", "nowhere", f"{ENTRIES}!B3", "topics.yaml"),
    ("A3", None, f"{ENTRIES}!A3", "thiếu mã"),
    ("R1", "Ghi chú", f"{ENTRIES}!R1", "Cột “Ghi chú” không có"),
    ("R5", "lạc", f"{ENTRIES}!R5", "nằm ngoài"),
    ("C1", "Tên", f"{ENTRIES}!1", "Thiếu cột “Tiêu đề”"),
    ("C1", "Mã mục", f"{ENTRIES}!C1", "hai lần"),
]


@pytest.mark.parametrize(("cell", "value", "place", "words"), WRONG)
def test_a_wrong_cell_is_named_and_nothing_is_taken(
    book: Book, cell: str, value: Any, place: str, words: str
) -> None:
    book.set(f"C{FEE_ROW}", "Một sửa đổi đúng")
    book.set(cell, value)
    faults = book.refused()
    assert words in faults.get(place, ""), faults


def test_wrong_figures_and_sources_are_named_by_their_sheet(book: Book) -> None:
    book.set("C3", "qd99", "Con số")
    book.set("D2", "example", "Nguồn")
    assert set(book.refused()) == {"Con số!C3", "Nguồn!D2"}


def test_merged_cells_and_strange_sheets(book: Book) -> None:
    book.sheet().merge_cells("C2:D3")
    book.book.create_sheet("Nháp")
    faults = book.refused()
    assert "gộp" in faults[f"{ENTRIES}!C2:D3"]
    assert "Không có trang" in faults["Nháp"]


def test_a_hundred_thousand_rows(content: Content, tmp_path: Path) -> None:
    big = Workbook(write_only=True)
    sheet = big.create_sheet(ENTRIES)
    for number in range(100_000):
        sheet.append([f"m{number}", "costs"])
    big.save(tmp_path / "big.xlsx")
    (fault,) = import_xlsx(tmp_path / "big.xlsx", content.folder).faults
    assert (fault.path, "hơn 5000 dòng" in fault.text) == (ENTRIES, True)


@pytest.mark.parametrize("data", [b"", b"not a workbook", b"PK\x03\x04 torn"])
def test_files_that_are_no_workbook(content: Content, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "odd.xlsx").write_bytes(data)
    (fault,) = import_xlsx(tmp_path / "odd.xlsx", content.folder).faults
    assert (fault.path, "Không mở được tệp" in fault.text) == ("odd.xlsx", True)


def test_content_with_faults_is_neither_exported_nor_overwritten(book: Book) -> None:
    book.content.edit(OLD_FILE, "confidence: BC", "confidence: XX")
    with pytest.raises(ContentFaults):
        export_xlsx(book.content.folder, book.path)
    book.set(f"C{FEE_ROW}", "Phí chấm?")
    assert OLD_FILE in book.refused()


def test_the_real_content_makes_the_round_trip(tmp_path: Path) -> None:
    assert read(snapshot(CONTENT)).faults == ()
    copy = Content(tmp_path / "copy")
    for name, data in snapshot(CONTENT).files.items():
        copy.write(name, data)
    before = copy.files()
    export_xlsx(copy.folder, tmp_path / "all.xlsx")
    assert import_xlsx(tmp_path / "all.xlsx", copy.folder) == Imported()
    assert copy.files() == before
