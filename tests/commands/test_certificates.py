"""`certificates import` as an office uses it: real files, faults by line, nothing half taken in."""

from __future__ import annotations

import asyncio
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from bot.__main__ import main
from bot.store.certificates import CertificateBook
from bot.store.database import open_database

HEAD = ("STT", "Họ tên", "Số điện thoại", "Tên sản phẩm", "Hạng sao", "Số quyết định", "Ngày cấp")
HANH = ("1", "Nguyễn Thị Hạnh", 912345678, "Mắm ruốc", "3 sao", "12/QĐ-UBND")


@pytest.fixture(autouse=True)
def office(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cache: Path, sqlite_template: Path
) -> None:
    """An office with one person, whom it took in from a list."""
    for name in ("DATABASE_URL", "TELEGRAM_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCOP_DATA", str(tmp_path / "data"))
    shutil.copytree(cache, tmp_path / "data" / "cache")
    shutil.copy(sqlite_template, tmp_path / "data" / "ocop.sqlite3")
    people = sheet(tmp_path / "people.xlsx", [HEAD, (*HANH, "")])
    assert main(["people", "import", str(people)]) == 0


def sheet(path: Path, lines: list[tuple[Any, ...]]) -> Path:
    book = Workbook()
    assert book.active is not None
    for cells in lines:
        book.active.append(cells)
    book.save(path)
    return path


def certificates(tmp_path: Path) -> dict[str, date | None]:
    """The products of the one person, and their last days."""

    async def read() -> dict[str, date | None]:
        db = await open_database("", tmp_path / "data")
        found = await CertificateBook(db).products(1)
        await db.close()
        return {one.name: one.expires_on for one in found}

    return asyncio.run(read())


def test_a_list_is_taken_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = sheet(tmp_path / "giay.xlsx", [
        ("Danh sách giấy chứng nhận xã Nam Trực",), HEAD, (*HANH, date(2024, 8, 1)),
        ("2", "Nguyễn Thị Hạnh", "0912.345.678", "Mắm tép", 4, "", "15/9/2025"),
    ])  # fmt: skip
    assert main(["certificates", "import", str(path), "--dry-run"]) == 0
    assert "Sẽ nhận 2 giấy (1 sản phẩm mới)." in capsys.readouterr().out
    assert certificates(tmp_path) == {"Mắm ruốc": None}
    assert main(["certificates", "import", str(path)]) == 0
    assert certificates(tmp_path) == {"Mắm ruốc": date(2027, 8, 1), "Mắm tép": date(2028, 9, 15)}


def test_a_list_is_tried_beside_a_running_bot(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(tmp_path / "giay.xlsx", [HEAD, (*HANH, date(2024, 8, 1))])
    running = asyncio.run(open_database("", tmp_path / "data"))
    try:
        assert main(["certificates", "import", str(path), "--dry-run"]) == 0
        assert "Sẽ nhận 1 giấy (0 sản phẩm mới)." in capsys.readouterr().out
        assert main(["certificates", "import", str(path)]) != 0
        assert "dừng bot" in capsys.readouterr().err
    finally:
        asyncio.run(running.close())


def test_merged_cells_leave_who_it_is_to_the_line_above(tmp_path: Path) -> None:
    path = tmp_path / "gop.xlsx"
    book = Workbook()
    page = book.active
    assert page is not None
    for cells in (HEAD, (*HANH, "1/8/2024"), ("", "", "", "Mắm tép", 3, "", "2/8/2024")):
        page.append(cells)
    page.merge_cells("B2:B3")
    page.merge_cells("C2:C3")
    book.save(path)
    assert main(["certificates", "import", str(path)]) == 0
    assert certificates(tmp_path)["Mắm tép"] == date(2027, 8, 2)


def test_every_fault_by_its_line_and_nothing_taken_in(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = sheet(tmp_path / "loi.xlsx", [
        HEAD, (*HANH, "1/8/2024"), (*HANH, "1/8/2024"),
        ("3", "Lạ", "0987654321", "Trà", 3, "", "1/8/2024"),
        ("4", "Nguyễn Thị Hạnh", "0912345678", "Trà", 3, "", "31/02/2024"),
        ("5", "Nguyễn Thị Hạnh", "0912345678", "Bánh", "bảy", "", "1/8/2024"),
        ("6", "Nguyễn Thị Hạnh", "0912345678", "Kẹo", 3, "", ""),
        ("7", "Nguyễn Thị Hạnh", "mười", "Kẹo", 3, "", "1/8/2024"),
    ])  # fmt: skip
    assert main(["certificates", "import", str(path)]) == 1
    told = capsys.readouterr()
    for wanted in ("Dòng 3: giấy của “Mắm ruốc”", "Dòng 4: số 0987654321", "Dòng 5: cột Ngày cấp",
                   "Dòng 6: “bảy” không phải hạng sao", "Dòng 7: chưa có ngày cấp",
                   "Dòng 8: “mười” không phải số điện thoại"):  # fmt: skip
        assert wanted in told.out
    assert "Có 6 lỗi, chưa nhận gì cả." in told.err
    assert certificates(tmp_path) == {"Mắm ruốc": None}


@pytest.mark.parametrize("name", ["giay.pdf", "khong-co.xlsx", "hong.xlsx"])
def test_a_file_that_is_no_list(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    if name != "khong-co.xlsx":
        (tmp_path / name).write_bytes(b"%PDF-1.7 not a sheet")
    assert main(["certificates", "import", str(tmp_path / name)]) == 1
    assert "ocop-bot certificates import:" in capsys.readouterr().err
