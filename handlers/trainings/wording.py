"""A training in words: when, where, how many seats."""

from __future__ import annotations

from datetime import datetime

from bot.core.clock import VIETNAM, local_day, show_weekday
from bot.core.reads.trainings import Training
from handlers.desk import Desk
from knowledge import places


def when(one: Training) -> str:
    """ "8h00–11h30, Thứ Ba 12/1/2027"."""
    return span(one.starts_at, one.ends_at)


def span(starts: datetime, ends: datetime) -> str:
    """From a moment to a moment of the same day in Việt Nam."""
    return f"{_hour(starts)}–{_hour(ends)}, {show_weekday(local_day(starts))}"


def card(desk: Desk, one: Training) -> str:
    """Everything somebody needs to come."""
    lines = [one.topic, when(one), one.place]
    if one.map:
        lines.append(one.map)
    lines.append(desk.text("tr_for", audience=audience(desk, one.tinh, one.xa, one.sets)))
    if one.state != "open":
        lines.append(desk.text("tr_off"))
    return "\n".join(lines)


def seats(desk: Desk, one: Training) -> str:
    """ "Còn 12/30 chỗ", or how many wait."""
    if one.free or not one.waiting:
        return desk.text("tr_free", free=str(one.free), seats=str(one.seats))
    return desk.text("tr_full", seats=str(one.seats), waiting=str(one.waiting))


def audience(desk: Desk, tinh: str, xa: str, sets: tuple[int, ...]) -> str:
    """Whom it is for: "xã Nam Trực, tỉnh Ninh Bình; bộ 9, 11"."""
    code = xa or tinh
    place = places.name(code) if places.exists(code) else desk.text("tr_everywhere")
    if not sets:
        return place
    return desk.text("tr_sets", place=place, sets=", ".join(map(str, sets)))


def _hour(moment: datetime) -> str:
    local = moment.astimezone(VIETNAM)
    return f"{local.hour}h{local.minute:02}"
