"""`ask`: what would be answered, and why; also for a whole file of questions."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from bot.commands.parser import MISUSE, day
from bot.core.clock import SystemClock, local_day
from bot.library import open_knowledge
from bot.settings import load_settings
from handlers import answer
from handlers.desk import Desk
from knowledge.model import Entry, Finder, Finding, Outcome, Part

UNANSWERED = 1


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("ask", help="hỏi thử một câu, xem bot trả lời gì và vì sao")
    parser.add_argument("question", nargs="?", help="câu hỏi, trong ngoặc kép")
    parser.add_argument("--on", type=day, metavar="NGÀY", help="hỏi như vào ngày này (2027-01-05)")
    parser.add_argument("--why", action="store_true", help="xem vì sao: chữ đã gập, điểm từng mục")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='đọc mỗi dòng {"id","question"} từ đầu vào, ghi mỗi dòng một kết quả',
    )
    parser.set_defaults(command=ask)


def ask(given: argparse.Namespace) -> int:
    """Exit code 0 when answered, 1 when not, 2 when nothing was asked."""
    if not given.question and not given.jsonl:
        print("ocop-bot ask: còn thiếu câu hỏi. Ví dụ: ask 'nộp hồ sơ ở đâu'", file=sys.stderr)
        return MISUSE
    knowledge = open_knowledge(load_settings())
    today = given.on or local_day(SystemClock().now())
    if given.jsonl:
        for line in many(knowledge.finder, sys.stdin, today):
            print(line, flush=True)
        return 0
    finding = knowledge.finder.find(given.question, today)
    _show(Desk(knowledge.library, knowledge.finder), finding, why=given.why)
    return 0 if finding.outcome is Outcome.ANSWER else UNANSWERED


def _show(desk: Desk, finding: Finding, *, why: bool) -> None:
    for part in finding.parts:
        print(_told(desk, part), end="\n\n")
    if why:
        print("\n".join(finding.why))


def _told(desk: Desk, part: Part) -> str:
    if part.outcome is Outcome.ANSWER:
        return answer.answered(desk, part.candidates[0].entry, 0).text
    if part.outcome is Outcome.SUGGEST:
        titles = (f"- {c.entry.title} ({c.entry.id})" for c in part.candidates)
        return "\n".join([desk.text("suggest"), *titles])
    if part.outcome is Outcome.SMALLTALK:
        return part.reply
    return desk.text("outdated" if part.outdated else "unknown")


def many(finder: Finder, lines: Iterable[str], today: date) -> Iterator[str]:
    """Answer JSON lines with JSON lines; a line that is no question gets an "error"."""
    for line in lines:
        if line.strip():
            yield json.dumps(_one(finder, line, today), ensure_ascii=False)


def _one(finder: Finder, line: str, today: date) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        number, question = asked["id"], str(asked["question"])
    except (ValueError, KeyError, TypeError):
        return {"id": None, "error": 'mỗi dòng phải là {"id": …, "question": "…"}'}
    began = time.perf_counter()
    finding = finder.find(question, today)
    spent = (time.perf_counter() - began) * 1000
    entries = _met(finding)
    return {
        "id": number,
        "outcome": finding.outcome.value,
        "topics": list(dict.fromkeys(e.topic for e in entries)),
        "entries": list(dict.fromkeys(e.id for e in entries)),
        "ms": round(spent, 3),
    }


def _met(finding: Finding) -> list[Entry]:
    """What was answered, part by part, then what was offered, as buttons under the answers too."""
    answered = [p.candidates[0].entry for p in finding.parts if p.outcome is Outcome.ANSWER]
    offered = [
        candidate.entry
        for part in finding.parts
        for candidate in part.candidates[part.outcome is Outcome.ANSWER :][: answer.RELATED]
    ]
    if not answered:
        offered = [candidate.entry for part in finding.parts for candidate in part.candidates]
    return answered + offered
