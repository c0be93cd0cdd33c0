"""Points, ranks and blockers agree with the second count, whatever is answered."""

from __future__ import annotations

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.criteria.model import CriteriaSet
from knowledge.criteria.score import assess, rank_by_points
from tests.knowledge.criteria import recount
from tests.knowledge.criteria.people import CRITERIA, filled_in, nearly_best

Sheet = tuple[CriteriaSet, dict[str, int | None]]
anybody = st.one_of(filled_in(), nearly_best())


@settings(deadline=None)
@given(anybody)
def test_both_counts_agree(sheet: Sheet) -> None:
    chosen, answers = sheet
    found, official = assess(chosen, answers), recount.sheet(chosen.no)
    assert dict(found.parts) == {part: recount.total(official, answers, part) for part in "ABC"}
    assert found.total == recount.total(official, answers)
    assert found.highest == recount.highest(official, answers)
    assert found.rank_by_points == recount.stars_for(official, found.total)
    assert found.rank == recount.rank(official, answers)
    told = [(b.code, b.star, b.needs, b.has) for b in found.blockers]
    assert told == recount.blockers(official, answers)


@settings(deadline=None)
@given(anybody, st.data())
def test_a_higher_level_never_lowers_anything(sheet: Sheet, data: st.DataObject) -> None:
    chosen, answers = sheet
    before = assess(chosen, answers)
    criterion = data.draw(st.sampled_from(chosen.criteria))
    has = answers[criterion.code] or 0
    higher = data.draw(st.sampled_from([p for p in criterion.points if p >= has]))
    after = assess(chosen, {**answers, criterion.code: higher})
    assert after.total - before.total == higher - has
    assert after.rank_by_points >= before.rank_by_points
    assert after.rank >= before.rank
    assert len(after.blockers) <= len(before.blockers)


@settings(deadline=None)
@given(anybody, st.randoms(use_true_random=False))
def test_any_order_with_pauses_and_edits_ends_the_same(sheet: Sheet, chance: random.Random) -> None:
    chosen, answers = sheet
    steps = list(answers.items()) + [
        (c.code, chance.choice(c.points)) for c in chance.sample(chosen.criteria, 5)
    ]
    chance.shuffle(steps)
    wandered: dict[str, int | None] = {}
    for code, points in steps:
        wandered[code] = points
        assess(chosen, wandered)
    for code in chance.sample(list(answers), len(answers)):
        wandered[code] = answers[code]
    assert assess(chosen, wandered) == assess(chosen, answers)


def test_everything_at_its_best_is_five_stars_in_every_set() -> None:
    for chosen in CRITERIA.sets.values():
        found = assess(chosen, {c.code: c.max for c in chosen.criteria})
        assert (found.total, found.rank, found.blockers) == (100, 5, ())


def test_nothing_answered_is_one_star_with_all_still_open() -> None:
    for chosen in CRITERIA.sets.values():
        found = assess(chosen, {})
        assert (found.total, found.highest, found.rank) == (0, 100, 1)
        assert all(blocker.has == 0 for blocker in found.blockers)


def test_points_for_four_stars_without_the_three_star_minimums_are_rank_two() -> None:
    fish_sauce = CRITERIA.sets[9]
    answers = {c.code: c.max for c in fish_sauce.criteria} | {"3.5": 0}
    found = assess(fish_sauce, answers)
    assert (found.total, found.rank_by_points, found.rank) == (97, 5, 2)
    told = [(b.code, b.star, b.needs) for b in found.blockers]
    assert told == [("3.5", 3, 1), ("3.5", 4, 2)]


def test_a_four_star_product_also_keeps_the_three_star_minimums() -> None:
    fish_sauce = CRITERIA.sets[9]
    answers = {c.code: c.max for c in fish_sauce.criteria} | {"2.2": 1}
    assert assess(fish_sauce, answers).rank == 2


def test_a_known_zero_is_not_an_open_question() -> None:
    fish_sauce = CRITERIA.sets[9]
    assert assess(fish_sauce, {"1.1": 0}).highest == 95
    assert assess(fish_sauce, {"1.1": None}).highest == 100


def test_each_threshold_is_where_the_decision_puts_it() -> None:
    rule = CRITERIA.rule
    stars = [rank_by_points(rule, points) for points in (0, 29, 30, 49, 50, 69, 70, 89, 90, 100)]
    assert stars == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]
