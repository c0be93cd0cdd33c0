"""From answers to points, ranks and what blocks them: pure functions over one set.

Answers are points of the chosen level by criterion code; None or absent is unknown. They are
trusted here: `knowledge.criteria.answers` is where they are checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.criteria.model import CriteriaSet, Rule

Answers = Mapping[str, int | None]


@dataclass(frozen=True, slots=True)
class Blocker:
    """A minimum level that is not met: `star` is the lowest rank that needs it."""

    code: str
    star: int
    needs: int
    has: int


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the answers come to. `parts` and `total` count unknown as 0.

    `highest` is the total with every unknown at its best level; `rank` is the highest rank not
    above `rank_by_points` whose minimum levels are all met.
    """

    parts: Mapping[str, int]
    total: int
    highest: int
    rank_by_points: int
    rank: int
    blockers: tuple[Blocker, ...]


def assess(criteria: CriteriaSet, answers: Answers) -> Assessment:
    """The whole arithmetic for one set of answers."""
    has = counted(criteria, answers)
    parts = dict.fromkeys(criteria.rule.parts, 0)
    for criterion in criteria.criteria:
        parts[criterion.part] += has[criterion.code]
    total = sum(parts.values())
    unknown = sum(c.max for c in criteria.criteria if answers.get(c.code) is None)
    return Assessment(
        parts=parts,
        total=total,
        highest=total + unknown,
        rank_by_points=rank_by_points(criteria.rule, total),
        rank=rank_reached(criteria, has),
        blockers=blockers(criteria, has),
    )


def counted(criteria: CriteriaSet, answers: Answers) -> dict[str, int]:
    """The points of every criterion, as printed; unknown is 0."""
    return {c.code: answers.get(c.code) or 0 for c in criteria.criteria}


def rank_by_points(rule: Rule, total: int) -> int:
    """The best rank whose threshold the total reaches."""
    return next(star for star, lowest in rule.ranks if total >= lowest)


def rank_reached(criteria: CriteriaSet, has: Mapping[str, int]) -> int:
    """The rank that points and minimum levels both allow.

    Minimums are read as cumulative: a rank also keeps those of the ranks below it.
    """
    missing = [star for star, code, needs in criteria.minimums if has[code] < needs]
    limit = min(missing, default=criteria.rule.ranks[0][0] + 1) - 1
    return min(rank_by_points(criteria.rule, sum(has.values())), limit)


def blockers(criteria: CriteriaSet, has: Mapping[str, int]) -> tuple[Blocker, ...]:
    """Every minimum level not met, lowest star first, then as printed."""
    found: dict[tuple[str, int], Blocker] = {}
    for star, code, needs in criteria.minimums:
        if has[code] < needs:
            found.setdefault((code, needs), Blocker(code, star, needs, has[code]))
    return tuple(found.values())
