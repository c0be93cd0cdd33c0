"""tests/questions mirrors the content: for every entry some questions that its phrases never say.

Beside them stand questions by strangers, who knew neither phrases nor answers, and messages that
are not ours. They are asked all at once. What is measured in full stands in
benchmarks/understanding.py; here a change that makes people less understood, or more often
answered wrongly, is caught.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from bot.library import Knowledge
from knowledge.model import Entry, Library, Outcome
from knowledge.search.held_out import HeldOut, foreign_questions, strangers
from knowledge.search.letters import plain

FOLDER = Path(__file__).parent / "questions"
DAY = date(2026, 11, 22)
STYLES = {"clean", "nodia", "typo", "teen", "dialect", "keyword", "long", "product"}
LEAST_RIGHT, MOST_WRONG = 0.80, 0.07  # well under what is reached: a floor, not a record
MARKS = 0.02  # of questions, that may be answered no more when they are typed without marks
MOST_LEAK = 0.12  # of foreign messages, most of them chosen to sound like ours


def bare(text: str) -> str:
    """The letters and digits without marks: what two spellings of one question share."""
    parted = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in parted if letter.isalnum())


def unmarked(text: str) -> str:
    """A text as a phone without marks types it."""
    return plain(text.replace("Đ", "D"))


def right(knowledge: Knowledge, held: HeldOut) -> bool:
    """Whether a question is answered, and from the topic it asks for."""
    part = knowledge.finder.find(held.text, DAY).parts[0]
    return part.outcome is Outcome.ANSWER and part.candidates[0].entry.topic in held.topics


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


def test_no_stranger_taught_us_their_question(knowledge: Knowledge) -> None:
    phrases = {bare(p) for e in current(knowledge.library) for p in e.ask}
    foreign = {bare(text) for texts in knowledge.library.outside.values() for text in texts}
    asked = [*strangers(FOLDER), *foreign_questions(FOLDER)]
    assert [held.text for held in asked if bare(held.text) in phrases | foreign] == []


def test_strangers_ask_for_topics_that_there_are(knowledge: Knowledge) -> None:
    known = {e.topic for e in current(knowledge.library)}
    asked = {topic for held in strangers(FOLDER) for topic in held.topics}
    assert asked <= known
    assert len(asked) > 60


@pytest.mark.timeout(300)
def test_strangers_are_understood(knowledge: Knowledge) -> None:
    right = wrong = 0
    asked = list(strangers(FOLDER))
    for held in asked:
        part = knowledge.finder.find(held.text, DAY).parts[0]
        if part.outcome is Outcome.ANSWER:
            right += part.candidates[0].entry.topic in held.topics
            wrong += part.candidates[0].entry.topic not in held.topics
    assert right >= LEAST_RIGHT * len(asked)
    assert wrong <= MOST_WRONG * len(asked)


@pytest.mark.timeout(300)
def test_who_types_without_marks_is_understood_as_well(knowledge: Knowledge) -> None:
    asked = [held for held in strangers(FOLDER) if held.text != unmarked(held.text)]
    marked, typed = (
        sum(right(knowledge, replace(held, text=change(held.text))) for held in asked)
        for change in (str, unmarked)
    )
    assert typed >= marked - MARKS * len(asked)


def test_strange_messages_are_not_answered(knowledge: Knowledge) -> None:
    asked = list(foreign_questions(FOLDER))
    found = [knowledge.finder.find(held.text, DAY) for held in asked]
    assert sum(f.outcome is Outcome.ANSWER for f in found) <= MOST_LEAK * len(asked)
