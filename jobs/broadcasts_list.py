"""The list of who got an announcement, as a workbook: written row by row, whatever its length."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.core.clock import VIETNAM
from bot.core.message import Attachment, Outgoing
from bot.store import announcements_run as runs
from bot.store.announcements_run import Got
from bot.store.database import Database
from jobs.broadcasts_shown import Text
from knowledge import places

MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
A_SHEET = 1_000_000  # rows that one sheet can hold, about
AT_ONCE = 2_000  # rows between two looks at what else is to be done
COLUMNS = ("name", "phone", "xa", "tinh", "channel", "state", "why", "done_at", "read_at")


async def write(db: Database, text: Text, number: int, path: Path) -> None:
    """Write the list of announcement `number` to the path, whole or not at all."""
    book, rows = Workbook(write_only=True), list[list[object]]()
    sheet, written = _sheet(book, text), 0
    async for got in runs.people_of(db, number):
        rows.append(_row(text, got))
        if len(rows) >= AT_ONCE:
            await asyncio.to_thread(_append, sheet, rows)
            written += len(rows)
            rows.clear()
            if written >= A_SHEET:
                sheet, written = _sheet(book, text), 0
    await asyncio.to_thread(_append, sheet, rows)
    await asyncio.to_thread(_save, book, path)


def message(text: Text, path: Path) -> Outgoing:
    """The list as a message."""
    file = Attachment("document", str(path), "danh-sach-thong-bao.xlsx", MIME)
    return Outgoing(text("an_list_made"), attachment=file)


def _sheet(book: Workbook, text: Text) -> Worksheet:
    sheet: Worksheet = book.create_sheet(f"{text('an_list_sheet')} {len(book.worksheets) + 1}")
    sheet.append([text(f"an_column_{name}") for name in COLUMNS])
    return sheet


def _row(text: Text, got: Got) -> list[object]:
    """A line; a moment is a date of Excel's own, in Việt Nam's time."""
    told = got.name, got.phone, _named(got.tinh, got.xa), _named(got.tinh), got.channel
    state = text(f"an_state_{'read' if got.read_at else got.state}")
    return [*map(_safe, told), state, _safe(got.why), _local(got.done_at), _local(got.read_at)]


def _named(tinh: str, xa: str = "") -> str:
    code = xa or tinh
    return places.name(code) if code else ""


def _safe(told: str) -> str:
    """What people wrote stays words: never a formula."""
    return f"'{told}" if told[:1] in ("=", "+", "-", "@") else told


def _local(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.astimezone(VIETNAM).replace(tzinfo=None)


def _append(sheet: Worksheet, rows: list[list[object]]) -> None:
    for row in rows:
        sheet.append(row)


def _save(book: Workbook, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    book.save(half)
    half.replace(path)
