"""`assess`: points, ranks, blockers and quick wins for a file of answers."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any, NoReturn

from bot.commands.parser import MISUSE
from knowledge.criteria.answers import AnswerFault, find_set, read_answers
from knowledge.criteria.load import load_criteria
from knowledge.criteria.model import Criteria
from knowledge.criteria.quickwins import QuickWin, quick_wins
from knowledge.criteria.score import assess as assess_answers

WANTED = 'mỗi dòng phải là {"id": …, "set": 9, "answers": {"1.1": 2, "3.5": null}}'


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser(
        "assess", help="tự chấm điểm theo bộ tiêu chí: điểm, hạng, còn vướng gì"
    )
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='đọc mỗi dòng {"id","set","answers"} từ đầu vào, ghi mỗi dòng một kết quả',
    )
    parser.add_argument(
        "--no-quick-wins",
        action="store_true",
        help="không tìm cách lên hạng nhanh nhất (quick_wins để trống)",
    )
    parser.set_defaults(command=assess)


def assess(given: argparse.Namespace) -> int:
    """Exit code 0 whatever the lines say, 2 when it was not told how to read."""
    if not given.jsonl:
        print("ocop-bot assess: còn thiếu --jsonl. Gõ `assess --help` để xem.", file=sys.stderr)
        return MISUSE
    for line in many(load_criteria(), sys.stdin.buffer, wins=not given.no_quick_wins):
        print(line, flush=True)
    return 0


def many(criteria: Criteria, lines: Iterable[str | bytes], *, wins: bool = True) -> Iterator[str]:
    """Answer JSON lines with JSON lines; a line that cannot be assessed gets an "error"."""
    for line in lines:
        if line.strip():
            yield _written(_one(criteria, line, wins))


def _one(criteria: Criteria, line: str | bytes, wins: bool) -> dict[str, Any]:
    try:
        asked = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return {"id": None, "error": f"Dòng này không phải JSON: {WANTED}."}
    if not isinstance(asked, dict) or "id" not in asked:
        return {"id": None, "error": f"Thiếu id: {WANTED}."}
    try:
        return {"id": asked["id"], **_result(criteria, asked, wins)}
    except AnswerFault as fault:
        return {"id": asked["id"], "error": str(fault)}


def _result(criteria: Criteria, asked: dict[str, Any], wins: bool) -> dict[str, Any]:
    """What the answers come to; raises AnswerFault."""
    chosen = find_set(criteria, asked.get("set"))
    answers = read_answers(chosen, asked.get("answers"), asked.get("cases"))
    found = assess_answers(chosen, answers)
    return {
        "points": {**found.parts, "total": found.total},
        "range": [found.total, found.highest],
        "rank_by_points": found.rank_by_points,
        "rank": found.rank,
        "blockers": [
            {"code": b.code, "star": b.star, "needs": b.needs, "has": b.has} for b in found.blockers
        ],
        "quick_wins": [_win(win) for win in quick_wins(chosen, answers)] if wins else [],
    }


def _win(win: QuickWin) -> dict[str, Any]:
    changes = [{"code": c.code, "from": c.before, "to": c.after} for c in win.changes]
    return {"rank": win.rank, "changes": changes}


def _written(result: dict[str, Any]) -> str:
    """One line of JSON; half a letter (a lone surrogate) in an id is escaped, not fatal."""
    text = json.dumps(result, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(result)
    return text


def _refuse(constant: str) -> NoReturn:
    """NaN and Infinity are not JSON, and could not be written back."""
    raise ValueError(constant)
