"""A result, counted from the answers: what the picture and the report both show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge.criteria.load import load_criteria
from knowledge.criteria.model import Condition, CriteriaSet, Criterion, Level
from knowledge.criteria.quickwins import QuickWin, quick_wins
from knowledge.criteria.score import Answers, Assessment, assess
from knowledge.dossier.model import Case, Needed, Progress, State
from knowledge.dossier.progress import papers_for, progress
from knowledge.dossier.rounds import Round, Window, again_window, next_rounds
from papers import read

FIRST_CERTIFIED = 3
BEST = 5


@dataclass(frozen=True, slots=True)
class Block:
    """A criterion below the minimum of the rank aimed at. `now` is None while unknown."""

    criterion: Criterion
    star: int
    now: Level | None
    needs: Level


@dataclass(frozen=True, slots=True)
class Raise:
    """One change of a quick win; `now` is None while unknown."""

    criterion: Criterion
    now: Level | None
    to: Level


@dataclass(frozen=True, slots=True)
class Win:
    """One of the smallest sets of changes that reach `rank`."""

    rank: int
    changes: tuple[Raise, ...]


@dataclass(frozen=True, slots=True)
class Dates:
    """The rounds to come, and the window of a re-evaluation (None for the other cases)."""

    rounds: tuple[Round, ...]
    window: Window | None


@dataclass(frozen=True)
class Result:
    """Everything a result shows. `target` is the rank aimed at, 0 when the top is reached;
    `replaced_by` the rule of today when this is a result under an earlier one, "" else."""

    product: str
    owner: str
    place: str
    helper: str
    consent_on: date | None
    made_on: date
    case: Case
    criteria: CriteriaSet
    sector: str
    replaced_by: str
    answers: Answers
    cases: Mapping[str, str]
    found: Assessment
    target: int
    lacking: int
    blocks: tuple[Block, ...]
    wins: tuple[Win, ...]
    papers: tuple[Needed, ...]
    states: Mapping[str, State]
    progress: Progress
    dates: Dates
    hits: tuple[Condition, ...] = ()
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def unknown(self) -> tuple[Criterion, ...]:
        """The criteria nobody has answered yet, as printed."""
        return tuple(c for c in self.criteria.criteria if self.answers.get(c.code) is None)

    @property
    def open_points(self) -> dict[str, int]:
        """The points by part that unknown criteria could still bring."""
        rest = dict.fromkeys(self.criteria.rule.parts, 0)
        for criterion in self.unknown:
            rest[criterion.part] += criterion.max
        return rest

    def level(self, criterion: Criterion) -> Level | None:
        """The level that was chosen; None while unknown."""
        points = self.answers.get(criterion.code)
        return None if points is None else level_at(criterion, points, self.cases)


def result(data: Mapping[str, Any], *, wins: bool = True) -> Result:
    """Count a result; raises BadPaper for data that no result can be counted from."""
    chosen = read.criteria_set(data)
    answers = read.answers(data, chosen)
    cases = {key: str(case) for key, case in read.mapping(data, "cases").items()}
    found = assess(chosen, answers)
    target = 0 if found.rank == BEST else max(FIRST_CERTIFIED, found.rank + 1)
    states, case, today = read.states(data), read.case(data), read.made_on(data)
    dates = _dates(today, case, read.day(data, "certificate_until"))
    papers = papers_for(chosen.no, case, criteria_set=chosen)
    # A paper has to hold until the province has scored the dossier.
    by = dates.rounds[0].done_before if dates.rounds else None
    return Result(
        product=read.product(data),
        owner=read.text(data, "owner"),
        place=read.text(data, "place"),
        helper=read.text(data, "helper"),
        consent_on=read.day(data, "consent_on"),
        made_on=today,
        case=case,
        criteria=chosen,
        sector=read.criteria(data).sectors[chosen.sector],
        replaced_by=_replaced_by(chosen),
        answers=answers,
        cases=cases,
        found=found,
        target=target,
        lacking=_lacking(chosen, found, target),
        blocks=tuple(_blocks(chosen, answers, cases, found, target)),
        wins=_wins(chosen, answers, cases) if wins else (),
        papers=papers,
        states=states,
        progress=progress(papers, states, today, by=by),
        dates=dates,
        hits=read.hits(data, chosen),
        evidence=read.evidence(data),
    )


def level_at(criterion: Criterion, points: int, cases: Mapping[str, str]) -> Level:
    """The level with these points, of the case that was taken where there are several."""
    case = cases.get(criterion.code)
    named = [one for one in criterion.cases if case in (None, one.key)] or criterion.cases
    levels = [level for one in named for level in one.choices if level.points == points]
    levels += [level for one in criterion.cases for level in one.choices if level.points == points]
    return levels[0]


def _replaced_by(chosen: CriteriaSet) -> str:
    current = load_criteria().rule.version
    return "" if chosen.rule.version == current else current


def _lacking(chosen: CriteriaSet, found: Assessment, target: int) -> int:
    """The points still missing for the rank aimed at; 0 when there are enough."""
    return max(0, dict(chosen.rule.ranks).get(target, 0) - found.total)


def _blocks(
    chosen: CriteriaSet,
    answers: Answers,
    cases: Mapping[str, str],
    found: Assessment,
    target: int,
) -> Iterable[Block]:
    """What blocks the rank aimed at, each criterion once with the most it needs."""
    needed = chosen.needed(target)
    for code in dict.fromkeys(b.code for b in found.blockers if b.star <= target):
        criterion = chosen.by_code[code]
        star = next(b.star for b in found.blockers if b.code == code)
        points = answers.get(code)
        now = None if points is None else level_at(criterion, points, cases)
        yield Block(criterion, star, now, level_at(criterion, needed[code], cases))


def _wins(chosen: CriteriaSet, answers: Answers, cases: Mapping[str, str]) -> tuple[Win, ...]:
    return tuple(_win(chosen, answers, cases, win) for win in quick_wins(chosen, answers))


def _win(chosen: CriteriaSet, answers: Answers, cases: Mapping[str, str], win: QuickWin) -> Win:
    changes = []
    for change in win.changes:
        criterion = chosen.by_code[change.code]
        known = answers.get(change.code) is not None
        now = level_at(criterion, change.before, cases) if known else None
        changes.append(Raise(criterion, now, level_at(criterion, change.after, cases)))
    return Win(win.rank, tuple(changes))


def _dates(today: date, case: Case, until: date | None) -> Dates:
    window = again_window(until) if case == "again" and until is not None else None
    return Dates(next_rounds(today), window)
