"""What is wrong with content that loads: empty topics, old reviews, dead law, twin questions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from bot.core.clock import SystemClock, local_day, show_day
from knowledge.check_figures import figure_faults
from knowledge.check_finder import finder_faults
from knowledge.check_phrases import phrase_faults
from knowledge.check_place import Places
from knowledge.load_faults import Fault, in_order
from knowledge.model import Entry, Finding, Library

REVIEW_DAYS = 365
FEW_PHRASES = 8


def check(
    library: Library,
    ask: Callable[[str], Finding] | None = None,
    *,
    today: date | None = None,
    folder: Path | None = None,
) -> list[Fault]:
    """All that deserves a curator's eye, by file and line.

    `ask` is a finder's answer to a question today; with it stolen and unreachable questions are
    looked for too. `folder` lets lines be named. `today` is the day in Việt Nam.
    """
    day = today or local_day(SystemClock().now())
    places = Places(folder)
    found = [
        *_topics(library, day, places),
        *_reviews(library, day, places),
        *_sources(library, day, places),
        *_periods(library, day, places),
        *_few(library, places),
        *phrase_faults(library, places),
        *figure_faults(library, places),
    ]
    if ask is not None:
        found += finder_faults(library, ask, day, places)
    return list(in_order(found))


def _topics(library: Library, day: date, places: Places) -> Iterator[Fault]:
    """A topic is a button: it must lead somewhere."""
    for area in library.areas:
        for topic, name in area.topics.items():
            if not library.of_topic(topic, day):
                text = f"Chủ đề “{name}” chưa có mục nào đang áp dụng; viết một mục hoặc bỏ chủ đề."
                yield places.at("topics.yaml", f"{topic}:", text)


def _reviews(library: Library, day: date, places: Places) -> Iterator[Fault]:
    """Entries nobody has looked at for a year, and reviews of a day that has not come."""
    for entry in library.entries.values():
        seen = show_day(entry.reviewed_on)
        if entry.reviewed_on > day:
            text = f"Ngày kiểm tra {seen} ở tương lai; sửa lại `reviewed.on`."
            yield places.entry(entry, "on:", text, field="reviewed.on")
        elif entry.valid.holds(day) and day - entry.reviewed_on > timedelta(REVIEW_DAYS):
            text = f"Đã hơn {REVIEW_DAYS} ngày chưa ai xem lại (lần cuối {seen}); đọc lại rồi sửa"
            yield places.entry(entry, "on:", f"{text} `reviewed`.", "note", "reviewed.on")


def _sources(library: Library, day: date, places: Places) -> Iterator[Fault]:
    """An entry that claims to hold today cannot stand on law that has ended alone."""
    for entry in library.entries.values():
        dead = [c.document for c in entry.sources if not _in_force(library, c.document, day)]
        if not dead or not entry.valid.holds(day):
            continue
        names = ", ".join(dict.fromkeys(library.sources[d].title for d in dead))
        if len(dead) == len(entry.sources):
            text = f"Mục nói là đang áp dụng mà {names} đã hết hiệu lực; thêm văn bản hiện hành"
            text = f"{text} vào `source` hoặc ghi `valid.until`."
            yield places.entry(entry, f"document: {dead[0]}", text, field="source")
        else:
            text = f"{names} đã hết hiệu lực; xem câu trả lời có nói rõ đó là luật cũ không."
            yield places.entry(entry, f"document: {dead[0]}", text, "note", "source")


def _in_force(library: Library, document: str, day: date) -> bool:
    """Whether a document holds on a day; press and web pages have no period."""
    source = library.sources.get(document)
    return source is None or source.in_force is None or source.in_force.holds(day)


def _periods(library: Library, day: date, places: Places) -> Iterator[Fault]:
    """Rules of one question may not overlap in time, nor run out unseen."""
    family: dict[str, list[Entry]] = {}
    for entry in library.entries.values():
        family.setdefault(entry.variant_of or entry.id, []).append(entry)
    for members in family.values():
        members.sort(key=lambda e: e.valid.start or date.min)
        for one, two in pairwise(members):
            if one.valid.end is None or (two.valid.start or date.min) <= one.valid.end:
                text = f"Thời gian áp dụng trùng với mục `{one.id}`; sửa `valid` để nối tiếp nhau."
                yield places.entry(two, "from:", text, field="valid.from")
        last = members[-1]
        if last.valid.end is not None and last.valid.end < day and last.status == "published":
            text = f"Đã hết thời gian áp dụng từ {show_day(last.valid.end)} mà chưa có mục thay;"
            text = f"{text} viết quy định mới hoặc chuyển sang draft."
            yield places.entry(last, "until:", text, "note", "valid.until")


def _few(library: Library, places: Places) -> Iterator[Fault]:
    """An entry with few phrases is hard to find."""
    for entry in library.entries.values():
        if not entry.variant_of and len(entry.ask) < FEW_PHRASES:
            text = f"Mới có {len(entry.ask)} cách hỏi; viết thêm cho đủ 10 đến 16 câu."
            yield places.entry(entry, "ask:", text, "note", "ask")
