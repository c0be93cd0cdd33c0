"""Calibration: how sure to be, and from where on to answer, learned from our own questions.

Run `python -m knowledge.search.calibrate`. The signs of right and wrong answers come from
phrases that a model trained without them is asked (cross-validation, what is not ours among
them) and from the mirror questions in tests/questions. The result is content/calibration.yaml.
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
from knowledge.search.judge import CALIBRATION, SIGNS, Calibration, ranking, share, signs_of
from knowledge.search.letters import plain
from knowledge.search.model import Model, Scores
from knowledge.search.phrases import OUTSIDE, TALK
from knowledge.search.train import Lesson, prepare, taught, train
from knowledge.search.words import Folded

QUESTIONS = Path(__file__).parents[2] / "tests" / "questions"
FOLDS = 4
WRONG = 0.04  # of the mirror questions, harder than real ones, may be answered wrongly
LEAK = 0.03  # of foreign phrases held out with their like may be answered
NUDGE = 0.10  # of them may get suggestions

LIMITS = ("answer", "answer_ours", "suggest_ours")


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
    if talk or topic == TALK:
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
    """The held phrases asked of planes taught the rest."""
    model = lesson.model
    planes = taught(lesson, np.flatnonzero(~held).astype(np.int32))
    for phrase in np.flatnonzero(held):
        vector, folded = lesson.vectors[phrase], lesson.folded[phrase]
        sides = planes.sides(vector)
        likeness = model.likeness(vector, sides)
        likeness[held] = 0
        scores = model.weigh(likeness, sides)
        topic = model.phrases.topics[model.phrases.topic_of[phrase]]
        found = _asked(model, folded, scores, topic, own=1)
        if found:
            yield found


def fit(rows: list[Asked], true: list[bool], without: tuple[str, ...] = ()) -> dict[str, float]:
    """The weights of the signs: logistic regression by Newton's method, a little ridge."""
    kept = np.array([name not in without for name in SIGNS], np.float64)
    signs = np.array([r.signs for r in rows], np.float64) * kept
    right = np.array(true, np.float64)
    found = np.zeros(len(SIGNS))
    for _ in range(30):
        share = 1 / (1 + np.exp(-np.clip(signs @ found, -30, 30)))
        slope = signs.T @ (right - share) - 0.5 * found
        bend = (signs * (share * (1 - share))[:, None]).T @ signs
        found += np.linalg.solve(bend + 0.5 * np.eye(len(found)), slope)
    return {name: round(float(value), 4) for name, value in zip(SIGNS, found, strict=True)}


def fitted(rows: list[Asked], content: str) -> Calibration:
    """Weights and thresholds from asked questions.

    Mirror questions say what is right; foreign phrases against them say what is ours.
    """
    mirror = [r for r in rows if r.mirror]
    foreign = [r for r in rows if not r.ours]
    right = fit(mirror, [r.right for r in mirror])
    ours = fit(mirror + foreign, [r.ours for r in mirror + foreign], without=("length",))
    wrong = sorted((share(right, r.signs) for r in mirror if not r.right), reverse=True)
    strange = sorted((share(ours, r.signs) for r in foreign), reverse=True)
    leak, nudge = _at(strange, LEAK * len(foreign)), _at(strange, (LEAK + NUDGE) * len(foreign))
    return Calibration(right, ours, _at(wrong, WRONG * len(mirror)), leak, nudge, content)


def _at(sorted_down: list[float], allowed: float) -> float:
    """The lowest threshold that lets at most `allowed` through."""
    at = int(allowed)
    return round(sorted_down[at] + 1e-4, 4) if at < len(sorted_down) else 0.05


def calibrate(library: Library) -> Calibration:
    """The calibration for a library and the mirror questions."""
    return fitted(gathered(library), library.version)


def gathered(library: Library) -> list[Asked]:
    """All phrases and mirror questions, asked; mirror questions without marks as well."""
    lesson = prepare(library)
    model = train(library)
    rows = list(crossed(lesson))
    for question, topic, style in mirror_questions():
        texts = {question, plain(question)} if style != "long" else {question}
        found = [asked(model, text, topic) for text in sorted(texts)]
        rows += [r for r in found if r]
    return rows


def write(calibration: Calibration, path: Path = CALIBRATION) -> None:
    """Write a calibration beside the content."""
    head = "# Do `python -m knowledge.search.calibrate` viết ra; không sửa tay.\n"
    body = {name: getattr(calibration, name) for name in ("content", *LIMITS)}
    body |= {part: dict(getattr(calibration, part)) for part in ("right", "ours")}
    path.write_text(head + yaml.safe_dump(body, sort_keys=False), encoding="utf-8")


if __name__ == "__main__":
    write(calibrate(load()))
