"""Days as people write them: read, or doubted aloud, never guessed."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.calendar.reading import FARTHEST, Doubt, Why, read_day

TODAY = date(2026, 11, 22)  # a Sunday
APRIL = date(2027, 4, 30)


@pytest.mark.parametrize(
    "typed",
    [
        "30/4/2027", "30/04/2027", "30-4-2027", "30.4.2027", "30 / 4 / 2027", "30 4 2027",
        "2027-04-30", "2027/4/30", "30042027", "ngày 30 tháng 4 năm 2027",
        "ngay 30 thang 4 nam 2027", "30 thang 4 2027", "30 tháng tư năm 2027", "NGÀY 30/4/2027",
        "30/4 năm 2027", "hết hạn ngày 30/4/2027 nhé em", "Thứ Sáu 30/4/2027", "thu 6, 30/4/2027",
        "cuối tháng 4/2027", "cuoi thang 4 nam 2027", "hết tháng 4/2027", "30/4/2027 dương lịch",
        "Quyết định số 26/2026 ngày 30/4/2027", "３０/４/２０２７", "30/4/2027, 30-4-2027",
        unicodedata.normalize("NFD", "ngày 30 tháng tư năm 2027"), "30/4/2027 (hai năm nữa)",
        "8h30 ngày 30/4/2027", "30/4/2027 8h", "30/4/2027 hết hạn",
    ],
)  # fmt: skip
def test_a_day_is_read(typed: str) -> None:
    assert read_day(typed, TODAY) == APRIL


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("mai", date(2026, 11, 23)), ("ngày mai", date(2026, 11, 23)),
        ("3 ngày nữa", date(2026, 11, 25)), ("sau 3 ngay", date(2026, 11, 25)),
        ("tuần sau", date(2026, 11, 29)), ("2 tuần nữa nhé", date(2026, 12, 6)),
        ("thứ sáu", date(2026, 11, 27)), ("thu 6", date(2026, 11, 27)),
        ("chủ nhật", date(2026, 11, 29)), ("cn", date(2026, 11, 29)),
        ("thứ hai tuần sau", date(2026, 11, 23)), ("hôm nay", TODAY),
        ("ngày kia", date(2026, 11, 24)),
        ("cuối năm 2027", date(2027, 12, 31)), ("29/2/2028", date(2028, 2, 29)),
        ("cuối tháng hai năm 2028", date(2028, 2, 29)),
        ("1 tháng mười hai 2027", date(2027, 12, 1)),
        ("5 tháng năm năm 2027", date(2027, 5, 5)),
    ],
)  # fmt: skip
def test_other_ways_to_say_a_day(typed: str, day: date) -> None:
    assert read_day(typed, TODAY) == day


@pytest.mark.parametrize(
    ("typed", "why", "meant"),
    [
        ("31/02/2027", Why.NOT_REAL, None), ("29/2/2027", Why.NOT_REAL, None),
        ("0/4/2027", Why.NOT_REAL, None), ("45/4/2027", Why.NOT_REAL, None),
        ("30/13/2027", Why.NOT_REAL, None), ("31/4", Why.NOT_REAL, None),
        ("30-4-27", Why.SHORT_YEAR, APRIL), ("30/4/27", Why.SHORT_YEAR, APRIL),
        ("30 tháng 4 năm 27", Why.SHORT_YEAR, APRIL), ("30/4", Why.NO_YEAR, APRIL),
        ("ngày 30 tháng 4", Why.NO_YEAR, APRIL), ("cuối tháng 4", Why.NO_YEAR, APRIL),
        ("tháng 4/2027", Why.MONTH_ONLY, APRIL), ("4/2027", Why.MONTH_ONLY, APRIL),
        ("đầu tháng 4/2027", Why.MONTH_ONLY, date(2027, 4, 1)),
        ("giữa tháng 4 năm 2027", Why.MONTH_ONLY, date(2027, 4, 15)),
        ("4/30/2027", Why.SWAPPED, APRIL), ("thứ hai 30/4/2027", Why.WEEKDAY, APRIL),
        ("mùng 5 tháng giêng âm", Why.LUNAR, None), ("mung 5 thang gieng", Why.LUNAR, None),
        ("rằm tháng 7", Why.LUNAR, None), ("15/8/2027 âm lịch", Why.LUNAR, None),
        ("20 tháng chạp năm 2027", Why.LUNAR, None), ("30 Tết", Why.NO_DAY, None),
        ("mùng 2 tháng 9 năm 2027", Why.LUNAR, date(2027, 9, 2)),
        ("10/3/2027 năm Đinh Mùi", Why.LUNAR, date(2027, 3, 10)),
        ("30/4/2027 hay 30/5/2027", Why.SEVERAL, None),
        ("từ 1/2/2027 đến 3/2/2027", Why.SEVERAL, None),
        ("30/4/2067", Why.LATE, date(2067, 4, 30)), ("30/4/9999", Why.LATE, date(9999, 4, 30)),
        ("", Why.NO_DAY, None), ("em không nhớ", Why.NO_DAY, None), ("2027", Why.NO_DAY, None),
        ("0912 345 678", Why.NO_DAY, None), ("12.500.000", Why.NO_DAY, None),
        ("😀", Why.NO_DAY, None),
    ],
)  # fmt: skip
def test_what_is_not_certain_is_doubted(typed: str, why: Why, meant: date | None) -> None:
    assert read_day(typed, TODAY) == Doubt(why, meant)


def test_bounds_are_what_is_said_first() -> None:
    assert read_day("30/4/2020", TODAY, first=TODAY) == Doubt(Why.EARLY, date(2020, 4, 30))
    assert read_day("30/4/20", TODAY, first=TODAY) == Doubt(Why.EARLY, date(2020, 4, 30))
    assert read_day("30/4", TODAY, last=TODAY) == Doubt(Why.NO_YEAR, date(2026, 4, 30))
    assert read_day("hôm qua", TODAY, first=TODAY) == Doubt(Why.EARLY, date(2026, 11, 21))


MANY = st.dates(date(2000, 1, 1), TODAY + FARTHEST)
WAYS = (
    "{d}/{m}/{y}", "{d:02}/{m:02}/{y}", "{d}-{m}-{y}", "{d}.{m}.{y}", "{y}-{m:02}-{d:02}",
    "{d:02}{m:02}{y}", "ngày {d} tháng {m} năm {y}", "ngay {d} thang {m} nam {y}",
    "{d} thang {m} {y}",    "cấp ngày {d}/{m}/{y} ạ", "{d} / {m} / {y}",
)  # fmt: skip


@given(MANY, st.sampled_from(WAYS), st.booleans())
def test_every_day_comes_back_from_every_way_of_writing(day: date, way: str, apart: bool) -> None:
    typed = way.format(d=day.day, m=day.month, y=day.year)
    typed = unicodedata.normalize("NFD", typed) if apart else typed
    assert read_day(typed, TODAY) == day


@given(MANY.filter(lambda day: day.year < 2050))
def test_a_short_year_is_always_asked_back(day: date) -> None:
    typed = f"{day.day}/{day.month}/{day.year % 100:02}"
    assert read_day(typed, TODAY) == Doubt(Why.SHORT_YEAR, day)


ALPHABET = st.sampled_from(
    [*"0123456789/.-, ", "ngày ", "tháng ", "năm ", "cuối ", "mùng ", "thứ "]
)


@given(st.one_of(st.text(), st.lists(ALPHABET, max_size=14).map("".join)), MANY)
def test_any_text_is_a_day_within_the_bounds_or_a_doubt(text: str, today: date) -> None:
    first, last = today - timedelta(days=400), today + timedelta(days=400)
    read = read_day(text, today, first, last)
    if isinstance(read, date):
        assert first <= read <= last
    elif read.meant is not None and read.why not in (Why.EARLY, Why.LATE):
        assert first <= read.meant <= last
