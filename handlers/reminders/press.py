"""Pressed buttons: those under a reminder (`rm:…`), and our own beside them (`lich:…`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.core.reminding import About, kind_of
from bot.core.turn import Reply, Turn
from handlers import fallback
from handlers.desk import Desk
from handlers.reminders import ahead, certificates, files, kinds, renewal, snooze


async def press(desk: Desk, turn: Turn) -> Reply:
    """Any "rm:…" button."""
    _, verb, *rest = turn.incoming.action.split(":")
    if verb == "ahead":
        return await ahead.lich(desk, turn)
    if verb == "stop":
        return await (kinds.off(desk, turn, rest[0]) if rest else kinds.which(desk, turn))
    if not _known(rest[0]):
        return fallback.stale(desk, turn)
    if verb == "snooze":
        return await snooze.asking(desk, turn, rest[0])
    if verb == "done":
        return await snooze.done(desk, turn, rest[0])
    return await _renewed(desk, turn, rest[0])


async def own(desk: Desk, turn: Turn) -> Reply:
    """Any "lich:…" button."""
    _, verb, *rest = turn.incoming.action.split(":")
    if verb in PLAIN:
        return await PLAIN[verb](desk, turn)
    if verb == "agree":
        return kinds.agree(desk, turn, rest[0])
    if verb == "off":
        return await kinds.off(desk, turn, rest[0])
    if verb == "on":
        return await kinds.on(desk, turn, rest[0])
    if not _known(rest[0]):
        return fallback.stale(desk, turn)
    if verb == "later":
        return await snooze.later(desk, turn, rest[0], int(rest[1]))
    return await snooze.pick(desk, turn, rest[0])


async def _renewed(desk: Desk, turn: Turn, what: str) -> Reply:
    if kind_of(what) is About.CERTIFICATE:
        return await certificates.of(desk, turn, what.split(".")[1])
    return await renewal.asking(desk, turn, what)


def _known(what: str) -> bool:
    """Whether it is the name of a thing at all: a forged one is a stale button."""
    try:
        kind_of(what)
    except ValueError:
        return False
    return True


PLAIN: dict[str, Callable[[Desk, Turn], Awaitable[Reply]]] = {
    "from": ahead.lich,
    "kinds": kinds.kinds,
    "ics": files.ics,
    "feed": files.feed,
    "feed_new": files.feed_new,
    "feed_end": files.feed_end,
}
