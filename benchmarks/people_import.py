"""An office's list of people: `people import` beside the short script that a user would write.

    python -m benchmarks.people_import [--count 100000] [--pandas FOLDER]

Each way is a process of its own that reads the same list (CSV, XLSX) into a fresh SQLite file.
The short scripts take the cells as they are: the csv module or openpyxl and `executemany`, or
pandas.read_excel (`pip install --target FOLDER pandas`). Ours also checks every telephone number,
place, star and date, finds the product set, tells people apart, notes it in the log, and takes
back everything when one line is wrong. "×": seconds beside the short script's.
"""

from __future__ import annotations

import argparse
import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

HEAD = ("Họ tên", "Điện thoại", "Xã", "Tỉnh", "Sản phẩm", "Hạng sao", "Số giấy", "Ngày cấp")
TABLE = "CREATE TABLE people (name, phone, xa, tinh, product, stars, certificate, certified_on)"
INTO = "INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
STORE = f"""
import sqlite3
store = sqlite3.connect("people.sqlite3")
store.execute("PRAGMA journal_mode = WAL")
store.execute("PRAGMA synchronous = FULL")
store.execute({TABLE!r})
"""
SCRIPTS = {
    "csv + sqlite3": f"""
import csv
with open("list.csv", encoding="utf-8-sig", newline="") as file:
    lines = csv.reader(file)
    next(lines)
    store.executemany({INTO!r}, lines)
store.commit()
""",
    "openpyxl + sqlite3": f"""
import openpyxl
sheet = openpyxl.load_workbook("list.xlsx", read_only=True).worksheets[0]
store.executemany({INTO!r}, sheet.iter_rows(min_row=2, values_only=True))
store.commit()
""",
    "pandas.read_excel": f"""
import pandas
frame = pandas.read_excel("list.xlsx", dtype=str)
store.executemany({INTO!r}, frame.itertuples(index=False))
store.commit()
""",
}


def lines(count: int) -> Iterator[tuple[object, ...]]:
    """The list: each person with a product and its certificate."""
    yield HEAD
    for number in range(count):
        who = (f"Nguyễn Văn {number}", f"09{number:08d}", "xã Nam Trực", "tỉnh Ninh Bình")
        yield (*who, "Mật ong rừng", 3, f"{number}/QĐ-UBND", "15/3/2025")


def made(folder: Path, count: int) -> None:
    """Both files."""
    from openpyxl import Workbook  # in a process of its own, whose memory nobody inherits

    with (folder / "list.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines(count))
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines(count):
        sheet.append(list(line))
    book.save(folder / "list.xlsx")


def run(command: list[str], folder: Path, **more: str) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and MB at most, of a process that must end well."""
    with (folder / "said").open("w") as said:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env={**os.environ, **more}, stdout=said)
        _, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} ended with {status}")
    took = time.perf_counter() - began
    return took, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def ours(folder: Path, kind: str) -> tuple[float, float, float]:
    """`people import`, into an empty folder of data."""
    command = [sys.executable, "-m", "bot", "people", "import", f"list.{kind}"]
    path = os.pathsep.join([str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")])
    data = tempfile.mkdtemp(dir=folder)
    return run(command, folder, OCOP_DATA=data, PYTHONPATH=path, DATABASE_URL="")


def theirs(folder: Path, way: str, libraries: str) -> tuple[float, float, float]:
    """A short script, with a database of its own."""
    (folder / "people.sqlite3").unlink(missing_ok=True)
    return run([sys.executable, "-c", STORE + SCRIPTS[way]], folder, PYTHONPATH=libraries)


def main() -> None:
    """Print all ways."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--pandas", default="", help="where pandas is installed")
    parser.add_argument("--into", type=Path, help="only make the two files in this folder")
    given = parser.parse_args()
    if given.into:
        made(given.into, given.count)
        return
    ways = {"csv": ["csv + sqlite3"], "xlsx": ["openpyxl + sqlite3"]}
    if given.pandas:
        ways["xlsx"].append("pandas.read_excel")
    print(f"{given.count} people\n{'':24}{'s':>8}{'CPU s':>8}{'MB':>7}{'×':>7}")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make = ["-m", "benchmarks.people_import", "--count", f"{given.count}", "--into", name]
        subprocess.run([sys.executable, *make], check=True)
        for kind, usual in ways.items():
            figures = {f"ours, {kind}": ours(folder, kind)}
            figures |= {way: theirs(folder, way, given.pandas) for way in usual}
            least = figures[usual[0]][0]
            for way, (took, used, most) in figures.items():
                print(f"{way:24}{took:8.1f}{used:8.1f}{most:7.0f}{took / least:7.1f}", flush=True)


if __name__ == "__main__":
    main()
