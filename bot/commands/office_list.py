"""An office's list, for `people import` and `certificates import`: read, and its faults told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.commands.progress import Bar
from bot.core.register import Listed, ListFault
from bot.settings import Settings
from bot.store.imports import Import
from handlers.assess.finding import sets_for
from handlers.reminders.outlook import expiry
from knowledge.load import CONTENT, load_or_last_good
from knowledge.roster.read import ListReader
from knowledge.roster.sheet import rows

SHOWN = 50  # faults on the screen; the others are counted


def read_list(
    settings: Settings, path: Path, today: date, bar: Bar
) -> Iterator[Listed | ListFault]:
    """What stands in the file, line by line. Raises SheetFault when it is no list."""
    library, _ = load_or_last_good(CONTENT, settings.ocop_data / "cache" / "content.json")

    @lru_cache(maxsize=10_000)
    def sets_of(name: str) -> tuple[int, ...]:
        return tuple(one.no for one in sets_for(library, name))

    return ListReader(today, expiry, sets_of).read(rows(path, bar.show))


def told_faults(done: Import) -> bool:
    """Say what is wrong with a list; whether anything is."""
    for wrong in done.faults[:SHOWN]:
        print(wrong)
    if done.fault_count:
        more = done.fault_count - min(SHOWN, len(done.faults))
        others = f" (còn {more} lỗi nữa)" if more else ""
        told = f"Có {done.fault_count} lỗi{others}, chưa nhận gì cả. Sửa rồi nhận lại."
        print(told, file=sys.stderr)
    return done.fault_count > 0
