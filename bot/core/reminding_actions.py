"""The buttons under a reminder, every shape in one table: `rm:VERB:…`.

They stand here, below jobs and handlers, because jobs show them and handlers answer them.
"""

from __future__ import annotations

from bot.core.reminding import WHAT

KIND = "(?:window|certificate|paper|training|assessment|announcement)"
SHAPES = {
    "ahead": "",  # what lies ahead, the same as /lich
    "snooze": f":{WHAT}",  # remind me later: asks when
    "done": f":{WHAT}",  # I have done it: ends the series
    "stop": f"(?::{KIND})?",  # no more of this kind; without a kind it asks which
    "renew": f":{WHAT}",  # a paper or certificate has a new last day
}
SHAPE = "rm:(?:" + "|".join(verb + rest for verb, rest in SHAPES.items()) + ")"


def act(verb: str, *parts: str) -> str:
    """The action of a verb: at most 64 bytes of ASCII."""
    return ":".join(["rm", verb, *parts])


def read(action: str) -> tuple[str, list[str]]:
    """The verb of an action and what comes after it."""
    _, verb, *rest = action.split(":")
    return verb, rest
