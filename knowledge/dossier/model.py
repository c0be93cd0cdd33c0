"""What the dossier is made of: papers, rounds, story questions and plan sections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

Case = Literal["first", "upgrade", "again"]
Need = Literal["always", "star", "points", "support"]
Having = Literal["have", "missing", "doing", "not_needed"]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the dossier, in our own words.

    `families` are the criteria families it proves; the rank that needs it is the lowest mark of
    those criteria that is not below `star`. `sectors` narrows it (empty: all), `expires` says
    where its last day is written ("" when it has none).
    """

    id: str
    name: str
    about: str
    where: str
    need: Need
    star: int
    expires: str
    families: tuple[str, ...]
    sectors: tuple[str, ...]
    cases: tuple[Case, ...]


@dataclass(frozen=True, slots=True)
class RoundRule:
    """A province round of every year, each day as (day, month)."""

    no: int
    hand_in: tuple[int, int]
    commune_before: tuple[int, int]
    done_before: tuple[int, int]


@dataclass(frozen=True, slots=True)
class MinistryRule:
    """A ministry round of every year, each day as (day, month)."""

    no: int
    province_before: tuple[int, int]
    done_before: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the story or a section of the plan."""

    id: str
    name: str
    ask: str
    hint: str


@dataclass(frozen=True, slots=True)
class Step:
    """An answer to put into a paragraph, after words that only join."""

    source: str
    join: str


@dataclass(frozen=True, slots=True)
class Length:
    """A story of one length; `sentences` is how many of each answer are kept, 0 is all."""

    id: str
    name: str
    use: str
    sentences: int
    paragraphs: tuple[tuple[Step, ...], ...]


@dataclass(frozen=True, slots=True)
class Dossier:
    """All of content/dossier; `again` is the days before the last day, earliest then latest, and
    `commune_days` the working days that a commune has."""

    cases: Mapping[Case, str]
    papers: tuple[Paper, ...]
    rounds: tuple[RoundRule, ...]
    ministry: tuple[MinistryRule, ...]
    commune_days: int
    again: tuple[int, int]
    questions: tuple[Question, ...]
    lengths: tuple[Length, ...]
    shown: Mapping[str, str]
    sections: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class State:
    """What somebody says of a paper: `until` is its last day, when it has one."""

    having: Having
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Needed:
    """A paper for one set and case: the codes it proves there, and the rank that needs it.

    `star` is None where no rank's minimum depends on it; `count` is how many pieces.
    """

    paper: Paper
    codes: tuple[str, ...]
    star: int | None
    count: int = 1

    @property
    def must(self) -> bool:
        """Whether no dossier is complete without it."""
        return self.paper.need == "always"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a dossier is. `percent` is 0 to 100 of the papers that count, by `having`.

    A paper past its last day is in `expired`, and counts as missing; `ending` are those that
    will be past it on the day asked about.
    """

    percent: int
    have: tuple[Needed, ...]
    doing: tuple[Needed, ...]
    missing: tuple[Needed, ...]
    expired: tuple[Needed, ...]
    ending: tuple[Needed, ...]
