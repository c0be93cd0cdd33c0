"""`check`: all faults of the content at once, with file and line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any, TypeVar

from bot.core.clock import SystemClock, local_day
from bot.settings import load_settings
from knowledge.check import check as check_library
from knowledge.criteria.load import load_criteria
from knowledge.dossier.load import load_dossier
from knowledge.load import ContentFaults, Fault, load
from knowledge.search import build

Content = TypeVar("Content")


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("check", help="soát toàn bộ nội dung: mọi lỗi, tệp và dòng")
    parser.set_defaults(command=check)


def check(given: argparse.Namespace) -> int:
    """Exit code 0 when the content is sound (notes allowed), 1 when it has faults."""
    library, wrong = _read(load)
    faults = [*_read(load_criteria)[1], *_read(load_dossier)[1], *wrong]
    if library is None or faults:
        print(*faults, sep="\n")
        print(f"Có {len(faults)} lỗi.", file=sys.stderr)
        return 1
    today = local_day(SystemClock().now())
    finder = build(library, load_settings().ocop_data / "cache" / "search.npz")
    found = check_library(library, lambda question: finder.find(question, today), today=today)
    for fault in found:
        print(fault)
    refused = sum(fault.severity == "fault" for fault in found)
    entries = len(library.entries)
    print(f"{entries} mục, {refused} lỗi, {len(found) - refused} lưu ý.", file=sys.stderr)
    return 1 if refused else 0


def _read(read: Callable[[], Content]) -> tuple[Content | None, tuple[Fault, ...]]:
    """One kind of content, or what is wrong with it."""
    try:
        return read(), ()
    except ContentFaults as error:
        return None, error.faults
