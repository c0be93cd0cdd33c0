"""`plan`: everything that would be sent between two days, to whom and why; sends nothing."""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from bot.commands.parser import MISUSE
from bot.core.clock import VIETNAM, SystemClock, local_day, show_weekday
from bot.core.message import Outgoing
from bot.settings import Settings, load_settings
from bot.store.database import open_database
from bot.store.migrate import migrate
from bot.store.rehearsal import copied, empty
from bot.store.trainings_news import SOURCE as LESSONS
from jobs.reminders_rehearsal import WouldSend, rehearse
from jobs.reminders_story import story
from knowledge.load import CONTENT, load_or_last_good
from knowledge.model import Library

SOURCES = (LESSONS,)  # of what is reminded of by the hour
LONGEST = 3660  # days


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser(
        "plan", help="tập dượt nhắc hạn: sẽ nhắn gì, cho ai, vì sao (không gửi gì cả)"
    )
    parser.add_argument("--from", dest="first", metavar="NGÀY", help="từ ngày, dạng 2027-01-01")
    parser.add_argument("--to", dest="last", metavar="NGÀY", help="đến hết ngày, dạng 2027-12-31")
    parser.add_argument("--json", action="store_true", help="mỗi tin một dòng JSON")
    parser.add_argument("--person", type=int, default=0, metavar="SỐ", help="chỉ một người")
    parser.add_argument(
        "--story", action="store_true", help="một năm của một chủ thể, kể thành chuyện (để xem thử)"
    )
    parser.set_defaults(command=plan)


def plan(given: argparse.Namespace) -> int:
    """Exit code 0; 2 when the days are none, or in the wrong order."""
    if given.story:
        asyncio.run(_story(load_settings()))
        return 0
    today = local_day(SystemClock().now())
    first, last = _day(given.first, today), _day(given.last, today + timedelta(days=30))
    if first is None or last is None:
        return _misuse("ngày phải viết dạng 2027-01-31 và có thật trên lịch")
    if not timedelta(0) <= last - first <= timedelta(LONGEST):
        return _misuse(f"--to phải sau --from, và cách nhau không quá {LONGEST} ngày")
    asyncio.run(_rehearse(load_settings(), first, last, given))
    return 0


def _day(text: str | None, otherwise: date) -> date | None:
    try:
        return date.fromisoformat(text) if text else otherwise
    except ValueError:
        return None


def _misuse(what: str) -> int:
    print(f"ocop-bot plan: {what}.", file=sys.stderr)
    return MISUSE


async def _rehearse(settings: Settings, first: date, last: date, given: argparse.Namespace) -> None:
    migrate(settings.database_url, settings.ocop_data)
    library = open_library(settings)
    db = await open_database(settings.database_url, settings.ocop_data)
    totals: Counter[str] = Counter()
    try:
        async with copied(db) as scratch:
            async for day, sent, counts in rehearse(library, scratch, first, last, SOURCES):
                chosen = [one for one in sent if given.person in (0, one.person)]
                totals.update(messages=len(chosen), dropped=counts.dropped)
                _show(day, chosen, as_json=given.json)
                _progress(day, first, last)
    finally:
        await db.close()
    print(_sum(totals), file=sys.stderr)


async def _story(settings: Settings) -> None:
    async with empty() as scratch:
        async for line in story(open_library(settings), scratch):
            print(line)


def open_library(settings: Settings) -> Library:
    """The content, without the search."""
    library = load_or_last_good(CONTENT, settings.ocop_data / "cache" / "content.json")[0]
    gc.freeze()  # it lives to the end: no use in looking through it for garbage again and again
    return library


def _show(day: date, sent: list[WouldSend], *, as_json: bool) -> None:
    if as_json:
        sys.stdout.writelines(line + "\n" for line in json_lines(day, sent))
        return
    if sent:
        print(f"\n{show_weekday(day)}: {len(sent)} tin")
    for one in sent:
        print(f"  {one.at.astimezone(VIETNAM):%H:%M} người số {one.person} ({one.channel})")
        print("    " + one.message.text.replace("\n", "\n    "))


def json_lines(day: date, sent: Iterable[WouldSend]) -> Iterator[str]:
    """Each message as a line of JSON. Many are told the same: its words are written once."""
    message, words = None, ""
    for one in sent:
        if one.message is not message:
            message, words = one.message, _words(one.message)
        head = {
            "day": day.isoformat(),
            "at": one.at.astimezone(VIETNAM).isoformat(),
            "person": one.person,
            "channel": one.channel,
            "why": [
                {"kind": row.kind, "what": row.what, "due": row.due, "stage": row.stage}
                for row in one.why
            ],
        }
        yield json.dumps(head, ensure_ascii=False)[:-1] + ", " + words[1:]


def _words(message: Outgoing) -> str:
    buttons = [[choice.label, choice.action] for choice in message.choices()]
    return json.dumps({"text": message.text, "buttons": buttons}, ensure_ascii=False)


def _progress(day: date, first: date, last: date) -> None:
    if sys.stderr.isatty():
        done = ((day - first).days + 1) / ((last - first).days + 1)
        bar = "█" * round(30 * done)
        end = "\n" if day == last else ""
        print(f"\r{bar:<30} {done:4.0%}  {day:%d/%m/%Y} ", end=end, file=sys.stderr, flush=True)


def _sum(totals: Counter[str]) -> str:
    return f"{totals['messages']} tin sẽ gửi, {totals['dropped']} lời nhắc bỏ vì đã muộn."
