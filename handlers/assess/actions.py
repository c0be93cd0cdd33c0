"""What the assessment's buttons stand for: "as:VERB:PRODUCT:…", every shape in one table.

A product is its number in hex, a question its official code or its condition's key, an answer
the points of a level: an old button means the same for ever, or is refused.
"""

from __future__ import annotations

PRODUCT = "[0-9a-f]{1,12}"
QUESTION = r"(?:[0-9]{1,2}(?:\.[0-9]{1,2}){0,2}|[a-z_]{3,32})"
ANSWER = "(?:[ab]?[0-9]{1,2}x?|ok|hit|unknown|skip)"
SET = "[0-9]{1,2}"
FILE = "(?:png|pdf|mau01|mau02)"

_AT = f":{PRODUCT}:{SET}:{QUESTION}"
SHAPES = {
    "menu": f"(?::{PRODUCT})?",
    "new": "(?::dossier|:story|:plan)?",
    "card": f":{PRODUCT}",
    "go": f":{PRODUCT}",
    "keep": f":{PRODUCT}",
    "name": f":{PRODUCT}",
    "drop": f":{PRODUCT}",
    "dropped": f":{PRODUCT}",
    "tree": f":{PRODUCT}(?::[a-z]{{4,10}})?",
    "group": f":{PRODUCT}:{SET}",
    "offer": f":{PRODUCT}:{SET}",
    "set": f":{PRODUCT}:{SET}",
    "quick": f":{PRODUCT}",
    "full": f":{PRODUCT}",
    "answer": f"{_AT}:{ANSWER}",
    "jump": _AT,
    "why": _AT,
    "back": _AT,
    "list": _AT,
    "case": f":{PRODUCT}:{SET}:[ab]",
    "recase": f":{PRODUCT}",
    "now": f":{PRODUCT}",
    "review": f":{PRODUCT}",
    "done": f":{PRODUCT}",
    "stop": f":{PRODUCT}",
    "copy": f":{PRODUCT}:{PRODUCT}",
    "behalf": f":{PRODUCT}",
    "consent": f":{PRODUCT}:(?:yes|no)",
    "file": f":{PRODUCT}:{FILE}",
    "past": f":{PRODUCT}",
    "reprint": f":{PRODUCT}:[0-9]:(?:png|pdf)",
    "share": f":{PRODUCT}",
    "shared": f":{PRODUCT}(?::files)?",
    "unshare": f":{PRODUCT}",
}
SHAPE = "as:(?:" + "|".join(verb + rest for verb, rest in SHAPES.items()) + ")"


def act(verb: str, *parts: str | int) -> str:
    """The action of a verb: at most 64 bytes of ASCII."""
    return ":".join(["as", verb, *map(str, parts)])


def read(action: str) -> tuple[str, list[str]]:
    """The verb of an action and what comes after it."""
    _, verb, *rest = action.split(":")
    return verb, rest
