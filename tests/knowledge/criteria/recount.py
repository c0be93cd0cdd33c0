"""The rules of the stars a second time, counted straight from official.json.

Nothing here comes from `knowledge.criteria`: where the two disagree, one of them is wrong.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

OFFICIAL = json.loads((Path(__file__).parent / "official.json").read_text(encoding="utf-8"))
THRESHOLDS = {1: 0, 2: 30, 3: 50, 4: 70, 5: 90}

Answers = Mapping[str, int | None]


@dataclass
class Sheet:
    """A set as printed: (code, part, levels) with levels as (points, star) pairs."""

    rows: list[tuple[str, str, list[tuple[int, int | None]]]]
    thresholds: dict[int, int]


def sheet(number: int) -> Sheet:
    """The set with this number; two cases of a criterion are one row."""
    rows: dict[str, tuple[str, str, list[tuple[int, int | None]]]] = {}
    for code, part, _, _, levels in OFFICIAL[str(number)]["criteria"]:
        row = rows.setdefault(code, (code, part, []))
        row[2].extend((points, star) for points, star in levels)
    return Sheet(list(rows.values()), THRESHOLDS)


def points_of(row: tuple[str, str, list[tuple[int, int | None]]]) -> list[int]:
    """What a criterion can be answered with."""
    return sorted({0} | {points for points, _ in row[2]})


def total(of: Sheet, answers: Answers, part: str = "ABC") -> int:
    """The points of a part, or of all."""
    return sum(answers.get(code) or 0 for code, p, _ in of.rows if p in part)


def highest(of: Sheet, answers: Answers) -> int:
    """The points when every open question turns out best."""
    best = 0
    for row in of.rows:
        given = answers.get(row[0])
        best += points_of(row)[-1] if given is None else given
    return best


def stars_for(of: Sheet, points: int) -> int:
    """The rank by points alone."""
    return max(star for star, lowest in of.thresholds.items() if points >= lowest)


def missing(of: Sheet, answers: Answers, star: int) -> list[tuple[str, int, int, int]]:
    """(code, star, needs, has) of the minimum levels of exactly this rank that are not met."""
    found = []
    for code, _, levels in of.rows:
        has = answers.get(code) or 0
        found += [
            (code, star, points, has)
            for points, mark in levels
            if mark == star > 0 and has < points
        ]
    return found


def blockers(of: Sheet, answers: Answers) -> list[tuple[str, int, int, int]]:
    """All of them, 3 stars first."""
    return [row for star in (3, 4, 5) for row in missing(of, answers, star)]


def reaches(of: Sheet, answers: Answers, star: int) -> bool:
    """Whether points and all minimums up to this rank are there."""
    enough = total(of, answers) >= of.thresholds[star]
    return enough and not any(missing(of, answers, s) for s in range(3, star + 1))


def rank(of: Sheet, answers: Answers) -> int:
    """The best rank that is reached."""
    return max(star for star in of.thresholds if reaches(of, answers, star))


Change = tuple[str, int, int]


def changes_of(of: Sheet, answers: Answers, count: int) -> Iterator[tuple[Change, ...]]:
    """Every way to raise exactly `count` criteria."""
    for rows in itertools.combinations(of.rows, count):
        raises = []
        for row in rows:
            has = answers.get(row[0]) or 0
            raises.append([(row[0], has, p) for p in points_of(row) if p > has])
        yield from itertools.product(*raises)


def smallest(of: Sheet, answers: Answers, upto: int = 99) -> list[tuple[Change, ...]]:
    """Every smallest set that reaches the next rank, by trying them all.

    Stops at `upto` changes; empty at the top rank, or when that many are not enough.
    """
    star = rank(of, answers) + 1
    if star not in of.thresholds:
        return []
    for count in range(min(upto, len(of.rows)) + 1):
        reaching = [
            changes
            for changes in changes_of(of, answers, count)
            if reaches(of, {**answers, **{code: after for code, _, after in changes}}, star)
        ]
        if reaching:
            least = min(moved(changes) for changes in reaching)
            return [changes for changes in reaching if moved(changes) == least]
    return []


def moved(changes: tuple[Change, ...]) -> int:
    """The points a set of changes moves."""
    return sum(after - before for _, before, after in changes)
