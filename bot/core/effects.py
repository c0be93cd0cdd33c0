"""Effects: what a handler wants done. It never does it itself; intake writes it all at once."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Remember:
    """Put a fact into the person's file; an empty value takes it out."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class AskOfficial:
    """Hand a question to an official, with the person's address to answer to."""

    question: str


@dataclass(frozen=True, slots=True)
class NoteQuestion:
    """Keep a question for curation, without a name: how it went and which entries it met."""

    text: str
    outcome: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotePress:
    """Keep what was pressed after a question: `right`, `wrong`, `chose`, `official`, `more`."""

    question: int
    pressed: str
    entry: str = ""


@dataclass(frozen=True, slots=True)
class Forget:
    """Erase the person: file, dialogues, addresses, waiting messages."""


Effect = Remember | AskOfficial | NoteQuestion | NotePress | Forget
