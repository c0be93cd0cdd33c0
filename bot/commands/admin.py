"""`admin`: the first administrator's code, who is an official, and the log of what they did."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

from bot.commands.doors import doors
from bot.commands.opened import to_look, to_write
from bot.commands.parser import MISUSE
from bot.core import codes
from bot.core.clock import VIETNAM, SystemClock, local_day, show_weekday
from bot.core.reads.officials import Office, Role
from bot.settings import load_settings
from bot.store import audit
from bot.store.database import Database
from bot.store.officials import all_officials, invite
from knowledge import places

ROLES = {
    Role.ADMIN: "người quản trị",
    Role.EDITOR: "người biên tập nội dung",
    Role.TINH: "cán bộ OCOP",
    Role.XA: "cán bộ OCOP",
}


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("admin", help="mời người quản trị, cán bộ; xem sổ việc đã làm")
    actions = parser.add_subparsers(metavar="VIỆC", required=True)
    make = actions.add_parser("create", help="làm mã mời dùng một lần (người quản trị, hay cán bộ)")
    make.add_argument("--role", choices=[role.value for role in ROLES], default="admin")
    make.add_argument("--place", default="", metavar="NƠI", help='"xã Nam Trực, Ninh Bình"')
    make.add_argument("--days", type=int, default=7, metavar="N", help="mã dùng trong N ngày (7)")
    make.set_defaults(command=create)
    listed = actions.add_parser("list", help="những ai đang là cán bộ")
    listed.set_defaults(command=show)
    log = actions.add_parser("audit", help="sổ việc cán bộ đã làm")
    log.add_argument("--verify", action="store_true", help="soát xem sổ có bị sửa không")
    log.add_argument("--seal", default="", help="dấu đã ghi lần trước: soát xem nó còn trong sổ")
    log.set_defaults(command=audited)


def create(given: argparse.Namespace) -> int:
    """Exit code 0 with a code, 2 when the place is missing or not clear."""
    office = _office(Role(given.role), given.place)
    if office is None or not 1 <= given.days <= 90:
        if office is not None:
            print("ocop-bot admin create: --days phải từ 1 đến 90.", file=sys.stderr)
        return MISUSE
    settings = load_settings()
    code, now = codes.fresh(codes.INVITATION), SystemClock().now()
    until = now + timedelta(days=given.days)

    async def write(db: Database) -> None:
        async with db.write() as tx:
            await invite(db, tx, code, office, None, now, until)

    asyncio.run(_with(to_write(settings), write))
    where = f" {places.name(office.xa or office.tinh)}" if office.tinh else ""
    print(f"Mã mời {ROLES[office.role]}{where}, dùng một lần:\n{doors(settings).told(code)}")
    print(
        f"Mã hết hạn {show_weekday(local_day(until))}. Em chỉ giữ dấu vết của mã, mất thì làm lại."
    )
    return 0


def _office(role: Role, place: str) -> Office | None:
    """The office, or None after saying what is wrong with the place."""
    if role in (Role.ADMIN, Role.EDITOR) and not place:
        return Office(role)
    found = [p for p in places.written(place) if (p.xa == "") != (role is Role.XA)]
    if len(found) == 1:
        return Office(role, found[0].tinh, found[0].xa)
    wanted = 'xã và tỉnh, ví dụ --place "xã Nam Trực, Ninh Bình"'
    if role is not Role.XA:
        wanted = 'tên tỉnh, ví dụ --place "tỉnh Ninh Bình"'
    print(f"ocop-bot admin create: cần {wanted}.", file=sys.stderr)
    for place_ in found[:10]:
        print(f"  - {places.name(place_.xa or place_.tinh)}", file=sys.stderr)
    return None


def show(given: argparse.Namespace) -> int:
    """Exit code 0."""

    async def written(db: Database) -> None:
        everyone = await all_officials(db)
        for official in everyone:
            office = official.office
            where = places.name(office.xa or office.tinh) if office.tinh else "cả nước"
            since = show_weekday(local_day(official.since))
            name = official.name or "(chưa rõ tên)"
            print(f"{office.number}. {name}: {ROLES[office.role]}, {where}; từ {since}")
        if not everyone:
            print("Chưa có ai. Làm mã mời đầu tiên: python -m bot admin create")

    asyncio.run(_with(to_look(load_settings()), written))
    return 0


def audited(given: argparse.Namespace) -> int:
    """Exit code 0; with --verify or --seal 1 when the log does not hold."""
    work = _verified if given.verify or given.seal else _listed
    opening = to_look(load_settings())
    return int(asyncio.run(_with(opening, lambda db: work(db, given.seal))))


async def _listed(db: Database, seal: str) -> int:
    async for act in audit.acts(db):
        at = act.at.astimezone(VIETNAM)
        who = f"người số {act.person}" if act.person else "dòng lệnh"
        print(f"{act.id}. {at:%d/%m/%Y %H:%M} {who}: {act.act} {act.about}")
    return 0


async def _verified(db: Database, seal: str) -> int:
    verdict = await audit.verify(db)
    if verdict.broken:
        print(f"Sổ bị sửa từ dòng số {verdict.broken}; {verdict.rows} dòng trước đó còn đúng.")
        return 1
    if seal and seal not in [act.hash async for act in audit.acts(db)]:
        print("Dấu này không còn trong sổ: sổ đã bị cắt bớt hoặc thay bằng sổ khác.")
        return 1
    print(f"Sổ nguyên vẹn: {verdict.rows} dòng. Dấu của dòng cuối, anh/chị ghi ra giấy để lần sau")
    print(f"soát lại bằng --seal: {verdict.seal or '(sổ trống)'}")
    return 0


async def _with(opening: Awaitable[Database], work: Any) -> Any:
    db = await opening
    try:
        return await work(db)
    finally:
        await db.close()
