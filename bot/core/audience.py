"""Whom an announcement is for: plain rules, which the store turns into people."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.core.reads.officials import Office

EVERYWHERE = "*"
FIELDS = (
    "reach",  # what its author may reach at all: "*", "36" (province), "36:13669" (commune)
    "place",  # chosen: "36" or "36:13669"
    "set",  # a product of this criteria set
    "star",  # a product that has so many stars now; "0" none
    "ready",  # a product that is "", started, stuck or ready
    "expires",  # a certificate that ends within so many days
    "training",  # attended this training
    "since",  # known to us since this moment, in milliseconds
    "channel",  # reached on this channel
    "got",  # got this announcement
    "unread",  # got it and did not press "Đã đọc"
    "no_place", "no_set", "no_star", "no_ready", "no_training", "no_got",  # left out
)  # fmt: skip


@dataclass(frozen=True)
class Audience:
    """Rules of the same field are alternatives, different fields must all hold.

    Those on products must hold for one and the same product. Without any "reach" it is nobody.
    """

    rules: tuple[tuple[str, str], ...] = ()

    @classmethod
    def within(cls, offices: Iterable[Office]) -> Audience:
        """Everybody these offices reach, and nobody else ever."""
        reach = (("reach", place_of(office)) for office in offices)
        return cls(tuple(dict.fromkeys(reach)))

    @classmethod
    def from_json(cls, text: str) -> Audience:
        """What `to_json` wrote. Raises ValueError for a field nobody knows."""
        rules = tuple((str(field), str(value)) for field, value in json.loads(text))
        if unknown := {field for field, _ in rules} - set(FIELDS):
            raise ValueError(f"unknown fields: {sorted(unknown)}")
        return cls(rules)

    def to_json(self) -> str:
        """The rules as JSON: [[field, value], …]."""
        return json.dumps([list(rule) for rule in self.rules], ensure_ascii=False)

    def of(self, field: str) -> tuple[str, ...]:
        """The values of one field."""
        return tuple(value for name, value in self.rules if name == field)

    def having(self, field: str, *values: str) -> Audience:
        """With these values in place of what the field had; none takes it away."""
        kept = tuple(rule for rule in self.rules if rule[0] != field)
        return Audience(kept + tuple((field, value) for value in dict.fromkeys(values)))

    def toggled(self, field: str, value: str) -> Audience:
        """With the value, or without it if it was there."""
        if (field, value) in self.rules:
            return Audience(tuple(rule for rule in self.rules if rule != (field, value)))
        return Audience((*self.rules, (field, value)))

    def places(self) -> tuple[str, ...]:
        """Where it can reach people: the chosen places, else all that may be reached."""
        return self.of("place") or self.of("reach")

    def covered_by(self, offices: Iterable[Office]) -> bool:
        """Whether every place of it is theirs to look after."""
        known = tuple(offices)
        return all(any(covers(o, place) for o in known) for place in self.places())

    def at_home_of(self, offices: Iterable[Office]) -> bool:
        """Whether it stays within communes whose own officials these are."""
        home = {place_of(office) for office in offices if office.xa}
        return bool(self.places()) and set(self.places()) <= home


def place_of(office: Office) -> str:
    """The place of an office as audiences write it."""
    if not office.tinh:
        return EVERYWHERE
    return f"{office.tinh}:{office.xa}" if office.xa else office.tinh


def covers(office: Office, place: str) -> bool:
    """Whether all of a place lies within an office's reach."""
    return place_of(office) in (EVERYWHERE, place, place.partition(":")[0])
