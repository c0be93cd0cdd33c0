"""When to hand in, on any day of the year."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.dossier.rounds import again_window, next_rounds


@pytest.mark.parametrize(
    ("today", "first", "hand_in"),
    [
        (date(2026, 11, 22), (1, 2027), date(2027, 4, 5)),
        (date(2027, 1, 1), (1, 2027), date(2027, 4, 5)),
        (date(2027, 4, 29), (1, 2027), date(2027, 4, 5)),
        (date(2027, 4, 30), (2, 2027), date(2027, 10, 5)),
        (date(2027, 10, 29), (2, 2027), date(2027, 10, 5)),
        (date(2027, 10, 30), (1, 2028), date(2028, 4, 5)),
    ],
)
def test_before_the_day_means_the_day_before_at_the_latest(
    today: date, first: tuple[int, int], hand_in: date
) -> None:
    soonest, later = next_rounds(today)
    assert (soonest.no, soonest.year) == first
    assert soonest.hand_in == hand_in
    assert soonest.commune_before < later.commune_before


def test_as_many_rounds_as_asked() -> None:
    assert len(next_rounds(date(2026, 11, 22), 5)) == 5
    assert next_rounds(date(2026, 11, 22), 0) == ()


def test_the_window_of_a_renewal() -> None:
    """The editors' example: a certificate until 17/9/2027 is renewed from 21/3 to 20/5."""
    window = again_window(date(2027, 9, 17))
    assert (window.first, window.last) == (date(2027, 3, 21), date(2027, 5, 20))
