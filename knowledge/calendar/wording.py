"""What a reminder says: the thing, its date with the weekday, the days left, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from bot.core.clock import VIETNAM, show_day, show_weekday
from bot.core.message import Choice
from bot.core.reminding import DEADLINE, About
from bot.core.reminding_actions import act
from knowledge.calendar.series import closes
from knowledge.dossier.load import load_dossier
from knowledge.model import Library


class Told(NamedTuple):
    """One thing to be told of. `due` is its day, or its moment ("2027-03-05T08:00+07:00");
    `stage` is the stage's name, "moved.OLD-DAY.VERSION" or "off" for a change; `about` its own
    title."""

    what: str
    kind: str
    due: str
    stage: str
    about: str

    @property
    def day(self) -> date:
        """The day of it in Việt Nam."""
        return date.fromisoformat(self.due[:10])


def title(texts: Mapping[str, str], what: str, due: date, about: str) -> str:
    """The name of a thing as people read it."""
    head, middle, *rest = what.split(".")
    if head == About.WINDOW:
        return texts[f"rm_name_{middle[0]}"].format(round=middle[1:], year=rest[0])
    return texts[f"rm_name_{head}"].format(name=about or texts["rm_unnamed"], day=show_day(due))


def lines(library: Library, one: Told, today: date) -> list[str]:
    """The thing, its date, and what to do next."""
    texts = library.texts
    if one.stage.startswith("moved."):
        before = show_weekday(date.fromisoformat(one.stage.split(".")[1]))
        when = texts["rm_moved"].format(before=before, day=show_weekday(one.day))
        return [_title(texts, one, today), when, texts["rm_next_moved"]]
    if one.stage == "off":
        return [_title(texts, one, today), texts["rm_off"], texts["rm_next_off"]]
    when = _when(texts, one, today)
    return [_title(texts, one, today), *([when] if when else []), _next(library, one, today)]


def button(texts: Mapping[str, str], one: Told) -> Choice:
    """The one button to do it."""
    head, middle, *_ = one.what.split(".")
    action = {
        About.WINDOW: "as:menu",
        About.CERTIFICATE: f"cert:prepare:{middle}",
        About.PAPER: act("renew", one.what),
        About.TRAINING: f"training:open:{middle}",
        About.ASSESSMENT: f"as:go:{middle}",
    }.get(About(head) if head != DEADLINE else About.ANNOUNCEMENT, act("ahead"))
    return Choice(texts[f"button_rm_do_{head}"], action)


def is_change(stage: str) -> bool:
    """Whether it tells of a moved or cancelled date."""
    return stage == "off" or stage.startswith("moved.")


def _title(texts: Mapping[str, str], one: Told, today: date) -> str:
    if one.kind == About.CERTIFICATE and today > closes(one.day):
        name = one.about or texts["rm_unnamed"]
        return texts["rm_certificate_ends"].format(name=name, day=show_day(one.day))
    return title(texts, one.what, one.day, one.about)


def _when(texts: Mapping[str, str], one: Told, today: date) -> str:
    if one.kind == About.ASSESSMENT:
        return ""
    if one.kind == About.TRAINING:
        return _hour(texts, one, today)
    missed = one.kind == About.CERTIFICATE and today > closes(one.day)
    due = closes(one.day) if one.kind == About.CERTIFICATE and not missed else one.day
    left = (due - today).days
    key = "rm_ends" if missed or one.kind == About.PAPER else "rm_due"
    key += {0: "_today", 1: "_tomorrow"}.get(left, "")
    return texts[key].format(day=show_weekday(due), left=left)


def _hour(texts: Mapping[str, str], one: Told, today: date) -> str:
    moment = datetime.fromisoformat(one.due).astimezone(VIETNAM)
    key = {today: "rm_training_today", today + timedelta(days=1): "rm_training_tomorrow"}
    chosen = texts[key.get(moment.date(), "rm_training_at")]
    hour = f"{moment:%H} giờ {moment:%M}".replace(" giờ 00", " giờ").lstrip("0")
    return chosen.format(hour=hour, day=show_weekday(moment.date()))


def _next(library: Library, one: Told, today: date) -> str:
    texts, figures = library.texts, library.figures
    if one.kind == About.WINDOW:
        part = one.what.split(".")[1][0]
        return texts[f"rm_next_{part}"].format(commune_days=figures["commune_days"].text)
    if one.kind == About.CERTIFICATE:
        key, late = _certificate_key(one, today), figures["grace_days"].text
        return texts[key].format(ends=show_day(one.day), late_days=late)
    return texts[f"rm_next_{one.kind}"]


def _certificate_key(one: Told, today: date) -> str:
    if today > closes(one.day):
        return "rm_next_certificate_missed"
    opens = one.stage == str(load_dossier().again[0])
    return "rm_next_certificate_opens" if opens else "rm_next_certificate"
