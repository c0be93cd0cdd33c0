"""`announce`: a draft from a file, tried or sent; and how an announcement stands."""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import sys
from pathlib import Path
from typing import Any, cast

from bot.commands.announce_draft import Written, place_named, read, suffix
from bot.commands.opened import to_look, to_write
from bot.commands.parser import MISUSE
from bot.core.clock import SystemClock, local_day
from bot.core.dialogue import Dialogue
from bot.core.effects import Announce
from bot.core.message import Attachment, Outgoing
from bot.core.reads.announcements import Announced
from bot.settings import Settings, load_settings
from bot.store import announcements, audiences
from bot.store.announcements_reads import look
from bot.store.database import Database
from handlers.announce import timing, wording
from handlers.announce.draft import NAME, Draft
from handlers.desk import Desk
from knowledge.load import CONTENT, load_or_last_good
from knowledge.model import Finder


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("announce", help="gửi một thông báo từ tệp; xem thông báo tới đâu")
    parser.add_argument("what", nargs="?", choices=("status",), metavar="status", help="xem số N")
    parser.add_argument("number", nargs="?", type=int, metavar="N", help="số của thông báo")
    parser.add_argument("--draft", type=Path, metavar="TỆP", help="thông báo viết trong tệp YAML")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--dry-run", action="store_true", help="chỉ xem sẽ gửi gì, cho ai")
    way.add_argument("--send", action="store_true", help="xác nhận gửi (một lần cho mỗi tệp)")
    parser.add_argument("--json", action="store_true", help="in dạng JSON")
    parser.set_defaults(command=announce)


def announce(given: argparse.Namespace) -> int:
    """Exit code 0 well; 1 the draft has faults, nobody would get it, or no such number."""
    if given.what == "status" and given.number is not None:
        return asyncio.run(_status(given.number, as_json=given.json))
    if given.draft and (given.dry_run or given.send):
        return asyncio.run(_draft(given.draft, send=given.send))
    wanted = "--draft TỆP với --dry-run hoặc --send, hoặc `status N`"
    print(f"ocop-bot announce: còn thiếu {wanted}. Gõ `announce --help` để xem.", file=sys.stderr)
    return MISUSE


async def _draft(path: Path, *, send: bool) -> int:
    written = read(path, SystemClock().now())
    if written.faults:
        for fault in written.faults:
            print(f"{path}: {fault}", file=sys.stderr)
        print(f"Có {len(written.faults)} lỗi, chưa gửi gì cả.", file=sys.stderr)
        return 1
    settings = load_settings()
    db = await (to_write if send else to_look)(settings)
    try:
        return await _looked_at(db, settings, written, send=send)
    finally:
        await db.close()


async def _looked_at(db: Database, settings: Settings, written: Written, *, send: bool) -> int:
    """Show it with its numbers; then send it, if that is wanted."""
    today = local_day(SystemClock().now())
    counts = await audiences.by_channel(db, written.audience, today)
    count = sum(counts.values())
    given = _announce(settings, written, count, settings.approve_above)
    print(given.plain.text, end="\n\n")
    for channel, many in counts.items():
        print(f"{channel}: {wording.number(many)} người")
    if not count:
        print("Không có ai khớp với lựa chọn này, nên không gửi.", file=sys.stderr)
        return 1
    names = [
        name or "(chưa có tên)" for name in await audiences.sample(db, written.audience, today)
    ]
    print(f"Trong số đó: {', '.join(names)}")
    print(f"Địa bàn: {place_named(written.reach)}. {_when(settings, written)}.")
    if not given.approved:
        print("Cần một cán bộ có quyền gửi duyệt trong chat trước khi gửi.")
    return await _sent(db, settings, written, given) if send else 0


async def _sent(db: Database, settings: Settings, written: Written, given: Announce) -> int:
    now = SystemClock().now()
    path = _kept(settings, written)
    async with db.write() as tx:
        number = await announcements.announce(
            db, tx, given, author=None, shown_to=None, now=now, file_path=path
        )
        known = await db.sql.announcement_number(tx, draft=given.draft)
    if number is None:
        print(f"Thông báo này đã xác nhận trước đây, số {known}: không gửi lần nữa.")
        return 0
    print(f"Đã xác nhận, số {number}. Xem: python -m bot announce status {number}")
    return 0


def _kept(settings: Settings, written: Written) -> str:
    """The file, where it stays until all is sent."""
    if written.file is None:
        return ""
    path = _file_place(settings, written)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(written.file, path)
    return str(path)


def _file_place(settings: Settings, written: Written) -> Path:
    folder = settings.ocop_data.absolute() / "announced" / written.name
    return folder / f"kem{suffix(written.mime)}"


def _announce(settings: Settings, written: Written, count: int, above: int) -> Announce:
    """As the chat would confirm it."""
    desk, draft = _desk(settings), _as_draft(settings, written)
    home = written.audience.at_home_of([written.reach])
    ask = desk.text("an_please_approve", office=written.office, count=wording.number(count))
    see = (desk.button("an_see", f"an:see:{draft.id}"),)
    approved = home and count <= above
    now = SystemClock().now()
    return Announce(
        draft.id, written.office, written.text,
        wording.message(desk, draft, written.office, ""),
        wording.plain(desk, draft, written.office, ""),
        written.audience, count, approved, written.starts or now, written.expires,
        written.repeats, ask=None if approved else Outgoing(ask, (see, desk.way_home())),
        ask_at=timing.daytime(now),
    )  # fmt: skip


def _as_draft(settings: Settings, written: Written) -> Draft:
    label, address = written.link
    answers = {
        "text": written.text,
        "read": "1" if written.read else "",
        "join": written.training,
        "link": f"{label}\n{address}" if address else "",
        "starts": written.starts.isoformat() if written.starts else "",
        "expires": written.expires.isoformat() if written.expires else "",
        "repeats": written.repeats,
    }
    draft = Draft(Dialogue(NAME, subject=written.name)).put(**answers).for_(written.audience)
    if written.file is None:
        return draft
    kind = "document" if written.mime == "application/pdf" else "photo"
    path = _file_place(settings, written)
    file = Attachment(kind, str(path), written.file.name, written.mime)
    return draft.put(file=json.dumps([file.kind, file.ref, file.name, file.mime, file.size]))


def _when(settings: Settings, written: Written) -> str:
    return timing.said(_desk(settings), _as_draft(settings, written))


def _desk(settings: Settings) -> Desk:
    """Texts alone: nothing is searched for here."""
    library, _ = load_or_last_good(CONTENT, settings.ocop_data / "cache" / "content.json")
    return Desk(library, cast(Finder, None), settings.office)


async def _status(number: int, *, as_json: bool) -> int:
    db = await to_look(load_settings())
    try:
        async with db.read() as connection:
            draft = await db.sql.announcement_draft(connection, number=number)
            one = await look(db, connection, draft) if draft else None
    finally:
        await db.close()
    if one is None:
        print(f"Không có thông báo số {number}.", file=sys.stderr)
        return 1
    told = _told(one)
    if as_json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        print("\n".join(f"{key}: {value}" for key, value in told.items()))
    return 0


def _told(one: Announced) -> dict[str, Any]:
    """How it stands, as plain data."""
    return {
        "number": one.number,
        "state": one.state,
        "kind": one.kind,
        "starts_at": one.starts_at.isoformat(),
        "expires_at": one.expires_at.isoformat() if one.expires_at else None,
        "repeats": one.repeats,
        "counted": one.counted,
        "list_is_whole": not one.left_to_list,
        "sent": one.count("sent"),
        "read": one.read,
        "blocked": one.count("blocked"),
        "failed": dict(one.failed),
        "unclear": one.count("unclear", "left"),
        "too_late": one.count("expired"),
        "cancelled": one.count("cancelled"),
        "not_yet": one.count("waiting", "sending"),
    }
