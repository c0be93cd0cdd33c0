"""Effects on a person's file, and the notes for those who curate."""

from __future__ import annotations

from dataclasses import dataclass

from bot.core.effects.base import Effect


@dataclass(frozen=True)
class Remember(Effect):
    """Put a fact into the person's file; an empty value takes it out."""

    key: str
    value: str


@dataclass(frozen=True)
class AskOfficial(Effect):
    """Hand a question to an official, with the person's address to answer to."""

    question: str


@dataclass(frozen=True)
class NoteQuestion(Effect):
    """Keep a question for curation, without a name: how it went and which entries it met."""

    text: str
    outcome: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True)
class NotePress(Effect):
    """Keep what was pressed after a question: `right`, `wrong`, `chose`, `official`, `more`."""

    question: int
    pressed: str
    entry: str = ""


@dataclass(frozen=True)
class Forget(Effect):
    """Erase the person: file, dialogues, addresses, waiting messages."""
