"""The cheapest changes that reach the next rank, found exactly.

A quick win raises some criteria to higher levels so that the points and all minimum levels of
the next rank are there. The smallest sets have the fewest changes and, among those, move the
fewest points; when several are equally small, those that come first as printed are given.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.criteria.model import CriteriaSet
from knowledge.criteria.score import Answers, counted, rank_reached

MOST = 3


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion raised; points before and after."""

    code: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class QuickWin:
    """A set of changes, as printed, that reaches `rank`."""

    rank: int
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A criterion that may be raised: the gains it offers, smallest first."""

    code: str
    has: int
    gains: tuple[int, ...]
    forced: bool


# For each number of changes, a whole number whose bit g says that a gain of g can be made.
_Reach = list[int]


def quick_wins(criteria: CriteriaSet, answers: Answers, most: int = MOST) -> tuple[QuickWin, ...]:
    """Up to `most` different smallest sets for the rank above the present one; none at the top."""
    has = counted(criteria, answers)
    target = rank_reached(criteria, has) + 1
    threshold = dict(criteria.rule.ranks).get(target)
    if threshold is None:
        return ()
    rows = _rows(criteria, has, target)
    lacking = max(0, threshold - sum(has.values()))
    changes = _fewest(rows, lacking)
    reach = _reach(rows, changes)
    gain = _least(reach[0][changes], lacking)
    found = _sets(rows, reach, 0, changes, gain)
    return tuple(QuickWin(target, one) for one, _ in zip(found, range(most), strict=False))


def _rows(criteria: CriteriaSet, has: dict[str, int], target: int) -> list[_Row]:
    """What can be raised, as printed; below a minimum of the rank a raise is forced."""
    needed = criteria.needed(target)
    rows = []
    for criterion in criteria.criteria:
        now = has[criterion.code]
        floor = needed.get(criterion.code, 0)
        gains = tuple(p - now for p in criterion.points if p > now and p >= floor)
        if gains:
            rows.append(_Row(criterion.code, now, gains, forced=now < floor))
    return rows


def _fewest(rows: Sequence[_Row], lacking: int) -> int:
    """The fewest changes that can gain enough: the forced ones, then the largest of the rest."""
    gained = sum(row.gains[-1] for row in rows if row.forced)
    changes = sum(row.forced for row in rows)
    for gain in sorted((row.gains[-1] for row in rows if not row.forced), reverse=True):
        if gained >= lacking:
            break
        gained, changes = gained + gain, changes + 1
    return changes


def _reach(rows: Sequence[_Row], changes: int) -> list[_Reach]:
    """For each row, the gains that it and the rows after it can make with 0..changes changes."""
    after: _Reach = [1] + [0] * changes
    table = [after]
    for row in reversed(rows):
        here = [0] * (changes + 1) if row.forced else list(after)
        for count in range(changes):
            for gain in row.gains:
                here[count + 1] |= after[count] << gain
        table.append(here)
        after = here
    return table[::-1]


def _least(gains: int, lacking: int) -> int:
    """The smallest gain that is enough; `gains` has a bit for each that can be made."""
    enough = gains >> lacking
    return lacking + (enough & -enough).bit_length() - 1


def _sets(
    rows: Sequence[_Row], reach: Sequence[_Reach], at: int, changes: int, gain: int
) -> Iterator[tuple[Change, ...]]:
    """Every set of exactly so many changes and so much gain, in order of code and level."""
    if gain < 0 or changes < 0 or not reach[at][changes] >> gain & 1:
        return
    if at == len(rows):
        yield ()
        return
    row = rows[at]
    for step in row.gains:
        for rest in _sets(rows, reach, at + 1, changes - 1, gain - step):
            yield (Change(row.code, row.has, row.has + step), *rest)
    if not row.forced:
        yield from _sets(rows, reach, at + 1, changes, gain)
