"""An outline of the business plan: the sections, each with what the producer said of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.dossier.load import load_dossier
from knowledge.dossier.model import Dossier, Question
from knowledge.dossier.story import tidy


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the outline; `said` is "" when nothing was said of it."""

    question: Question
    said: str


def outline(answers: Mapping[str, str], dossier: Dossier | None = None) -> tuple[Section, ...]:
    """Every section in order, filled with the answers by section id."""
    known = dossier or load_dossier()
    return tuple(Section(one, tidy(answers.get(one.id, ""))) for one in known.sections)
