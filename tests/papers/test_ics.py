"""Calendar files, read back by a library that did not write them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from papers import BadPaper, make
from tests.papers.people import CALENDAR


def events(data: dict[str, Any]) -> list[Any]:
    text = make("ics", data).data.decode("utf-8")
    return list(vobject.readOne(text).contents.get("vevent", []))


def test_a_day_is_a_whole_day_that_takes_no_time() -> None:
    deadline = events(CALENDAR)[0]
    assert deadline.dtstart.value == date(2027, 4, 29)
    assert deadline.dtend.value == date(2027, 4, 30)
    assert deadline.transp.value == "TRANSPARENT"
    assert deadline.summary.value == "Hạn xã gửi tỉnh, đợt 1 năm 2027"
    assert deadline.description.value == CALENDAR["events"][0]["about"]
    assert deadline.uid.value == "window:2027-1@tro-ly-ocop"


def test_a_lesson_has_its_hours_its_place_and_an_alarm() -> None:
    lesson = events(CALENDAR)[1]
    assert lesson.dtstart.value == datetime(2027, 1, 12, 1, tzinfo=UTC)
    assert lesson.dtend.value == datetime(2027, 1, 12, 4, 30, tzinfo=UTC)
    assert lesson.location.value == "Nhà văn hóa xã Tân Hòa"
    assert lesson.url.value == "https://maps.app.goo.gl/abc?x=1;y=2,3"
    assert lesson.sequence.value == "2"
    assert lesson.valarm.trigger.value == timedelta(days=-1)


def test_lines_are_short_and_end_as_the_standard_wants() -> None:
    lines = make("ics", CALENDAR).data.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in b"".join(lines)


def test_what_was_cancelled_is_said_to_be() -> None:
    row = {**CALENDAR["events"][0], "cancelled": True, "version": 3}
    (gone,) = events({"made_on": "2026-11-22", "events": [row]})
    assert gone.status.value == "CANCELLED"
    assert "valarm" not in gone.contents


def test_a_lesson_without_an_end_lasts_two_hours() -> None:
    row = {"uid": "a", "title": "b", "starts": "2027-01-12T08:00:00+07:00"}
    (lesson,) = events({"made_on": "2026-11-22", "events": [row]})
    assert lesson.dtend.value - lesson.dtstart.value == timedelta(hours=2)


def test_an_empty_calendar_is_one() -> None:
    assert events({"made_on": "2026-11-22", "events": []}) == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (7, "danh sách các bảng"),
        ({"title": "b", "day": "2027-01-01"}, "`uid` và `title`"),
        ({"uid": "a", "title": "b"}, "`day` hoặc `starts`"),
        ({"uid": "a", "title": "b", "starts": "2027-01-12T08:00:00"}, "có múi giờ"),
        ({"uid": "a", "title": "b", "starts": "mai"}, "có múi giờ"),
        ({"uid": "a", "title": "b", "day": "31/2"}, "`day` phải là ngày"),
    ],
)
def test_wrong_data_is_told(row: Any, says: str) -> None:
    with pytest.raises(BadPaper, match=says):
        make("ics", {"made_on": "2026-11-22", "events": [row]})


WORDS = st.text(min_size=1).filter(lambda words: " ".join(words.split()).isprintable())


@given(
    WORDS.filter(lambda words: bool(words.strip())),
    st.text(),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_any_words_come_back(title: str, about: str, day: date) -> None:
    from papers.letters import clean

    row = {"uid": "a", "title": title, "about": about, "day": day.isoformat()}
    if not " ".join(clean(title).split()):
        return
    (event,) = events({"made_on": "2026-11-22", "events": [row]})
    assert event.dtstart.value == day
    assert event.summary.value == " ".join(clean(title).split())[:300]
    told = event.contents.get("description")
    assert (told[0].value if told else "") == clean(about)
