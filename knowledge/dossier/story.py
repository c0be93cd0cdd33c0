"""A product story from seven short answers: only what was said, well arranged.

Nothing is added but words that join. `checks` says which story criteria the draft would meet;
what only a reader can judge (does it move people?) is never counted.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from knowledge.criteria.model import CriteriaSet, Criterion
from knowledge.dossier.load import load_dossier
from knowledge.dossier.model import Dossier, Length

ONE_PAGE_WORDS = 500
ROOTS = ("origin", "people", "place")
CORE = ("origin", "people", "differs")
FAMILIES = ("story", "story_structure", "story_identity", "tour_story", "tour_story_place")
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")
_MARKS = ".!?…:;,"
_BULLETS = "-–•*+ "


@dataclass(frozen=True, slots=True)
class Draft:
    """A story of one length, paragraph by paragraph."""

    id: str
    name: str
    use: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """The whole story, paragraphs apart."""
        return "\n\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class StoryCheck:
    """A story criterion: the points the draft would have at least, and what is missing."""

    code: str
    title: str
    points: int
    most: int
    level: str
    missing: tuple[str, ...]


def drafts(answers: Mapping[str, str], dossier: Dossier | None = None) -> tuple[Draft, ...]:
    """The story in every length, shortest first; unanswered questions leave no trace."""
    known = dossier or load_dossier()
    said = {key: tidy(text) for key, text in answers.items() if tidy(text)}
    return tuple(_draft(length, said) for length in known.lengths)


def checks(
    answers: Mapping[str, str],
    shown: Collection[str],
    criteria_set: CriteriaSet,
    dossier: Dossier | None = None,
) -> tuple[StoryCheck, ...]:
    """What the draft would have at the set's story criteria; `shown` names places by key."""
    known = dossier or load_dossier()
    said = {key for key, text in answers.items() if tidy(text)}
    words = sum(len(text.split()) for text in answers.values())
    names = {question.id: question.name.lower() for question in known.questions}
    found = []
    for criterion in criteria_set.criteria:
        if criterion.family in FAMILIES:
            step, lacking = _step(criterion.family, said, shown, words)
            missing = tuple(names.get(key) or known.shown.get(key) or key for key in lacking)
            found.append(_check(criterion, step, missing))
    return tuple(found)


def tidy(text: str) -> str:
    """An answer as sentences, a new line beginning a new one; no word is changed."""
    return " ".join(filter(None, map(_sentence, text.splitlines())))


def _sentence(text: str) -> str:
    """A line with a capital first and a mark last; "" when there is no word in it."""
    line = " ".join(text.split()).lstrip(_BULLETS)
    if not any(letter.isalnum() for letter in line):
        return ""
    line = line[0].upper() + line[1:]
    return line if line[-1] in ".!?…" else f"{line.rstrip(_MARKS)}."


def _draft(length: Length, said: Mapping[str, str]) -> Draft:
    paragraphs = []
    for steps in length.paragraphs:
        pieces: list[str] = []
        for step in steps:
            if step.source in said:
                kept = _first(said[step.source], length.sentences)
                pieces += [step.join, kept] if step.join else [kept]
        if pieces:
            paragraphs.append(" ".join(pieces))
    return Draft(length.id, length.name, length.use, tuple(paragraphs))


def _first(text: str, sentences: int) -> str:
    """The first sentences of an answer; all of them for 0."""
    return " ".join(_SENTENCE.split(text)[: sentences or None])


def _step(
    family: str, said: Collection[str], shown: Collection[str], words: int
) -> tuple[int, tuple[str, ...]]:
    """Which level (0 is the lowest) the draft is sure of, and what the next one lacks."""
    if not said:
        return 0, CORE
    if family == "story":
        held = [place in shown for place in ("leaflet", "web", "qr")]
        reached = next((at for at, there in enumerate(held) if not there), len(held))
        return 1 + reached, ("leaflet", "web", "qr")[reached : reached + 1]
    if family == "story_structure":
        lacking = tuple(key for key in CORE if key not in said)
        if not lacking and words > ONE_PAGE_WORDS:
            lacking = (f"rút gọn còn dưới {ONE_PAGE_WORDS} chữ",)
        return (0, lacking) if lacking else (1, ())
    lacking = tuple(key for key in ROOTS if key not in said)
    if family == "story_identity":
        return (0, lacking) if lacking else (1, ())
    if family == "tour_story":
        return (1, lacking) if lacking else (2, ())
    return (1, ()) if shown else (0, ("bày câu chuyện tại điểm du lịch",))


def _check(criterion: Criterion, step: int, missing: tuple[str, ...]) -> StoryCheck:
    levels = criterion.cases[0].choices
    level = levels[min(step, len(levels) - 1)]
    wanted = (*missing, level.up) if level.up and not missing else missing
    return StoryCheck(
        criterion.code, criterion.title, level.points, criterion.max, level.label, wanted
    )
