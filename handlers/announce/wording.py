"""An announcement as it is sent, and its audience and times in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from bot.core.audience import EVERYWHERE, FIELDS, Audience
from bot.core.clock import VIETNAM, show_weekday
from bot.core.held import held
from bot.core.message import Choice, Outgoing, Rows
from handlers.announce.actions import act
from handlers.announce.draft import Draft
from handlers.desk import Desk
from knowledge import places
from knowledge.criteria.load import load_criteria

SHOWN = 4  # values of one field that are named; the rest is counted


def message(desk: Desk, draft: Draft, office: str, channel: str) -> Outgoing:
    """As it is sent where there are buttons. `channel` holds the file for us."""
    text = desk.text("an_signed", text=draft.text, office=office)
    file = draft.file
    if file is not None and not file.ref.startswith("/"):
        file = replace(file, ref=held(channel, file.ref, ""))
    return Outgoing(text, _rows(desk, draft), file)


def plain(desk: Desk, draft: Draft, office: str, channel: str) -> Outgoing:
    """As it is sent where there are none: what the buttons do is said in words."""
    whole = message(desk, draft, office, channel)
    label, address = draft.link
    lines = [f"{label}: {address}"] if address else []
    lines += [desk.text("an_plain_read")] if draft.told("read") else []
    lines += [desk.text("an_plain_join")] if draft.told("join") else []
    return replace(whole, text="\n".join([whole.text, *lines]), rows=())


def _rows(desk: Desk, draft: Draft) -> Rows:
    label, address = draft.link
    rows: list[tuple[Choice, ...]] = []
    if draft.told("read"):
        rows.append((desk.button("an_read", act("read", draft.id)),))
    if draft.told("join"):
        rows.append((desk.button("an_join", f"training:join:{draft.told('join')}"),))
    if address:
        rows.append((Choice(label, address),))
    return tuple(rows)


def audience_lines(desk: Desk, audience: Audience) -> list[str]:
    """For whom it is, a line a field."""
    lines = [desk.text("an_for_place", values=_named(desk, "place", audience.places()))]
    for field in (one for one in FIELDS if one not in ("reach", "place")):
        if values := audience.of(field):
            lines.append(desk.text(f"an_for_{field}", values=_named(desk, field, values)))
    return lines


def _named(desk: Desk, field: str, values: Iterable[str]) -> str:
    named = [value_name(desk, field.removeprefix("no_"), value) for value in values]
    shown = ", ".join(named[:SHOWN])
    more = len(named) - SHOWN
    return shown if more <= 0 else desk.text("an_and_more", shown=shown, more=str(more))


def value_name(desk: Desk, field: str, value: str) -> str:
    """One value of a field as people read it."""
    if field == "place":
        return place_name(desk, value)
    if field == "set":
        one = load_criteria().sets.get(int(value))
        return f"{value}. {one.name}" if one else value
    if field == "star":
        return desk.text("an_star", star=value) if value != "0" else desk.text("an_star_none")
    if field == "ready":
        return desk.text(f"an_ready_{value or 'none'}")
    if field == "since":
        return show_weekday(
            datetime.fromtimestamp(int(value) / 1000, UTC).astimezone(VIETNAM).date()
        )
    return value


def place_name(desk: Desk, place: str) -> str:
    """ "xã Nam Trực, tỉnh Ninh Bình", "tỉnh Ninh Bình", "cả nước"."""
    if place == EVERYWHERE:
        return desk.text("an_everywhere")
    code = place.rpartition(":")[2]
    return places.name(code) if places.exists(code) else code


def moment_name(moment: datetime) -> str:
    """ "7:00, Thứ Hai 30/11/2026" in Việt Nam."""
    local = moment.astimezone(VIETNAM)
    return f"{local.hour}:{local.minute:02d}, {show_weekday(local.date())}"


def times(desk: Desk, draft: Draft) -> str:
    """When it goes, how often, and until when."""
    starts, expires = draft.starts, draft.expires
    said = [desk.text("an_at", moment=moment_name(starts)) if starts else desk.text("an_at_once")]
    if repeats := draft.told("repeats"):
        said.append(desk.text(f"an_repeats_{repeats}"))
    if expires:
        said.append(desk.text("an_until", moment=moment_name(expires)))
    return ". ".join(said)


def number(many: int) -> str:
    """12.345, as people write it here."""
    return f"{many:,}".replace(",", ".")
