"""Answer sheets as people fill them in, for hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from knowledge.criteria.load import load_criteria
from knowledge.criteria.model import CriteriaSet

CRITERIA = load_criteria()
sets = st.sampled_from(list(CRITERIA.sets.values()))


@st.composite
def filled_in(draw: st.DrawFn) -> tuple[CriteriaSet, dict[str, int | None]]:
    """A set and answers to it: weak, middling or strong products, some questions open."""
    chosen = draw(sets)
    weakest = draw(st.sampled_from((0, 0, 1, 2, 3)))
    answers: dict[str, int | None] = {}
    for criterion in chosen.criteria:
        levels = criterion.points[min(weakest, len(criterion.points) - 1) :]
        answers[criterion.code] = draw(st.sampled_from((*levels, *levels, None)))
    return chosen, answers


@st.composite
def nearly_best(draw: st.DrawFn) -> tuple[CriteriaSet, dict[str, int | None]]:
    """A set and answers at the top but for a few criteria."""
    chosen = draw(sets)
    answers: dict[str, int | None] = {c.code: c.max for c in chosen.criteria}
    for criterion in draw(st.lists(st.sampled_from(chosen.criteria), max_size=4)):
        answers[criterion.code] = draw(st.sampled_from((*criterion.points, None)))
    return chosen, answers
