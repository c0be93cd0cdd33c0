"""Calibration: how sure to be, and from where on to answer, learned from our own questions.

Run `python -m knowledge.search.calibrate`. The signs of right and wrong answers come from
phrases that a model trained without them is asked (cross-validation, what is not ours among
them) and from the mirror questions in tests/questions. Stories have a scale of their own
(`calibrate_story`). The result is content/calibration.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge.load import load
from knowledge.model import Library
from knowledge.search.calibrate_story import story_scale
from knowledge.search.judge import (
    CALIBRATION,
    LIMITS,
    SIGNS,
    Calibration,
    Scale,
    ranking,
    share,
    signs_of,
)
from knowledge.search.letters import plain
from knowledge.search.logistic import at_most, fit
from knowledge.search.model import Model, Scores
from knowledge.search.phrases import FOREIGN_STORY, OUTSIDE, TALK
from knowledge.search.reading import LONG
from knowledge.search.train import Lesson, learned, prepare, taught
from knowledge.search.words import Folded

QUESTIONS = Path(__file__).parents[2] / "tests" / "questions"
FOLDS = 4
WRONG = 0.04  # of the mirror questions, harder than real ones, may be answered wrongly
LEAK = 0.03  # of foreign phrases held out with their like may be answered
NUDGE = 0.10  # of them may get suggestions


@dataclass(frozen=True)
class Asked:
    """One question that was asked: its signs, whether its best topic is right, whether one of
    the best three is, if it is ours at all, and if it is a mirror question."""

    signs: tuple[float, ...]
    right: bool
    offered: bool
    ours: bool
    mirror: bool


def asked(model: Model, question: str, topic: str) -> Asked | None:
    """Ask a model one mirror question; None when it takes it for small talk."""
    folded = model.fold(question)
    return _asked(model, folded, model.scores(model.vector(folded)), topic, own=0)


def _asked(model: Model, folded: Folded, scores: Scores, topic: str, own: int) -> Asked | None:
    ranked = ranking(model, scores)
    talk = scores.topics[model.talk] > max(scores.topics[ranked[0]], scores.topics[model.outside])
    if talk or topic in (TALK, FOREIGN_STORY):
        return None
    best = model.phrases.topics[ranked[0]]
    signs = signs_of(model, folded, scores, ranked, own if best == topic else 0)
    offered = topic in (model.phrases.topics[t] for t in ranked[:3])
    return Asked(signs, best == topic, offered, topic != OUTSIDE, mirror=not own)


def mirror_questions(folder: Path = QUESTIONS) -> Iterator[tuple[str, str, str]]:
    """The held-out questions: text, topic, style."""
    for path in sorted(folder.glob("*/*.yaml")):
        for item in yaml.safe_load(path.read_text(encoding="utf-8")) or ():
            yield str(item["q"]), path.parent.name, str(item.get("style") or "")


def foreign_stories(folder: Path = QUESTIONS) -> list[str]:
    """Long messages that are not ours, held out of the content."""
    items = yaml.safe_load((folder / "outside.yaml").read_text(encoding="utf-8"))
    return [str(item["q"]) for item in items]


def crossed(lesson: Lesson) -> Iterator[Asked]:
    """Every phrase asked of a model that was taught without its fold."""
    known = lesson.model.phrases
    of_target: dict[int, int] = {}
    folds = np.zeros(len(lesson.vectors), np.int32)
    for phrase, target in enumerate(known.target_of.tolist()):
        folds[phrase] = of_target[target] = (of_target.get(target, -1) + 1) % FOLDS
    for fold in range(FOLDS):
        yield from _without(lesson, folds == fold)


def _without(lesson: Lesson, held: NDArray[np.bool_]) -> Iterator[Asked]:
    """The held phrases asked of planes taught the rest; no stories."""
    model = lesson.model
    planes = taught(lesson, np.flatnonzero(~held).astype(np.int32))
    for phrase in np.flatnonzero(held):
        vector, folded = lesson.vectors[phrase], lesson.folded[phrase]
        if len(folded.words) > LONG:
            continue
        sides = planes.sides(vector)
        likeness = model.likeness(vector, sides)
        likeness[held] = 0
        scores = model.weigh(likeness, sides)
        topic = model.phrases.topics[model.phrases.topic_of[phrase]]
        found = _asked(model, folded, scores, topic, own=1)
        if found:
            yield found


def fitted(rows: list[Asked]) -> Scale:
    """Weights and thresholds from asked questions.

    Mirror questions say what is right; foreign phrases against them say what is ours.
    """
    mirror = [r for r in rows if r.mirror]
    foreign = [r for r in rows if not r.ours]
    right = fit(SIGNS, [r.signs for r in mirror], [r.right for r in mirror])
    both = mirror + foreign
    ours = fit(SIGNS, [r.signs for r in both], [r.ours for r in both], without=("length",))
    wrong = [share(right, r.signs) for r in mirror if not r.right]
    answer = at_most(wrong, WRONG * len(mirror))
    strange = [(share(ours, r.signs), share(right, r.signs)) for r in foreign]
    leak = at_most([o for o, sure in strange if sure >= answer], LEAK * len(foreign))
    suggest = at_most([o for o, _ in strange], (LEAK + NUDGE) * len(foreign))
    return Scale(right, ours, answer, max(leak, suggest), suggest)


def calibrate(library: Library) -> Calibration:
    """The calibration for a library and the mirror questions."""
    lesson = prepare(library)
    model = learned(lesson)
    story, stretch = story_scale(lesson, model, list(mirror_questions()), foreign_stories())
    return Calibration(fitted(gathered(lesson, model)), story, stretch, library.version)


def gathered(lesson: Lesson, model: Model) -> list[Asked]:
    """All phrases and mirror questions, asked; mirror questions without marks as well."""
    rows = list(crossed(lesson))
    for question, topic, style in mirror_questions():
        if style != "long":
            found = [asked(model, text, topic) for text in sorted({question, plain(question)})]
            rows += [r for r in found if r]
    return rows


def write(calibration: Calibration, path: Path = CALIBRATION) -> None:
    """Write a calibration beside the content."""
    head = "# Do `python -m knowledge.search.calibrate` viết ra; không sửa tay.\n"
    body = {"content": calibration.content, "stretch": dict(calibration.stretch)}
    body |= {part: _body(getattr(calibration, part)) for part in ("question", "story")}
    path.write_text(head + yaml.safe_dump(body, sort_keys=False), encoding="utf-8")


def _body(scale: Scale) -> dict[str, object]:
    limits: dict[str, object] = {name: getattr(scale, name) for name in LIMITS}
    return limits | {"right": dict(scale.right), "ours": dict(scale.ours)}


if __name__ == "__main__":
    write(calibrate(load()))
