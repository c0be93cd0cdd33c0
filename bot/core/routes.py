"""Routes: which handler answers which turn, as one list that fits on a screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.core.message import Kind
from bot.core.turn import Answer, Handler, Turn

Match = Callable[[Turn], bool]


@dataclass(frozen=True, slots=True)
class Route:
    """A name for the log, a test on the turn, and the handler for it."""

    name: str
    matches: Match
    handler: Handler


def command(*names: str) -> Match:
    """Matches "/start", "/start abc", and plain words that mean the same ("trang chính")."""
    wanted = {name.casefold() for name in names}

    def matches(turn: Turn) -> bool:
        if turn.incoming.kind is not Kind.TEXT:
            return False
        words = turn.text.casefold().strip()
        head = words.split(maxsplit=1)[0].split("@")[0] if words.startswith("/") else words
        return head in wanted

    return matches


def pressed(prefix: str) -> Match:
    """Matches a button whose action is `prefix` or begins with `prefix:`."""

    def matches(turn: Turn) -> bool:
        action = turn.incoming.action
        is_press = turn.incoming.kind is Kind.PRESS
        return is_press and (action == prefix or action.startswith(prefix + ":"))

    return matches


def talking(name: str) -> Match:
    """Matches anything said while the dialogue of this name is open."""
    return lambda turn: turn.dialogue is not None and turn.dialogue.name == name


def kind(*kinds: Kind) -> Match:
    """Matches these kinds of incoming message."""
    return lambda turn: turn.incoming.kind in kinds


def dispatch(routes: Iterable[Route], turn: Turn) -> tuple[str, Answer]:
    """The first route that matches, by name, and its answer. The last route must match all."""
    for route in routes:
        if route.matches(turn):
            return route.name, route.handler(turn)
    raise LookupError("no route matches: the last one must match everything")
