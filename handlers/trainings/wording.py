"""A training in words: when, where, how many seats."""

from __future__ import annotations

from bot.core.reads.trainings import Training
from handlers.desk import Desk
from knowledge import places
from knowledge.calendar.hours import show_span


def when(one: Training) -> str:
    """ "8h00–11h30, Thứ Ba 12/1/2027"."""
    return show_span(one.starts_at, one.ends_at)


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
