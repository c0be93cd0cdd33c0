"""Audiences: rules that travel as JSON, and never pass anybody's reach."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.audience import FIELDS, Audience, covers
from bot.core.reads.officials import Office, Role

PLACES = st.sampled_from(("", "1", "37"))
COMMUNES = st.sampled_from(("", "4", "13966"))
RULES = st.tuples(st.sampled_from(FIELDS), st.text(max_size=6))


@st.composite
def offices(draw: st.DrawFn) -> Office:
    tinh = draw(PLACES)
    return Office(Role.XA, tinh, draw(COMMUNES) if tinh else "")


@given(st.lists(RULES, unique=True).map(tuple))
def test_there_and_back_as_json(rules: tuple[tuple[str, str], ...]) -> None:
    assert Audience.from_json(Audience(rules).to_json()) == Audience(rules)


@given(st.lists(RULES, unique=True).map(tuple), RULES)
def test_chosen_twice_is_not_chosen(
    rules: tuple[tuple[str, str], ...], rule: tuple[str, str]
) -> None:
    once = Audience(rules).toggled(*rule)
    assert (rule in once.rules) != (rule in rules)
    assert set(once.toggled(*rule).rules) == set(rules)


@given(offices(), offices())
def test_a_place_is_covered_exactly_when_all_of_it_is_in_reach(mine: Office, other: Office) -> None:
    theirs = Audience.within([other])
    inside = all(
        mine.reaches(tinh, xa)
        for tinh in ("1", "37", "38")
        for xa in ("4", "13966", "5")
        if other.reaches(tinh, xa)
    )
    assert theirs.covered_by([mine]) == inside
    assert all(covers(other, place) for place in theirs.places())


@given(st.lists(offices(), min_size=1, max_size=3), PLACES, COMMUNES)
def test_at_home_is_only_in_ones_own_communes(held: list[Office], tinh: str, xa: str) -> None:
    audience = Audience.within(held).having("place", f"{tinh}:{xa}" if tinh and xa else "37")
    at_home = bool(tinh and xa) and any((o.tinh, o.xa) == (tinh, xa) for o in held)
    assert audience.at_home_of(held) == at_home


def test_a_field_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown"):
        Audience.from_json('[["everyone", "1"]]')


def test_nobody_covers_an_audience_without_a_place_by_having_no_office() -> None:
    assert not Audience.within([Office(Role.ADMIN)]).covered_by([])
