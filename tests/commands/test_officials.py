"""`admin` and `people` on the command line: codes, the log, lists; on both databases."""

from __future__ import annotations

import asyncio
import re
import shutil
from pathlib import Path

import pytest
import zxingcpp
from openpyxl import load_workbook
from PIL import Image

from bot.__main__ import main
from bot.core import codes
from bot.store.database import open_database

LIST = "Họ tên,Điện thoại,Xã,Sản phẩm\nLan,0912345678,Nam Trực Ninh Bình,mắm tôm\n"
Out = pytest.CaptureFixture[str]


@pytest.fixture
def folder(database_url: str, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the commands run: a database of each kind, the content read already."""
    shutil.copytree(cache, tmp_path / "cache")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OCOP_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", database_url)
    return tmp_path


def bot(out: Out, *words: str) -> tuple[int, str, str]:
    """Run a command: exit code, what it printed, what it complained."""
    out.readouterr()
    ended = main(words)
    said = out.readouterr()
    return ended, said.out, said.err


def test_the_first_administrators_code_and_the_log(folder: Path, capsys: Out) -> None:
    ended, said, _ = bot(capsys, "admin", "create")
    assert ended == 0
    assert any(codes.read(word) for word in said.split())
    assert bot(capsys, "admin", "list")[1].startswith("Chưa có ai")
    assert "dòng lệnh: invite admin" in bot(capsys, "admin", "audit")[1]
    ended, said, _ = bot(capsys, "admin", "audit", "--verify")
    assert ended == 0
    seal = re.findall(r"[0-9a-f]{64}", said)[0]
    assert bot(capsys, "admin", "audit", "--seal", seal)[0] == 0
    assert bot(capsys, "admin", "audit", "--seal", "0" * 64)[0] == 1


@pytest.mark.parametrize(
    ("words", "ended", "told"),
    [
        (("--role", "xa", "--place", "xã Nam Trực, Ninh Bình"), 0, "xã Nam Trực"),
        (("--role", "tinh", "--place", "nam dinh"), 0, "tỉnh Ninh Bình"),
        (("--role", "xa", "--place", "xã Tân Thành"), 2, "xã Tân Thành, tỉnh Thái Nguyên"),
        (("--role", "xa"), 2, "xã và tỉnh"),
        (("--role", "tinh", "--place", "xyz"), 2, "tên tỉnh"),
        (("--days", "0"), 2, "--days"),
    ],
)
def test_offices_bound_to_a_place(
    folder: Path, capsys: Out, words: tuple[str, ...], ended: int, told: str
) -> None:
    code, said, complained = bot(capsys, "admin", "create", *words)
    assert (code, told in said + complained) == (ended, True)


def test_a_list_becomes_people_and_codes(folder: Path, capsys: Out) -> None:
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    assert "Sẽ nhận 1 người" in bot(capsys, "people", "import", "list.csv", "--dry-run")[1]
    ended, said, _ = bot(capsys, "people", "import", "list.csv")
    assert (ended, "Đã nhận 1 người, 1 sản phẩm" in said) == (0, True)
    assert "1 người đã có từ trước" in bot(capsys, "people", "import", "list.csv")[1]
    ended, said, _ = bot(capsys, "people", "invitations", "--out", "codes.xlsx")
    assert ended == 0 and "1 người" in said
    sheet = load_workbook(folder / "codes.xlsx").active
    assert sheet is not None
    assert [sheet["A2"].value, sheet["B2"].value] == ["Lan", "0912345678"]
    assert codes.read(sheet["D2"].value)
    (picture,) = sheet._images  # type: ignore[attr-defined]  # openpyxl shows what it read nowhere else
    (code,) = zxingcpp.read_barcodes(Image.open(picture.ref))
    assert code.text == sheet["D2"].value
    assert bot(capsys, "people", "invitations", "--out", "x.xlsx", "--place", "Hà Nội")[0] == 1


def test_a_list_is_tried_beside_a_running_bot(folder: Path, database_url: str, capsys: Out) -> None:
    (folder / "list.csv").write_text(LIST, encoding="utf-8")
    (folder / "wrong.csv").write_text(LIST + "=1+1,abc\n", encoding="utf-8")
    assert bot(capsys, "migrate")[0] == 0
    running = asyncio.run(open_database("", folder)) if not database_url else None
    try:
        assert "Sẽ nhận 1 người" in bot(capsys, "people", "import", "list.csv", "--dry-run")[1]
        ended, said, _ = bot(capsys, "people", "import", "wrong.csv", "--dry-run")
        assert (ended, "Dòng 3" in said) == (1, True)
        if running:  # whoever holds the SQLite file is the one who writes
            ended, _, complained = bot(capsys, "people", "import", "list.csv")
            assert ended != 0 and "dừng bot" in complained
    finally:
        if running:
            asyncio.run(running.close())
    assert "Đã nhận 1 người" in bot(capsys, "people", "import", "list.csv")[1]


def test_a_list_with_faults_is_told_and_left(folder: Path, capsys: Out) -> None:
    (folder / "list.csv").write_text(LIST + "=1+1,abc\n", encoding="utf-8")
    ended, said, complained = bot(capsys, "people", "import", "list.csv")
    assert ended == 1
    assert "Dòng 3" in said and "chưa nhận gì cả" in complained
    assert "Sẽ nhận 0 người" not in said
    ended, _, complained = bot(capsys, "people", "import", "none.xlsx")
    assert (ended, "Không thấy tệp" in complained) == (1, True)
    assert bot(capsys, "people", "invitations", "--out", "x.xlsx")[0] == 1
