"""Which papers a dossier needs, and how far it is: pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from knowledge.criteria.load import load_criteria
from knowledge.criteria.model import CriteriaSet
from knowledge.dossier.load import load_dossier
from knowledge.dossier.model import Case, Dossier, Needed, Paper, Progress, State

SAMPLES = "samples"


def papers_for(
    set_no: int,
    case: Case,
    *,
    criteria_set: CriteriaSet | None = None,
    dossier: Dossier | None = None,
) -> tuple[Needed, ...]:
    """The papers for a set and a case, in the order a dossier is put together.

    Raises KeyError for a set that does not exist. Without `criteria_set` and `dossier` they are
    those of the content folder.
    """
    chosen = criteria_set or load_criteria().sets[set_no]
    papers = (dossier or load_dossier()).papers
    found = (_needed(paper, chosen) for paper in papers if case in paper.cases)
    return tuple(needed for needed in found if needed is not None)


def _needed(paper: Paper, chosen: CriteriaSet) -> Needed | None:
    """The paper as this set needs it; None when the set has no use for it."""
    codes = tuple(c.code for c in chosen.criteria if c.family in paper.families)
    if paper.id == SAMPLES:
        return Needed(paper, (), None, chosen.samples) if chosen.samples else None
    if paper.sectors and chosen.sector not in paper.sectors:
        return None
    if not codes and paper.need != "always":
        return None
    return Needed(paper, codes, _star(paper, chosen, codes))


def _star(paper: Paper, chosen: CriteriaSet, codes: Sequence[str]) -> int | None:
    """The lowest rank, from the paper's own, whose minimum one of its criteria is."""
    if paper.need != "star":
        return None
    marks = (star for code in codes for star, _ in chosen.by_code[code].minimums)
    return min((star for star in marks if star >= paper.star), default=None)


def progress(
    papers: Iterable[Needed],
    states: Mapping[str, State],
    today: date,
    *,
    by: date | None = None,
) -> Progress:
    """How far the papers are on a day; `by` is the day they still have to hold, if any.

    Papers that nobody has spoken of are missing. Those said not to be needed, and those that
    only support, do not count towards the per cent.
    """
    piles: dict[str, list[Needed]] = {"have": [], "doing": [], "missing": [], "expired": []}
    ending = []
    counted = 0
    for needed in papers:
        state = states.get(needed.paper.id, State("missing"))
        if state.having == "not_needed":
            continue
        pile = state.having
        counted += needed.paper.need != "support"
        if pile == "have" and state.until is not None and state.until < today:
            piles["expired"].append(needed)
            continue
        if pile == "have" and state.until is not None and by is not None and state.until < by:
            ending.append(needed)
        piles[pile].append(needed)
    done = sum(needed.paper.need != "support" for needed in piles["have"])
    return Progress(
        percent=done * 100 // counted if counted else 0,
        ending=tuple(ending),
        **{pile: tuple(those) for pile, those in piles.items()},
    )
