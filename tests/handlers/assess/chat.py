"""A person talking to the real routes, with dialogues kept in memory as the store keeps them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from bot.core.choices import as_press
from bot.core.dialogue import Dialogue
from bot.core.effects import DropProduct, Effect
from bot.core.message import Choice, Incoming, Kind, Outgoing
from bot.core.turn import Person, Reply, Turn

NOON = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
Answer = Callable[[Turn], tuple[str, Reply]]


@dataclass
class Chat:
    """One person; `buttons` False is a channel where a typed number stands for a button."""

    answer: Answer
    buttons: bool = True
    now: datetime = NOON
    open: Dialogue | None = None
    paused: list[Dialogue] = field(default_factory=list)
    shown: list[Outgoing] = field(default_factory=list)
    offered: tuple[Choice, ...] = ()
    effects: list[Effect] = field(default_factory=list)
    route: str = ""
    turns: int = 0xA000

    def says(self, text: str) -> str:
        """They write; all that is said back."""
        incoming = Incoming("fake", "an", str(self.turns), Kind.TEXT, text=text, name="An")
        return self._given(incoming if self.buttons else as_press(incoming, self.offered))

    def presses(self, label: str) -> str:
        """They press a button of the last messages by its label (or how it begins)."""
        found = [c for m in self.shown for c in m.choices() if c.label == label]
        found += [c for m in self.shown for c in m.choices() if c.label.startswith(label)]
        assert found, f"no button {label!r} in {self.labels()}"
        return self.does(found[0].action)

    def does(self, action: str) -> str:
        """A press with this action, real, old or forged."""
        return self._given(
            Incoming("fake", "an", str(self.turns), Kind.PRESS, action=action, name="An")
        )

    def numbers(self, label: str) -> str:
        """On a channel without buttons: the number that stands beside this label."""
        numbered = [c for c in self.offered if c.action != "home"]
        return self.says(str([c.label for c in numbered].index(label) + 1))

    def labels(self) -> list[str]:
        """The buttons of what was shown last."""
        return [c.label for m in self.shown for c in m.choices()]

    def dialogue(self, name: str = "assess") -> Dialogue:
        """The open or latest paused dialogue of a name."""
        known = [self.open, *self.paused] if self.open else self.paused
        return next(d for d in known if d.name == name)

    def _given(self, incoming: Incoming) -> str:
        self.turns += 1
        turn = Turn(incoming, Person(), self.open, self.now, self.turns, tuple(self.paused))
        self.route, reply = self.answer(turn)
        self._keep(reply)
        self.effects += reply.effects
        self.shown = list(reply.messages)
        offered = [m.choices() for m in reply.messages if m.rows]
        self.offered = offered[-1] if offered else self.offered
        for message in reply.messages:
            self._looks_right(message)
        return "\n---\n".join(m.text for m in reply.messages)

    def _keep(self, reply: Reply) -> None:
        """As store/turns.py does: one open dialogue, the others wait, latest first."""
        if reply.dialogue is not None:
            kept = replace(reply.dialogue, revision=reply.dialogue.revision + 1)
            others = [d for d in [self.open, *self.paused] if d is not None]
            same = (kept.name, kept.subject)
            self.paused = [d for d in others if (d.name, d.subject) != same]
            self.open = kept
        elif reply.ends or reply.pauses:
            self.paused = [*([self.open] if reply.pauses and self.open else []), *self.paused]
            self.open = None
        for dropped in [e.subject for e in reply.effects if isinstance(e, DropProduct)]:
            self.paused = [d for d in self.paused if d.subject != dropped]

    def _looks_right(self, message: Outgoing) -> None:
        """What holds for every message: it fits a screen, and its actions fit a button."""
        assert len(message.text) <= 600, message.text
        for choice in message.choices():
            assert choice.action.isascii() and len(choice.action) <= 64, choice.action
            assert 0 < len(choice.label) <= 60, choice.label
