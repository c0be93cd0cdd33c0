"""After an entry that was pressed in the middle of ours: the road goes on with one line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.core.message import Outgoing
from bot.core.turn import Reply, Turn
from handlers import dossier, story
from handlers.assess import beside
from handlers.assess.aside import then_on
from handlers.assess.onward import screen
from handlers.assess.paperwork import DOSSIER
from handlers.assess.product import current
from handlers.assess.rest import is_ours
from handlers.assess.where import place
from handlers.desk import Desk

Handle = Callable[[Desk, Turn], Reply]


def going_on(handle: Handle) -> Handle:
    """The same handler, followed by the place where our open dialogue stands."""

    def handled(desk: Desk, turn: Turn) -> Reply:
        reply = handle(desk, turn)
        here = _here(desk, turn) if is_ours(turn) else ()
        return then_on(desk, turn, reply, here) if here else reply

    return handled


def _here(desk: Desk, turn: Turn) -> Sequence[Outgoing]:
    if (product := current(turn)) is not None:
        return () if place(product).stage == "result" else screen(desk, turn, product)
    of_papers = turn.dialogue is not None and turn.dialogue.name == DOSSIER
    return beside.here(desk, turn, dossier.screen if of_papers else story.screen)
