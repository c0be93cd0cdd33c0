"""The desk: what every handler has at hand, and the rows of buttons they share."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.choices import HOME
from bot.core.message import Choice, Outgoing
from bot.core.reads import Reads
from bot.core.turn import Reply
from knowledge.model import Finder, Library

NOTHING = Reads()


@dataclass(frozen=True)
class Desk:
    """The library, the search over it, whose office this is ("" when not set), what of the
    store may be read, and the public address of our web server ("" when there is none)."""

    library: Library
    finder: Finder
    office: str = ""
    contact: str = ""
    reads: Reads = NOTHING
    public: str = ""

    def text(self, key: str, **values: str) -> str:
        """A text of ours by its key, its gaps filled. Raises KeyError for an unknown key."""
        text = self.library.texts[key]
        return text.format(**values) if values else text

    def button(self, key: str, action: str) -> Choice:
        """A button with one of our texts."""
        return Choice(self.text(f"button_{key}"), action)

    def way_home(self) -> tuple[Choice, ...]:
        """The row that every screen ends with."""
        return (self.button("home", HOME), self.button("official", "official"))

    def menu(self) -> tuple[tuple[Choice, ...], ...]:
        """The main menu: big buttons, then the official."""
        return (
            (self.button("ask", "ask"), self.button("assess", "as:menu")),
            (
                self.button("deadlines", "page:deadlines"),
                self.button("trainings", "page:trainings"),
            ),
            (self.button("settings", "settings"), self.button("official", "official")),
        )

    def reply(self, key: str, **values: str) -> Reply:
        """One of our texts with the way home under it."""
        return Reply(messages=(Outgoing(self.text(key, **values), (self.way_home(),)),))
