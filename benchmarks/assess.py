"""Time 10,000 assessments, without quick wins and with them: `python -m benchmarks.assess`."""

from __future__ import annotations

import json
import random
import sys
import time

from bot.commands.assess import many
from knowledge.criteria.load import load_criteria
from knowledge.criteria.model import Criteria

COUNT = 10_000
UNKNOWN = 0.15  # the share of questions left open
LIMITS = {False: 5.0, True: 60.0}  # seconds on one core, by whether quick wins are looked for


def lines(criteria: Criteria, count: int, seed: int = 26) -> list[str]:
    """Answer sheets over all sets, from poor products to excellent ones."""
    chance = random.Random(seed)
    sheets = []
    for number in range(count):
        chosen = criteria.sets[number % len(criteria.sets) + 1]
        skill = chance.random()
        answers: dict[str, int | None] = {}
        for criterion in chosen.criteria:
            highest = len(criterion.points) - 1
            at = round(highest * min(1.0, max(0.0, chance.gauss(skill, 0.3))))
            answers[criterion.code] = None if chance.random() < UNKNOWN else criterion.points[at]
        sheets.append(json.dumps({"id": number, "set": chosen.no, "answers": answers}))
    return sheets


def main() -> int:
    """Print both timings. Exit code 1 when one is over its limit."""
    began = time.perf_counter()
    criteria = load_criteria()
    print(f"đọc 26 bộ: {time.perf_counter() - began:.3f} s")
    sheets = lines(criteria, COUNT)
    slow = False
    for wins, limit in LIMITS.items():
        began = time.perf_counter()
        done = sum(1 for _ in many(criteria, sheets, wins=wins))
        spent = time.perf_counter() - began
        slow = slow or spent > limit
        name = "có tìm quick_wins" if wins else "không tìm quick_wins"
        print(f"{done} lần chấm, {name}: {spent:.2f} s (giới hạn {limit:.0f} s)")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
