"""What these conversations share: the real routes over the real content."""

from __future__ import annotations

import pytest

from bot.app import Knowledge
from bot.core.turn import Reply, Turn
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
        assert isinstance(reply, Reply), f"{route} reads from the store"
        return route, reply

    return answered


@pytest.fixture
def chat(routes: Answer) -> Chat:
    """Somebody new, on a channel with buttons."""
    return Chat(routes)
