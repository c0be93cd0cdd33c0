"""tests/questions mirrors the content: for every entry some questions that its phrases never say.

They are asked all at once. What is measured in full stands in benchmarks/understanding.py; here
a change that makes people less understood, or more often answered wrongly, is caught.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.library import Knowledge
from knowledge.model import Entry, Library, Outcome

FOLDER = Path(__file__).parent / "questions"
DAY = date(2026, 11, 22)
STYLES = {"clean", "nodia", "typo", "teen", "dialect", "keyword", "long", "product"}
LEAST_RIGHT, MOST_WRONG = 0.80, 0.07  # well under what is reached: a floor, not a record


def bare(text: str) -> str:
    """The letters and digits without marks: what two spellings of one question share."""
    parted = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in parted if letter.isalnum())


def mirror(entry: Entry) -> list[dict[str, str]]:
    """The held-out questions of an entry."""
    path = FOLDER / entry.topic / f"{entry.id}.yaml"
    asked: list[dict[str, str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return asked


def current(library: Library) -> list[Entry]:
    """The entries with questions of their own."""
    return [e for e in library.entries.values() if not e.variant_of and e.status == "published"]


def test_every_entry_has_its_mirror_and_nothing_else(knowledge: Knowledge) -> None:
    wanted = {f"{e.topic}/{e.id}.yaml" for e in current(knowledge.library)}
    assert {str(p.relative_to(FOLDER)) for p in FOLDER.glob("*/*.yaml")} == wanted


def test_no_held_out_question_repeats_a_phrase(knowledge: Knowledge) -> None:
    phrases = {bare(p) for e in current(knowledge.library) for p in e.ask}
    repeated = [
        f"{entry.id}: {asked['q']}"
        for entry in current(knowledge.library)
        for asked in mirror(entry)
        if bare(asked["q"]) in phrases
    ]
    assert repeated == []


def test_there_are_enough_of_every_style(knowledge: Knowledge) -> None:
    styles = Counter(a["style"] for e in current(knowledge.library) for a in mirror(e))
    assert set(styles) == STYLES
    assert min(styles.values()) >= 50


@pytest.mark.timeout(300)
def test_people_are_understood(knowledge: Knowledge) -> None:
    verdicts: Counter[str] = Counter()
    for entry in current(knowledge.library):
        for asked in mirror(entry):
            part = knowledge.finder.find(asked["q"], DAY).parts[0]
            if part.outcome is not Outcome.ANSWER:
                verdicts["not answered"] += 1
                continue
            same = part.candidates[0].entry.topic == entry.topic
            verdicts["right" if same else "wrong"] += 1
    asked_in_all = verdicts.total()
    assert verdicts["right"] >= LEAST_RIGHT * asked_in_all, verdicts
    assert verdicts["wrong"] <= MOST_WRONG * asked_in_all, verdicts
