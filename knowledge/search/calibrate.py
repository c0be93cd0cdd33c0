"""Calibration: how sure to be, and from where on to answer, learned from our own questions.

Run `python -m knowledge.search.calibrate`. The signs of right and wrong answers come from
phrases that a model trained without them is asked (cross-validation, what is not ours among
them) and from the questions in tests/questions. Stories have a scale of their own
(`calibrate_story`). The result is content/calibration.yaml.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge.load import load
from knowledge.model import Library
from knowledge.search.calibrate_story import story_scale
from knowledge.search.held_out import LONG_STYLE, HeldOut, held_out
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

FOLDS = 4
WRONG = 0.03  # of strangers' questions, which are harder than most, may be answered wrongly
LEAK = 0.03  # of foreign phrases held out with their like may be answered
NUDGE = 0.10  # of them may get suggestions


@dataclass(frozen=True)
class Asked:
    """One question that was asked: its signs, whether its best topic is right, whether one of
    the best three is, if it is ours at all, if it was held out of the content, and if a stranger
    asked it."""

    signs: tuple[float, ...]
    right: bool
    offered: bool
    ours: bool
    held_out: bool
    stranger: bool = False


def asked(model: Model, held: HeldOut) -> Asked | None:
    """Ask a model one held-out question; None when the model takes it for small talk."""
    folded = model.fold(held.text)
    scores = model.scores(model.vector(folded))
    found = _asked(model, folded, scores, held.topics or (OUTSIDE,), own=0)
    return replace(found, stranger=held.stranger) if found else None


def _asked(
    model: Model, folded: Folded, scores: Scores, topics: Collection[str], own: int
) -> Asked | None:
    ranked = ranking(model, scores)
    if model.is_talk(scores.topics, ranked[0]) or TALK in topics or FOREIGN_STORY in topics:
        return None
    best = model.phrases.topics[ranked[0]]
    right = best in topics
    signs = signs_of(model, folded, scores, ranked, own if right else 0)
    offered = any(model.phrases.topics[t] in topics for t in ranked[:3])
    return Asked(signs, right, offered, OUTSIDE not in topics, held_out=not own)


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
        found = _asked(model, folded, scores, (topic,), own=1)
        if found:
            yield found


def fitted(rows: list[Asked]) -> Scale:
    """Weights and thresholds from asked questions.

    Held-out questions say what is right; foreign messages against them say what is ours. From
    where on to answer, strangers say: our own questions for every entry ask for finer things than
    people do, and who trusts them alone keeps too much to himself.
    """
    mine = [r for r in rows if r.held_out and r.ours]
    foreign = [r for r in rows if not r.ours]
    right = fit(SIGNS, [r.signs for r in mine], [r.right for r in mine])
    both = mine + foreign
    ours = fit(SIGNS, [r.signs for r in both], [r.ours for r in both], without=("length",))
    strangers = [r for r in mine if r.stranger]
    wrong = [share(right, r.signs) for r in strangers if not r.right]
    answer = at_most(wrong, WRONG * len(strangers))
    strange = [(share(ours, r.signs), share(right, r.signs)) for r in foreign]
    leak = at_most([o for o, sure in strange if sure >= answer], LEAK * len(foreign))
    suggest = at_most([o for o, _ in strange], (LEAK + NUDGE) * len(foreign))
    return Scale(right, ours, answer, max(leak, suggest), suggest)


def calibrate(library: Library) -> Calibration:
    """The calibration for a library and the held-out questions."""
    lesson = prepare(library)
    model = learned(lesson)
    story, stretch = story_scale(lesson, model, [h for h in held_out() if h.style == LONG_STYLE])
    return Calibration(fitted(gathered(lesson, model)), story, stretch, library.version)


def gathered(lesson: Lesson, model: Model) -> list[Asked]:
    """All phrases and held-out questions, asked; held-out ones without marks as well."""
    rows = list(crossed(lesson))
    for held in held_out():
        if held.style != LONG_STYLE:
            texts = sorted({held.text, plain(held.text)})
            found = (asked(model, replace(held, text=text)) for text in texts)
            rows += [row for row in found if row]
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
