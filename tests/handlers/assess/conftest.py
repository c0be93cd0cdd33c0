"""What these conversations share: the real routes over the real content."""

from __future__ import annotations

from collections.abc import Awaitable

import pytest

from bot.core.turn import Reply, Turn
from bot.library import Knowledge
from handlers.desk import Desk
from handlers.routes import answerer
from tests.handlers.assess.chat import Answer, Chat


@pytest.fixture(scope="session")
def routes(knowledge: Knowledge) -> Answer:
    """The routes of one desk."""
    answer = answerer(Desk(knowledge.library, knowledge.finder))

    def answered(turn: Turn) -> tuple[str, Reply]:
        """A plain function, so that a failing test does not print the whole content."""
        route, reply = answer(turn)
        return route, reply if isinstance(reply, Reply) else _at_once(reply)

    return answered


def _at_once(promise: Awaitable[Reply]) -> Reply:
    """What a handler answers that reads from a house where nothing is written down."""
    steps = promise.__await__()
    try:
        next(steps)
    except StopIteration as done:
        reply: Reply = done.value
        return reply
    raise AssertionError("it waits for something")


@pytest.fixture
def chat(routes: Answer) -> Chat:
    """Somebody new, on a channel with buttons."""
    return Chat(routes)
