"""Lists as offices keep them: headings anywhere near the top, merged cells, numbers as Excel has
them; whatever is wrong is told by its line."""

from __future__ import annotations

import csv
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot.core.register import Listed, ListedProduct, ListFault
from knowledge.roster import sheet
from knowledge.roster.columns import columns
from knowledge.roster.read import ListReader
from knowledge.roster.sheet import SheetFault, rows

TODAY = date(2026, 11, 22)
HEAD = ("Họ và tên", "Số điện thoại", "Xã", "Tỉnh", "Sản phẩm", "Hạng sao", "Số giấy", "Ngày cấp")
LAN = ("Trần Thị Lan", "0912345678", "Nam Trực", "Ninh Bình")
Line = tuple[object, ...]


def later(day: date) -> date:
    return day.replace(year=day.year + 3)


def read(*lines: Line, head: Line = HEAD) -> list[Listed | ListFault]:
    """The entries and faults of a list with these lines under its headings."""
    reader = ListReader(TODAY, later, lambda name: (9,) if "mắm" in name else (9, 13))
    return list(reader.read(enumerate((head, *lines), start=1)))


def faults(*lines: Line) -> list[str]:
    found = read(*lines)
    assert all(isinstance(one, ListFault) for one in found), found
    return [str(one) for one in found]


def test_a_whole_line() -> None:
    (entry,) = read((*LAN, "mắm tôm", 4, "12/QĐ-UBND", datetime(2025, 6, 15)))  # noqa: DTZ001 (Excel has no zones)
    product = ListedProduct("mắm tôm", 9, 4, "12/QĐ-UBND", date(2025, 6, 15), date(2028, 6, 15))
    assert entry == Listed(2, "Trần Thị Lan", "0912345678", "37", "13966", product)


def test_a_title_above_the_headings_and_other_words_for_them() -> None:
    head = ("STT", "TÊN CHỦ THỂ", "SĐT", "Xã, phường")
    lines = [("DANH SÁCH OCOP",), (None,), head, (1, "Lan", 912345678.0, "xã Nam Trực Ninh Bình")]
    reader = ListReader(TODAY, later, lambda name: ())
    (entry,) = reader.read(enumerate(lines, start=1))
    assert entry == Listed(4, "Lan", "0912345678", "37", "13966")


def test_without_headings_everything_is_refused() -> None:
    (fault,) = read(LAN, head=("cột 1", "cột 2"))
    assert "Họ tên" in str(fault)
    assert columns(["Họ tên"]) is None


@pytest.mark.parametrize(
    "said",
    [912345678, 912345678.0, "0912 345 678", "0912.345.678", "+84 912345678", "84912345678",
     "(091) 2345-678", "912345678"],
)  # fmt: skip
def test_a_telephone_number_as_people_and_excel_write_it(said: object) -> None:
    (entry,) = read(("Lan", said))
    assert isinstance(entry, Listed)
    assert entry.phone == "0912345678"


@pytest.mark.parametrize(
    ("xa", "tinh", "code"),
    [
        ("Nam Trực", "Ninh Bình", "13966"),
        ("xã Nam Trực, tỉnh Ninh Bình", "", "13966"),
        ("xã Nam Cường, huyện Nam Trực", "Nam Định", "13966"),
        ("Thị trấn Nam Giang", "tỉnh Nam Định", "13966"),
        ("", "Ninh Bình", ""),
        ("", "Hòa Bình", ""),
    ],
)
def test_places_in_one_cell_or_two(xa: str, tinh: str, code: str) -> None:
    (entry,) = read(("Lan", "0912345678", xa, tinh))
    assert isinstance(entry, Listed)
    assert (entry.xa, bool(entry.tinh)) == (code, True)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (("", "0912345678"), "chưa có họ tên"),
        (("Lan", ""), "chưa có số điện thoại"),
        (("Lan", "12345"), "không phải số điện thoại"),
        (("Lan", "#REF!"), "không phải số điện thoại"),
        ((912345678, "0912345678"), "không phải họ tên"),
        (("Lan", "0912345678", "Xã Không Có Thật", "Ninh Bình"), "em không tìm ra nơi này"),
        (("Lan", "0912345678", "Xã Lạ", "Ninh Bình"), "em không tìm ra nơi này"),
        (("Lan", "0912345678", "Nam Trực", "Xyz"), "em không tìm ra nơi này"),
        (("Lan", "0912345678", "xã Tân Thành"), "có nhiều nơi"),
        ((*LAN, "mắm", "9 sao"), "không phải hạng sao"),
        ((*LAN, "mắm", 4, "", "31/02/2025"), "Ngày cấp"),
        ((*LAN, "mắm", 4, "", date(2027, 1, 1)), "Ngày cấp"),
        ((*LAN, "", 4), "chưa có tên sản phẩm"),
    ],
)
def test_what_is_wrong_is_told_by_its_line(line: Line, told: str) -> None:
    (fault,) = faults(line)
    assert fault.startswith("Dòng 2: ") and told in fault


def test_all_faults_of_a_line_are_told() -> None:
    assert len(faults(("", "x", "Xã Không Có Thật", "", "", "9"))) == 4


def test_merged_cells_leave_the_person_to_the_line_above() -> None:
    first, second = read((*LAN, "mắm tôm"), (None, None, None, None, "mắm tép", 3))
    assert isinstance(first, Listed) and isinstance(second, Listed) and second.product
    assert (second.phone, second.line, second.product.name) == (first.phone, 3, "mắm tép")


def test_empty_lines_are_passed_and_a_line_without_a_person_is_not() -> None:
    assert read((None,) * 8, ("", "  ")) == []
    assert "chưa có họ tên và số điện thoại" in faults((None, None, "Nam Trực"))[0]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.none() | st.text(max_size=30) | st.integers() | st.floats() | st.dates(), max_size=9
    )
)
def test_whatever_stands_in_a_line_it_is_an_entry_or_a_fault(cells: list[object]) -> None:
    for one in read(tuple(cells)):
        assert one.line == 2
        if isinstance(one, Listed):
            assert one.name and len(one.phone) >= 10


def test_the_same_lines_from_every_kind_of_file(tmp_path: Path) -> None:
    lines = [list(HEAD[:3]), ["Trần Thị Lan", "0912345678", "Nam Trực"]]
    book = Workbook()
    assert book.active is not None
    for line in lines:
        book.active.append(line)
    book.save(tmp_path / "a.xlsx")
    for name, encoding, delimiter in (
        ("comma.csv", "utf-8", ","),
        ("excel.csv", "utf-8-sig", ";"),
        ("unicode.txt", "utf-16", "\t"),
    ):
        with (tmp_path / name).open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=delimiter).writerows(lines)
    for path in tmp_path.iterdir():
        assert [list(cells) for _, cells in rows(path)] == lines, path


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.xlsx", b"not a workbook", "bị hỏng"),
        ("a.xls", b"", "Lưu thành"),
        ("a.csv", "Họ tên,Điện thoại\nLan".encode("utf-16-be"), "CSV UTF-8"),
        ("b.csv", b"Ho ten,SDT\n" + b"x" * 300_000, "quá dài"),
    ],
)
def test_a_file_that_is_no_list(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SheetFault, match=told):
        list(rows(tmp_path / name))


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_a_list_without_end_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(sheet, "MOST", 2)
    book = Workbook()
    assert book.active is not None
    for line in (HEAD[:2], LAN[:2], LAN[:2]):
        book.active.append(list(line))
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.csv").write_text("Họ tên,Điện thoại\nLan,0912345678\nLan,0912345678\n", "utf-8")
    with pytest.raises(SheetFault, match="chia thành nhiều tệp"):
        list(rows(tmp_path / name))


def test_a_small_file_that_unpacks_to_a_giant_is_refused_unread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "TEXTS", 100_000)
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/sharedStrings.xml", " " * 200_000)
    assert (tmp_path / "a.xlsx").stat().st_size < 1_000
    with pytest.raises(SheetFault, match="CSV UTF-8"):
        list(rows(tmp_path / "a.xlsx"))


def test_how_far_it_is_never_goes_beyond_the_end(tmp_path: Path) -> None:
    """A workbook that was written as a stream does not say how long it is."""
    book = Workbook(write_only=True)
    page = book.create_sheet()
    for _ in range(2 * sheet.EVERY):
        page.append(["Lan"])
    book.save(tmp_path / "a.xlsx")
    told: list[float] = []
    assert len(list(rows(tmp_path / "a.xlsx", told.append))) == 2 * sheet.EVERY
    assert len(told) == 2 and all(0 < share <= 1 for share in told)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(SheetFault, match="Không thấy tệp"):
        list(rows(tmp_path / "none.csv"))
