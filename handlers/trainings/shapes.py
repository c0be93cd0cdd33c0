"""What the buttons about trainings stand for: `training:VERB:…`, every shape in one table."""

from __future__ import annotations

N = "[0-9]{1,9}"
SHAPES = {
    "list": f"(?::{N})?",
    "open": f":{N}",
    "join": f":{N}",
    "leave": f":{N}",
    "left": f":{N}",
    "name": f":{N}",
    "rate": f":{N}:(?:useful|clear):[123]",
}
OFFICE_SHAPES = {
    "new": "",  # an official begins to announce one
    "step": ":(?:skip|whole|yes|back)",
    "reach": ":[0-9]{1,2}",
    "own": f"(?::{N})?",
    "office": f":{N}",
    "paper": f":{N}",
    "came": f":{N}(?::{N})?",  # who came, from a place in the list on
    "mark": f":{N}:{N}:{N}",  # one of them came, and the place in the list
    "rest": f":{N}:(?:yes|no)",  # all the others
    "change": f":{N}:(?:when|place|seats|materials)",
    "cancel": f":{N}",
    "cancelled": f":{N}",
    "ratings": f":{N}",
}
SHAPE = "training:(?:" + "|".join(verb + rest for verb, rest in SHAPES.items()) + ")"
OFFICE = "training:(?:" + "|".join(verb + rest for verb, rest in OFFICE_SHAPES.items()) + ")"


def act(verb: str, *parts: str | int) -> str:
    """The action of a verb: at most 64 bytes of ASCII."""
    return ":".join(["training", verb, *map(str, parts)])


def read(action: str) -> tuple[str, list[int]]:
    """The verb of an action and the numbers after it (words are left out)."""
    _, verb, *rest = action.split(":")
    return verb, [int(part) for part in rest if part.isdecimal()]
