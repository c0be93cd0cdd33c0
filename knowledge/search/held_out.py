"""Held-out questions: what the search is measured and calibrated with, never taught."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

QUESTIONS = Path(__file__).parents[2] / "tests" / "questions"
LONG_STYLE, SEVERAL_STYLE = "long", "multi"


@dataclass(frozen=True, slots=True)
class HeldOut:
    """A question, the topics one of which it asks for (none when it is not ours), its style
    ("long" is a story, "multi" asks for all its topics), and whether a stranger asked it."""

    text: str
    topics: tuple[str, ...]
    style: str
    stranger: bool = False


def held_out(folder: Path = QUESTIONS) -> Iterator[HeldOut]:
    """All held-out questions that ask for one thing: mirrors, strangers' and foreign ones."""
    yield from mirror_questions(folder)
    yield from (asked for asked in strangers(folder) if asked.style != SEVERAL_STYLE)
    yield from foreign_questions(folder)


def mirror_questions(folder: Path = QUESTIONS) -> Iterator[HeldOut]:
    """Some questions for every entry, by who wrote the entries."""
    for path in sorted(folder.glob("*/*.yaml")):
        yield from _read(path, (path.parent.name,))


def strangers(folder: Path = QUESTIONS) -> Iterator[HeldOut]:
    """Questions by people who knew neither phrases nor answers."""
    return (replace(asked, stranger=True) for asked in _read(folder / "strangers.yaml"))


def foreign_questions(folder: Path = QUESTIONS) -> Iterator[HeldOut]:
    """Messages that are not ours."""
    return _read(folder / "outside.yaml")


def _read(path: Path, topics: tuple[str, ...] = ()) -> Iterator[HeldOut]:
    for item in yaml.safe_load(path.read_text(encoding="utf-8")) or ():
        yield HeldOut(str(item["q"]), tuple(item.get("topics", topics)), str(item["style"]))
