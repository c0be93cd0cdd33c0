"""Days as people write them on a phone."""

from __future__ import annotations

from datetime import date

import pytest

from handlers.assess.days import read_day


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31/12/2027", date(2027, 12, 31)),
        ("31-12-27", date(2027, 12, 31)),
        ("31.12.2027", date(2027, 12, 31)),
        ("1 / 2 / 2028", date(2028, 2, 1)),
        ("5 6 2027", date(2027, 6, 5)),
        ("2027-12-31", date(2027, 12, 31)),
        ("ngày 31 tháng 12 năm 2027", date(2027, 12, 31)),
        ("đến hết ngày 1 tháng 2 năm 2028", date(2028, 2, 1)),
        ("den ngay 1 thang 2 nam 2028", date(2028, 2, 1)),
        ("12/2027", date(2027, 12, 31)),
        ("tháng 2 năm 2028", date(2028, 2, 29)),
        ("Hạn là 29/02/2028.", date(2028, 2, 29)),
    ],
)
def test_a_day_is_read(typed: str, day: date) -> None:
    assert read_day(typed) == day


@pytest.mark.parametrize(
    "typed",
    ["", "mai", "31/2/2027", "29/02/2027", "0/5/2027", "13/2027", "31/12", "31/12/1999", "1/1/9999",
     "12", "31/12/2027 hay 2028", "-1/1/2027", "00/2027", "3 năm"],
)  # fmt: skip
def test_what_is_no_day_is_none(typed: str) -> None:
    assert read_day(typed) is None
