"""`knowledge export` and `knowledge import`: the content as a spreadsheet, and back."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from knowledge.exchange import export_xlsx, import_xlsx
from knowledge.load import CONTENT


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("knowledge", help="đổi nội dung ra bảng tính và ngược lại")
    actions = parser.add_subparsers(metavar="VIỆC", required=True)
    out = actions.add_parser("export", help="ghi nội dung ra tệp XLSX")
    out.add_argument("path", type=Path, help="tệp XLSX sẽ ghi")
    out.set_defaults(command=export)
    into = actions.add_parser("import", help="nhận nội dung từ tệp XLSX; có lỗi thì không nhận gì")
    into.add_argument("path", type=Path, help="tệp XLSX đã sửa")
    into.set_defaults(command=take_in)


def export(given: argparse.Namespace) -> int:
    """Exit code 0."""
    export_xlsx(CONTENT, given.path)
    print(f"Đã ghi {given.path}.")
    return 0


def take_in(given: argparse.Namespace) -> int:
    """Exit code 0 when all was taken in, 1 when there were faults and nothing was."""
    imported = import_xlsx(given.path, CONTENT)
    for fault in imported.faults:
        print(fault)
    if imported.faults:
        print(f"Có {len(imported.faults)} lỗi, chưa nhận gì cả.", file=sys.stderr)
        return 1
    print(f"Đã sửa {len(imported.changed)} mục, thêm {len(imported.added)} mục.")
    return 0
