"""Stages: on any day at most one is of use, and they follow one another without a hole."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar.series import closes, over, stages
from knowledge.calendar.windows import Whom, legal_dates

KINDS = ("window", "deadline", "certificate", "paper")
DUE = date(2027, 9, 17)


@given(st.sampled_from(KINDS), st.integers(-10, 200))
def test_from_the_first_stage_to_the_last_day_exactly_one_is_of_use(kind: str, left: int) -> None:
    today = DUE - timedelta(left)
    of_use = [stage for stage in stages(kind) if stage.holds(DUE, today)]
    assert len(of_use) == (0 <= left <= stages(kind)[0].before)
    for stage in stages(kind):
        ended = left < stage.last
        assert over(kind, DUE, stage.name, today) == ended


def test_the_stages_of_a_certificate_follow_the_law() -> None:
    """Opens 180 days before, closes 120 days before (Điều 7.6a); two more after it was missed."""
    days = [DUE - timedelta(stage.before) for stage in stages("certificate")]
    assert closes(DUE) == date(2027, 5, 20)
    assert days[0] == date(2027, 3, 21)
    assert [(closes(DUE) - day).days for day in days] == [60, 30, 14, 7, 3, 1, -1, -90]


def test_the_dates_of_the_law_in_a_year() -> None:
    dates = {one.what: (one.due, one.whom) for one in legal_dates(2027)}
    assert dates == {
        "window.m2.2027": (date(2027, 1, 29), Whom.TINH),
        "window.t1.2027": (date(2027, 4, 7), Whom.PRODUCERS),
        "window.x1.2027": (date(2027, 4, 29), Whom.XA),
        "window.d1.2027": (date(2027, 6, 29), Whom.TINH),
        "window.m1.2027": (date(2027, 7, 29), Whom.TINH),
        "window.t2.2027": (date(2027, 10, 8), Whom.PRODUCERS),
        "window.x2.2027": (date(2027, 10, 29), Whom.XA),
        "window.d2.2027": (date(2027, 12, 29), Whom.TINH),
    }
