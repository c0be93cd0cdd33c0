"""Our own buttons beside those under a reminder: `lich:VERB:…`, every shape in one table."""

from __future__ import annotations

from bot.core.reminding import WHAT
from bot.core.reminding_actions import KIND

SHAPES = {
    "from": ":[0-9]{1,3}",  # what lies ahead, further on
    "later": f":{WHAT}:[1-9][0-9]?",  # snooze by so many days
    "pick": f":{WHAT}",  # snooze until a day that is typed
    "kinds": "",  # which kinds of reminder are on
    "off": f":(?:{KIND}|all)",
    "on": f":{KIND}",
    "agree": ":(?:yes|no)",  # to be reminded of an unfinished assessment
    "ics": "",
    "feed": "",
    "feed_new": "",
    "feed_end": "",
}
SHAPE = "lich:(?:" + "|".join(verb + rest for verb, rest in SHAPES.items()) + ")"


def act(verb: str, *parts: str) -> str:
    """The action of a verb: at most 64 bytes of ASCII."""
    return ":".join(["lich", verb, *parts])
