"""Turn and reply: what a handler is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.dialogue import Dialogue
from bot.core.effects import Effect
from bot.core.message import Choice, Incoming, Outgoing


@dataclass(frozen=True, slots=True)
class Person:
    """Who is talking, as far as we know: the number in our store and the facts they gave.

    A number of 0 is somebody who has not been written down yet. `tinh` and `xa` are the codes of
    their province and commune, "" while unknown.
    """

    number: int = 0
    file: Mapping[str, str] = field(default_factory=dict)
    name: str = ""
    tinh: str = ""
    xa: str = ""

    def recall(self, key: str) -> str:
        """A fact from the file, or an empty string."""
        return self.file.get(key, "")


@dataclass(frozen=True, slots=True)
class Turn:
    """One incoming message with all that a handler may know.

    `paused` are dialogues that wait to be taken up again, latest first.
    `number` names this turn (and the question in it) for buttons that come back later.
    `offered` are the choices shown last, where the channel has no buttons.
    """

    incoming: Incoming
    person: Person
    dialogue: Dialogue | None
    now: datetime
    number: int = 0
    paused: tuple[Dialogue, ...] = ()
    offered: tuple[Choice, ...] = ()

    def unfinished(self, name: str, subject: str = "") -> Dialogue | None:
        """The dialogue of this name and subject, open or paused; None when there is none."""
        known = (self.dialogue, *self.paused) if self.dialogue else self.paused
        return next((d for d in known if (d.name, d.subject) == (name, subject)), None)

    @property
    def text(self) -> str:
        """What the person wrote, cleaned of control characters and in NFC."""
        return self.incoming.text


@dataclass(frozen=True, slots=True)
class Reply:
    """What to say, what to do, and where the dialogue stands after.

    `dialogue` None leaves it as it was, unless the open one is closed (`ends`) or laid aside until
    it is taken up again (`pauses`).
    """

    messages: tuple[Outgoing, ...] = ()
    effects: tuple[Effect, ...] = ()
    dialogue: Dialogue | None = None
    ends: bool = False
    pauses: bool = False


Answer = Reply | Awaitable[Reply]
"""A reply, or (from a handler that has to read more than the turn) a promise of one."""

Handler = Callable[[Turn], Answer]


def say(text: str, *rows: tuple[Choice, ...]) -> Reply:
    """A reply of one message; each row is a tuple of choices."""
    return Reply(messages=(Outgoing(text, rows),))
