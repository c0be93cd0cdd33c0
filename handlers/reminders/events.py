"""What lies ahead, as a calendar holds it: the same for the file and for the private address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from bot.core.reads.trainings import Training
from bot.core.reminding import training as name_of
from knowledge.calendar.ahead import Coming


def calendar(
    texts: Mapping[str, str], coming: Iterable[Coming], trainings: Iterable[Training], today: date
) -> dict[str, Any]:
    """What `papers.make("ics", …)` takes (papers/model.py, IcsData)."""
    days = [_day(texts, one) for one in coming if not one.done]
    hours = [_lesson(one) for one in trainings if one.mine in ("seat", "waiting")]
    return {
        "made_on": today.isoformat(),
        "title": texts["lich_calendar"],
        "events": [*days, *hours],
    }


def _day(texts: Mapping[str, str], one: Coming) -> dict[str, Any]:
    about = texts["lich_event"] if one.sure else texts["lich_event_ours"]
    return {"uid": one.what, "title": one.title, "day": one.due.isoformat(), "about": about}


def _lesson(one: Training) -> dict[str, Any]:
    event: dict[str, Any] = {
        "uid": name_of(one.number),
        "title": one.topic,
        "starts": one.starts_at.isoformat(),
        "ends": one.ends_at.isoformat(),
        "place": one.place,
        "url": one.map,
        "version": one.version,
    }
    return {key: value for key, value in event.items() if value}
