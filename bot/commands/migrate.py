"""`migrate`: bring the database to the newest shape."""

from __future__ import annotations

import argparse
from typing import Any

from bot.settings import load_settings
from bot.store.migrate import migrate as bring_up


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("migrate", help="tạo hoặc cập nhật cơ sở dữ liệu")
    parser.set_defaults(command=migrate)


def migrate(given: argparse.Namespace) -> int:
    """Exit code 0; running it again changes nothing."""
    settings = load_settings()
    before, after = bring_up(settings.database_url, settings.ocop_data)
    if before == after:
        print(f"Cơ sở dữ liệu đã ở bản mới nhất ({after}).")
    else:
        print(f"Đã cập nhật cơ sở dữ liệu từ {before or 'trống'} lên {after}.")
    return 0
