"""`certificates import`: an office's list of certificates, for people it knows already."""

from __future__ import annotations

import argparse
import asyncio
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.commands.office_list import read_list, told_faults
from bot.commands.opened import to_look, to_write
from bot.commands.progress import Bar
from bot.core.clock import SystemClock, local_day
from bot.settings import Settings, load_settings
from bot.store.certificates_import import Key, Taken
from bot.store.certificates_import import take_in as write
from knowledge.calendar.reading import fold
from knowledge.roster.sheet import SheetFault

WRONG = 1


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("certificates", help="nhận danh sách giấy chứng nhận OCOP")
    actions = parser.add_subparsers(metavar="VIỆC", required=True)
    into = actions.add_parser("import", help="nhận bảng XLSX, CSV; có lỗi thì không nhận gì")
    help_ = "cột: họ tên, điện thoại, sản phẩm, ngày cấp hoặc ngày hết hạn, hạng sao, số giấy"
    into.add_argument("path", type=Path, metavar="TỆP", help=help_)
    into.add_argument("--dry-run", action="store_true", help="chỉ soát lỗi, không ghi gì")
    into.set_defaults(command=take_in)


def take_in(given: argparse.Namespace) -> int:
    """Exit code 0 when all was taken in, 1 when something was wrong and nothing was."""
    settings = load_settings()
    bar = Bar("Đang đọc")
    try:
        done = asyncio.run(_take_in(settings, given.path, bar, dry=given.dry_run))
    except SheetFault as fault:
        print(f"ocop-bot certificates import: {fault}", file=sys.stderr)
        return WRONG
    finally:
        bar.end()
    return _tell(done, dry=given.dry_run)


async def _take_in(settings: Settings, path: Path, bar: Bar, *, dry: bool) -> Taken:
    now = SystemClock().now()
    entries = read_list(settings, path, local_day(now), bar)
    db = await (to_look if dry else to_write)(settings)
    try:
        return await write(db, entries, Key(lru_cache(maxsize=10_000)(fold)), now, dry=dry)
    finally:
        await db.close()


def _tell(done: Taken, *, dry: bool) -> int:
    if told_faults(done):
        return WRONG
    if not done.renewed + done.products:
        print("Bảng không có giấy nào để nhận.", file=sys.stderr)
        return WRONG
    word = "Sẽ nhận" if dry else "Đã nhận"
    print(f"{word} {done.renewed + done.products} giấy ({done.products} sản phẩm mới).")
    return 0
