"""What the buttons about officials' dates stand for: `dl:VERB:…`, every shape in one table."""

from __future__ import annotations

N = "[0-9]{1,9}"
SHAPES = {
    "menu": "",
    "new": "",
    "reach": ":[0-9]{1,2}",
    "kind": ":(?:round|earlier|other)",
    "urgent": ":(?:yes|no)",
    "put": "",
    "back": "",
    "open": f":{N}",
    "move": f":{N}",
    "moved": f":{N}:[0-9]{{8}}",
    "off": f":{N}",
    "gone": f":{N}",
    "silent": f"(?::{N})?",
    "plan": f"(?::{N})?",
    "ics": "",
}
SHAPE = "dl:(?:" + "|".join(verb + rest for verb, rest in SHAPES.items()) + ")"


def act(verb: str, *parts: str | int) -> str:
    """The action of a verb: at most 64 bytes of ASCII."""
    return ":".join(["dl", verb, *map(str, parts)])
