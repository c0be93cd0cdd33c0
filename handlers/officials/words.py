"""Offices, people and places of officials in words."""

from __future__ import annotations

from bot.core.clock import local_day as day_of
from bot.core.clock import show_weekday
from bot.core.reads.officials import Asked, Office, Official
from handlers.desk import Desk
from knowledge import places


def office_name(desk: Desk, office: Office) -> str:
    """ "cán bộ OCOP xã Nam Trực, tỉnh Ninh Bình", "quản trị"."""
    key = f"oc_role_{office.role}" if office.tinh else f"oc_role_{office.role}_all"
    return desk.text(key, place=place_name(office.tinh, office.xa))


def rights(desk: Desk, office: Office) -> str:
    """What the office may do: "soạn và gửi thông báo"."""
    return desk.text(f"oc_rights_{int(office.may_write)}{int(office.may_send)}")


def place_name(tinh: str, xa: str) -> str:
    """A place by its codes, "" for none or one that is no more."""
    code = xa or tinh
    return places.name(code) if places.exists(code) else ""


def who_asked(desk: Desk, asked: Asked) -> str:
    """Who left a question, as far as we know them: name, place, telephone, day."""
    known = (asked.name, place_name(asked.tinh, asked.xa), asked.phone)
    who = ", ".join(part for part in known if part) or desk.text("oc_somebody")
    return desk.text("oc_who_asked", who=who, day=show_weekday(day_of(asked.at)))


def official_name(desk: Desk, official: Official) -> str:
    """An official's name, or what stands for one who gave none."""
    return official.name or desk.text("oc_nameless")
