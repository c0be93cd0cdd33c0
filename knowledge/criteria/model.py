"""What a criteria set is made of. Points are whole numbers; stars go from 1 to 5."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Kind = Literal["reject", "stop", "must", "unscored", "note"]


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a criterion, as a big button, with its paper and the way up.

    `min_for_star` is the rank whose minimum this level is. `official` is False only for the
    zero of a criterion whose set prints no zero: the person has none of its levels.
    """

    points: int
    min_for_star: int | None
    label: str
    proof: str
    up: str
    official: bool = True


@dataclass(frozen=True, slots=True)
class Case:
    """The levels of a criterion, or of one of its alternatives: `key` is "a", "b" or ""."""

    key: str
    name: str
    choices: tuple[Level, ...]

    @property
    def levels(self) -> tuple[Level, ...]:
        """The levels as the decision prints them, lowest first."""
        return tuple(level for level in self.choices if level.official)


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule that rejects the dossier, stops the scoring, must hold, or says how to score."""

    key: str
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something odd in the decision's text at a criterion; `code` is "" for the whole set."""

    code: str
    text: str


@dataclass(frozen=True)
class Criterion:
    """One scored criterion of a set, with our own words for it."""

    code: str
    part: str
    family: str
    title: str
    question: str
    why: str
    cases: tuple[Case, ...]
    conditions: tuple[Condition, ...] = ()

    @cached_property
    def max(self) -> int:
        """The most points it can give."""
        return max(self.points)

    @cached_property
    def points(self) -> tuple[int, ...]:
        """Every number of points it can be answered with, rising from 0, each once."""
        return tuple(sorted({c.points for case in self.cases for c in case.choices}))

    @cached_property
    def minimums(self) -> tuple[tuple[int, int], ...]:
        """(star, points) of its marked levels, lowest star first."""
        marked = {(c.min_for_star, c.points) for case in self.cases for c in case.levels}
        return tuple(sorted((star, points) for star, points in marked if star))


@dataclass(frozen=True, slots=True)
class Part:
    """A, B or C, with the points its criteria add up to."""

    code: str
    title: str
    max: int


@dataclass(frozen=True, slots=True)
class Rule:
    """The decision that the sets belong to. `ranks` is (star, points from), best first."""

    version: str
    document: str
    article: str
    about: tuple[str, ...]
    ranks: tuple[tuple[int, int], ...]
    parts: Mapping[str, Part]


@dataclass(frozen=True)
class CriteriaSet:
    """One of the official sets; criteria stand in the order they are printed."""

    no: int
    id: str
    name: str
    sector: str
    group: str
    subgroup: str
    ministries: tuple[str, ...]
    samples: int
    article: str
    rejects: tuple[Condition, ...]
    notes: tuple[Note, ...]
    criteria: tuple[Criterion, ...]
    rule: Rule

    @cached_property
    def by_code(self) -> Mapping[str, Criterion]:
        """The criteria by code, in the order they are printed."""
        return {criterion.code: criterion for criterion in self.criteria}

    @cached_property
    def minimums(self) -> tuple[tuple[int, str, int], ...]:
        """(star, code, points) of every marked level, by star, then as printed."""
        rows = [(star, c.code, needs) for c in self.criteria for star, needs in c.minimums]
        return tuple(sorted(rows, key=lambda row: row[0]))

    def needed(self, star: int) -> dict[str, int]:
        """The points each criterion must have for a rank, lower ranks' minimums included."""
        return {code: points for mark, code, points in self.minimums if mark <= star}


@dataclass(frozen=True)
class Criteria:
    """All sets by number, under one rule; `sectors` names the sectors by key."""

    rule: Rule
    sectors: Mapping[str, str]
    sets: Mapping[int, CriteriaSet]
