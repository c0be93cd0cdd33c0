"""Gathers the provinces and communes of Việt Nam, run by hand when the State reorganises them.

    pip download vietnamadminunits --no-deps
    python tools/places.py vietnamadminunits-1.0.4-py3-none-any.whl

Writes knowledge/content/places/*.csv from the data of the library `vietnamadminunits` (MIT):
docs/decisions/0012-places.md says why the data and not the library.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

OUT = Path(__file__).parent.parent / "knowledge" / "content" / "places"
ISLANDS = {  # districts without communes, special zones since: the library's mapping lacks them
    "Huyện Bạch Long Vĩ": "Đặc khu Bạch Long Vĩ",
    "Huyện Cồn Cỏ": "Đặc khu Cồn Cỏ",
    "Huyện Hoàng Sa": "Đặc khu Hoàng Sa",
    "Huyện Lý Sơn": "Đặc khu Lý Sơn",
    "Huyện Côn Đảo": "Đặc khu Côn Đảo",
}


def main(wheel: Path) -> None:
    """Write the three tables."""
    with zipfile.ZipFile(wheel) as packed, tempfile.TemporaryDirectory() as folder:
        packed.extract("vietnamadminunits/data/dataset.db", folder)
        mapping = json.loads(packed.read("vietnamadminunits/data/converter_2025.json"))
        base = sqlite3.connect(Path(folder) / "vietnamadminunits/data/dataset.db")
        write(base, mapping)
        base.close()


def write(base: sqlite3.Connection, mapping: dict[str, Any]) -> None:
    """tinh.csv: provinces and what they were; xa.csv: communes; cu.csv: the communes of before."""
    old_names = dict(base.execute("SELECT provinceKey, province FROM admin_units_legacy"))
    provinces = base.execute(
        "SELECT DISTINCT provinceCode, province, provinceKey FROM admin_units ORDER BY 1"
    )
    formerly = mapping["DICT_PROVINCE"]
    table(
        "tinh.csv",
        ("code", "name", "formerly"),
        ((c, n, "|".join(sorted(old_names[k] for k in formerly[key]))) for c, n, key in provinces),
    )
    communes = base.execute("SELECT wardCode, ward, provinceCode FROM admin_units ORDER BY 1")
    table("xa.csv", ("code", "name", "tinh"), communes)
    table("cu.csv", ("xa", "huyen", "tinh", "now"), former(base, now_of(base, mapping)))


def now_of(base: sqlite3.Connection, mapping: dict[str, Any]) -> dict[str, set[str]]:
    """The codes of today's communes by the key of yesterday's."""
    rows = base.execute("SELECT provinceKey, wardKey, wardCode FROM admin_units")
    code = {(tinh, xa): number for tinh, xa, number in rows}
    found: dict[str, set[str]] = {}
    for tinh, communes in mapping["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for xa, olds in communes.items():
            for old in olds:
                found.setdefault(old, set()).add(code[tinh, xa])
    for tinh, olds in mapping["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in olds.items():
            found.setdefault(old, set()).update(code[tinh, part["newWardKey"]] for part in parts)
    return found


def former(base: sqlite3.Connection, now: dict[str, set[str]]) -> Iterable[tuple[str, ...]]:
    """Every commune of before 1/7/2025, its district and province, and what it is today."""
    zone = {
        name: str(code) for code, name in base.execute("SELECT wardCode, ward FROM admin_units")
    }
    rows = base.execute(
        "SELECT COALESCE(ward, ''), district, province, provinceKey, districtKey, "
        "COALESCE(wardKey, '') FROM admin_units_legacy "
        "ORDER BY provinceCode, districtCode, wardCode"
    )
    for xa, huyen, tinh, *keys in rows:
        codes = now.get("_".join(keys)) or {zone[ISLANDS[huyen]]}
        yield xa, huyen, tinh, " ".join(sorted(codes))


def table(name: str, head: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> None:
    """Write a table, its letters in NFC and its apostrophes straight."""
    OUT.mkdir(parents=True, exist_ok=True)
    with (OUT / name).open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(head)
        out.writerows([unicodedata.normalize("NFC", str(cell)) for cell in row] for row in rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
