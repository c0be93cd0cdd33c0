"""A calendar file: what lies ahead, for the calendar of any phone (RFC 5545)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event

from papers import read
from papers.model import BadPaper, Made

MIME = "text/calendar"
MAKER = "-//Tro ly OCOP//Lich OCOP//VI"
HOURS = timedelta(hours=2)  # how long a lesson is when nobody said
FRESH = timedelta(hours=6)  # how often a phone should look again


def ics(data: Mapping[str, Any]) -> Made:
    """The calendar; see IcsData. The same data gives the same bytes."""
    made_on = read.made_on(data)
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", read.text(data, "title") or "Lịch OCOP")
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    calendar.add("refresh-interval", FRESH, parameters={"VALUE": "DURATION"})
    stamp = datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC)
    for row in read.items(data, "events"):
        calendar.add_component(_event(row, stamp))
    return Made(calendar.to_ical(), "lich-ocop.ics", MIME)


def _event(row: Any, stamp: datetime) -> Event:
    if not isinstance(row, Mapping):
        raise BadPaper("`events` phải là danh sách các bảng.")
    uid, title = read.text(row, "uid"), read.text(row, "title")
    if not uid or not title:
        raise BadPaper("Việc trong lịch phải có `uid` và `title`.")
    event = Event()
    event.add("uid", f"{uid}@tro-ly-ocop")
    event.add("dtstamp", stamp)
    event.add("summary", title)
    event.add("sequence", int(row.get("version") or 0))
    _when(event, row)
    for name, field in (("description", "about"), ("location", "place"), ("url", "url")):
        if words := read.block(row, field):
            event.add(name, words)
    if row.get("cancelled"):
        event.add("status", "CANCELLED")
    else:
        event.add_component(_alarm(title))
    return event


def _when(event: Event, row: Mapping[str, Any]) -> None:
    """A whole day (it takes nobody's time), or from a moment to a moment."""
    day = read.day(row, "day")
    if day is not None:
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        return
    starts = _moment(row, "starts")
    if starts is None:
        raise BadPaper("Việc trong lịch phải có `day` hoặc `starts`.")
    ends = _moment(row, "ends")
    event.add("dtstart", starts)
    event.add("dtend", ends if ends and ends > starts else starts + HOURS)


def _moment(row: Mapping[str, Any], name: str) -> datetime | None:
    """A moment with its zone, as UTC; None when it is left out."""
    value = row.get(name)
    if value is None or value == "":
        return None
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        moment = None
    if moment is None or moment.tzinfo is None:
        raise BadPaper(f"`{name}` phải là thời điểm có múi giờ, dạng 2026-11-22T08:00:00+07:00.")
    return moment.astimezone(UTC)


def _alarm(title: str) -> Alarm:
    """The phone's own reminder, a day before: it works without us."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", timedelta(days=-1))
    return alarm
