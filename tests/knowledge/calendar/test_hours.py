"""Hours as people write them."""

from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar.hours import read_hours


@pytest.mark.parametrize(
    ("typed", "begins", "ends"),
    [
        ("8h", time(8), None), ("8h30", time(8, 30), None), ("8:30", time(8, 30), None),
        ("14 giờ", time(14), None), ("2 giờ chiều", time(14), None),
        ("2h rưỡi chiều", time(14, 30), None),
        ("7g sang", time(7), None), ("8 giờ 15 phút", time(8, 15), None),
        ("8h đến 11h30", time(8), time(11, 30)),
        ("8h00-11h30 ngày 30/4/2027", time(8), time(11, 30)),
        ("từ 13h30 tới 17h", time(13, 30), time(17)), ("12h trưa", time(12), None),
        ("30/4/2027 8h", time(8), None),
    ],
)  # fmt: skip
def test_hours_are_read(typed: str, begins: time, ends: time | None) -> None:
    assert read_hours(typed) == (begins, ends)


@pytest.mark.parametrize("typed", ["", "sáng", "25h", "8h75", "11h đến 8h", "8h 9h 10h"])
def test_what_is_no_hour_is_none(typed: str) -> None:
    assert read_hours(typed) is None


@given(st.times())
def test_every_minute_comes_back(at: time) -> None:
    at = at.replace(second=0, microsecond=0)
    assert read_hours(f"{at.hour}h{at.minute:02}") == (at, None)
    assert read_hours(f"lúc {at.hour}:{at.minute:02} nhé") == (at, None)


@given(st.text())
def test_any_text_does_no_harm(text: str) -> None:
    read_hours(text)
