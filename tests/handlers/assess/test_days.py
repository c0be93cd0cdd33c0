"""Days as they stand in sentences."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.assess.days import in_sentence


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 4, 30), "thứ Sáu, 30/4/2027"),
        (date(2026, 11, 22), "chủ nhật, 22/11/2026"),
    ],
)
def test_the_weekday_comes_first(day: date, said: str) -> None:
    assert in_sentence(day) == said
