"""Quick wins are the smallest sets of changes: tried against every other set."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.criteria.model import CriteriaSet
from knowledge.criteria.quickwins import QuickWin, quick_wins
from knowledge.criteria.score import assess
from tests.knowledge.criteria import recount
from tests.knowledge.criteria.people import CRITERIA, filled_in, nearly_best, sets

Answers = dict[str, int | None]
Sheet = tuple[CriteriaSet, Answers]


def changed(win: QuickWin) -> tuple[recount.Change, ...]:
    return tuple((change.code, change.before, change.after) for change in win.changes)


def first_three(
    every: list[tuple[recount.Change, ...]], of: recount.Sheet
) -> list[tuple[recount.Change, ...]]:
    """The first as printed: by place of the code, then by points."""
    place = {row[0]: at for at, row in enumerate(of.rows)}
    key = {c: [(place[code], after) for code, _, after in c] for c in every}
    return sorted(every, key=lambda changes: key[changes])[:3]


@st.composite
def cut_down(draw: st.DrawFn) -> tuple[CriteriaSet, recount.Sheet, Answers]:
    """Five or six criteria of a real set, with ranks that fit their points."""
    whole = draw(sets)
    kept = draw(
        st.lists(st.sampled_from(range(len(whole.criteria))), min_size=5, max_size=6, unique=True)
    )
    criteria = tuple(whole.criteria[at] for at in sorted(kept))
    most = sum(criterion.max for criterion in criteria)
    lowest = {star: most * share // 100 for star, share in recount.THRESHOLDS.items()}
    rule = replace(whole.rule, ranks=tuple(sorted(lowest.items(), reverse=True)))
    rows = recount.sheet(whole.no).rows
    sheet = recount.Sheet([row for row in rows if row[0] in {c.code for c in criteria}], lowest)
    answers: Answers = {c.code: draw(st.sampled_from((*c.points, None))) for c in criteria}
    return replace(whole, criteria=criteria, rule=rule), sheet, answers


@settings(max_examples=150, deadline=None)
@given(cut_down())
def test_in_a_small_set_they_are_the_first_of_all_smallest_sets(
    case: tuple[CriteriaSet, recount.Sheet, Answers],
) -> None:
    small, official, answers = case
    found = [changed(win) for win in quick_wins(small, answers)]
    assert found == first_three(recount.smallest(official, answers), official)


@settings(max_examples=40, deadline=None)
@given(nearly_best())
def test_near_the_top_of_a_whole_set_nothing_smaller_reaches_the_rank(sheet: Sheet) -> None:
    chosen, answers = sheet
    official = recount.sheet(chosen.no)
    wins = quick_wins(chosen, answers)
    needed = len(wins[0].changes) if wins else 0
    tried = recount.smallest(official, answers, upto=min(needed, 2))
    if needed <= 2:
        assert [changed(win) for win in wins] == first_three(tried, official)
    else:
        assert tried == []


@settings(max_examples=150, deadline=None)
@given(filled_in())
def test_each_really_reaches_the_next_rank_and_nothing_can_be_spared(sheet: Sheet) -> None:
    chosen, answers = sheet
    rank = assess(chosen, answers).rank
    wins = quick_wins(chosen, answers)
    assert len({win.changes for win in wins}) == len(wins) <= 3
    assert len({(len(win.changes), recount.moved(changed(win))) for win in wins}) <= 1
    assert bool(wins) == (rank < 5)
    for win in wins:
        assert win.rank == rank + 1
        raised = {**answers, **{change.code: change.after for change in win.changes}}
        assert recount.reaches(recount.sheet(chosen.no), raised, win.rank)
        for change in win.changes:
            assert change.before == (answers[change.code] or 0) < change.after
            without = {**raised, change.code: change.before}
            assert not recount.reaches(recount.sheet(chosen.no), without, win.rank)


def test_one_missing_trademark_step_is_the_whole_quick_win() -> None:
    fish_sauce = CRITERIA.sets[9]
    answers: Answers = {**{c.code: c.max for c in fish_sauce.criteria}, "3.5": 0}
    (win,) = quick_wins(fish_sauce, answers)
    assert (win.rank, changed(win)) == (3, (("3.5", 0, 1),))


def test_five_stars_have_nothing_left_to_win() -> None:
    fish_sauce = CRITERIA.sets[9]
    assert quick_wins(fish_sauce, {c.code: c.max for c in fish_sauce.criteria}) == ()


def test_the_same_sheet_always_gets_the_same_advice() -> None:
    rice = CRITERIA.sets[3]
    answers: Answers = {c.code: c.points[1] for c in rice.criteria}
    backwards: Answers = {code: answers[code] for code in reversed(answers)}
    assert quick_wins(rice, answers) == quick_wins(rice, backwards)
    assert len(quick_wins(rice, answers)) == 3
