"""`check`: all faults of the content at once, with file and line."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from bot.core.clock import SystemClock, local_day
from bot.settings import load_settings
from knowledge.check import check as check_library
from knowledge.load import CONTENT, ContentFaults, load
from knowledge.search import build


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("check", help="soát toàn bộ nội dung: mọi lỗi, tệp và dòng")
    parser.set_defaults(command=check)


def check(given: argparse.Namespace) -> int:
    """Exit code 0 when the content is sound (notes allowed), 1 when it has faults."""
    try:
        library = load(CONTENT)
    except ContentFaults as error:
        for fault in error.faults:
            print(fault)
        print(f"Có {len(error.faults)} lỗi.", file=sys.stderr)
        return 1
    today = local_day(SystemClock().now())
    finder = build(library, load_settings().ocop_data / "cache" / "search.npz")
    found = check_library(library, lambda question: finder.find(question, today), today=today)
    for fault in found:
        print(fault)
    faults = sum(fault.severity == "fault" for fault in found)
    entries = len(library.entries)
    print(f"{entries} mục, {faults} lỗi, {len(found) - faults} lưu ý.", file=sys.stderr)
    return 1 if faults else 0
