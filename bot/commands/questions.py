"""`questions`: what people asked, for the curators; without names."""

from __future__ import annotations

import argparse
import asyncio
import csv
import sys
from datetime import timedelta
from typing import Any

from bot.commands.opened import to_look
from bot.core.clock import VIETNAM, SystemClock
from bot.settings import Settings, load_settings
from bot.store import questions as book


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("questions", help="sổ câu hỏi: bà con đã hỏi gì (không có tên)")
    parser.add_argument("--days", type=int, default=30, metavar="N", help="trong N ngày qua (30)")
    parser.add_argument(
        "--open", action="store_true", help="chỉ các câu bà con để lại cho cán bộ, chưa ai xem"
    )
    parser.set_defaults(command=questions)


def questions(given: argparse.Namespace) -> int:
    """Write the book as CSV, oldest first, also beside a running bot. Exit code 0."""
    asyncio.run(_write(load_settings(), given.days, left_open=given.open))
    return 0


async def _write(settings: Settings, days: int, *, left_open: bool) -> None:
    db = await to_look(settings)
    out = csv.writer(sys.stdout)
    try:
        if left_open:
            out.writerow(["lúc", "câu hỏi"])
            async for at, text in book.left_open(db):
                out.writerow([f"{at.astimezone(VIETNAM):%d/%m/%Y %H:%M}", text])
            return
        out.writerow(["lúc", "câu hỏi", "kết quả", "các mục", "đã bấm"])
        async for asked in book.since(db, SystemClock().now() - timedelta(days=days)):
            row = [asked.text, asked.outcome, " ".join(asked.entries), asked.pressed]
            out.writerow([f"{asked.at.astimezone(VIETNAM):%d/%m/%Y %H:%M}", *row])
    finally:
        await db.close()
