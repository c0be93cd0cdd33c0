"""`people import` and `people invitations`: an office's list of people, and a code for each."""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.commands.codes_book import CodesBook
from bot.commands.doors import doors
from bot.commands.office_list import read_list, told_faults
from bot.commands.opened import to_look, to_write
from bot.commands.parser import MISUSE
from bot.commands.progress import Bar
from bot.core.clock import SystemClock, local_day
from bot.settings import Settings, load_settings
from bot.store import imported, imports
from knowledge import places
from knowledge.roster.sheet import SheetFault


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("people", help="nhận danh sách bà con; làm mã mời cho từng người")
    actions = parser.add_subparsers(metavar="VIỆC", required=True)
    into = actions.add_parser("import", help="nhận danh sách XLSX, CSV; có lỗi thì không nhận gì")
    into.add_argument("path", type=Path, metavar="TỆP", help="họ tên, điện thoại, xã, sản phẩm …")
    into.add_argument("--dry-run", action="store_true", help="chỉ soát lỗi, không ghi gì")
    into.set_defaults(command=take_in)
    out = actions.add_parser("invitations", help="mã mời, liên kết, QR cho người chưa vào chat")
    out.add_argument("--out", type=Path, required=True, metavar="TỆP", help="tệp XLSX sẽ ghi")
    out.add_argument("--place", default="", metavar="NƠI", help='chỉ "xã Nam Trực, Ninh Bình"')
    out.add_argument("--days", type=int, default=60, metavar="N", help="mã dùng trong N ngày (60)")
    out.set_defaults(command=invitations)


def take_in(given: argparse.Namespace) -> int:
    """Exit code 0 when all was taken in, 1 when something was wrong and nothing was."""
    settings = load_settings()
    bar = Bar("Đang đọc")
    try:
        done = asyncio.run(_take_in(settings, given.path, given.dry_run, bar))
    except SheetFault as fault:
        bar.end()
        print(f"ocop-bot people import: {fault}", file=sys.stderr)
        return 1
    bar.end()
    if told_faults(done):
        return 1
    word = "Sẽ nhận" if given.dry_run else "Đã nhận"
    print(f"{word} {done.people} người, {done.products} sản phẩm.")
    if done.known:
        print(f"{done.known} người đã có từ trước (theo số điện thoại), em để nguyên.")
    if done.people and not given.dry_run:
        print("Làm mã mời cho từng người: python -m bot people invitations --out ma-moi.xlsx")
    return 0


async def _take_in(settings: Settings, path: Path, dry: bool, bar: Bar) -> imports.Import:
    db = await (to_look if dry else to_write)(settings)
    try:
        now = SystemClock().now()
        entries = read_list(settings, path, local_day(now), bar)
        return await imports.take_in(db, entries, now, dry=dry)
    finally:
        await db.close()


def invitations(given: argparse.Namespace) -> int:
    """Exit code 0, 1 when nobody is to be invited, 2 for a place that is not clear."""
    found = places.written(given.place) if given.place else ()
    if (given.place and len(found) != 1) or not 1 <= given.days <= 365:
        told = "--place: ghi rõ tên xã và tỉnh" if given.place else "--days phải từ 1 đến 365"
        print(f"ocop-bot people invitations: {told}.", file=sys.stderr)
        return MISUSE
    tinh, xa = (found[0].tinh, found[0].xa) if found else ("", "")
    settings = load_settings()
    book = CodesBook(given.out, doors(settings))
    try:
        made = asyncio.run(_invite(settings, book, tinh, xa, given.days))
    except OSError as error:
        print(f"Không ghi được tệp {given.out} ({error.strerror}).", file=sys.stderr)
        return MISUSE
    if not made:
        print(
            "Không có ai để mời: mọi người trong danh sách đã vào chat, hoặc chưa nhận danh sách."
        )
        return 1
    print(
        f"Đã làm mã cho {made} người, ghi ở {given.out}. Mã dùng một lần, trong {given.days} ngày."
    )
    print("Mã cũ của những người này hết hiệu lực. Anh/chị giữ tệp cẩn thận: có mã là vào được.")
    return 0


async def _invite(settings: Settings, book: CodesBook, tinh: str, xa: str, days: int) -> int:
    db = await to_write(settings)
    bar, now = Bar("Đang làm mã"), SystemClock().now()
    made = 0
    try:
        whole = await imported.count(db, tinh, xa)
        until = now + timedelta(days=days)
        async for one in imported.invite_all(db, tinh, xa, now, until):
            book.add(one)
            made += 1
            bar.show(made / max(1, whole))
        if made:
            book.save()
    finally:
        bar.end()
        await db.close()
    return made
