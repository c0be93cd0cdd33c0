"""Judging: how sure we may be that the best topic is the right one, as a share from 0 to 1.

A logistic regression over a few signs, one for questions and one for long stories. Their weights
and thresholds come from calibration.yaml, which `calibrate` writes from our own phrases and the
mirror questions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from knowledge.search.model import Model, Scores
from knowledge.search.words import Folded

SIGNS = (
    "top", "second", "third", "ratio", "outside", "talk", "nearest", "covered", "covered_all",
    "ocop", "length", "agree", "clear", "entry", "marks", "bias",
)  # fmt: skip
STORY_SIGNS = (
    "first", "ratio", "third", "outside", "same", "agreed", "nearest",
    "whole", "whole_outside", "whole_foreign", "bias",
)  # fmt: skip
STRETCH_SIGNS = ("asks", "last", "cue", "after_cue", "strong", "outside")
LIMITS = ("answer", "answer_ours", "suggest_ours")
SAME_WORDS = 0.93  # likeness to a phrase of ours, from which on it is the same question
SURE = 0.99
CALIBRATION = Path(__file__).parents[1] / "content" / "calibration.yaml"


@dataclass(frozen=True, slots=True)
class Scale:
    """Weights of the signs for "the best topic is right" and "the question is ours", with the
    thresholds for the shares that come of them."""

    right: Mapping[str, float]
    ours: Mapping[str, float]
    answer: float  # least share right, to answer
    answer_ours: float  # least share ours, to answer
    suggest_ours: float  # least share ours, to suggest


@dataclass(frozen=True, slots=True)
class Calibration:
    """The scales for a question and for a story, the weights of what makes a stretch of a story
    count, and the version of the content they were made on."""

    question: Scale
    story: Scale
    stretch: Mapping[str, float]
    content: str = ""


_ROUGH = (4.0, -1.0, -1.0, -3.0, -2.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.5)
_WEIGHTS = dict(zip(SIGNS, _ROUGH, strict=True))
_STORY = dict(
    zip(STORY_SIGNS, (2.0, -4.0, 0.0, -1.0, 1.0, 1.0, 1.0, 2.0, -2.0, -2.0, 1.0), strict=True)
)
_STRETCH = dict(zip(STRETCH_SIGNS, (0.7, 0.5, 0.2, 0.3, -0.6, 0.0), strict=True))
ROUGH = Calibration(
    Scale(_WEIGHTS, _WEIGHTS, 0.7, 0.8, 0.5), Scale(_STORY, _STORY, 0.5, 0.5, 0.3), _STRETCH
)


def load_calibration(path: Path = CALIBRATION) -> Calibration:
    """The calibration on disk, or a rough one when there is none that can be used."""
    try:
        read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        question, story = _scale(read["question"], SIGNS), _scale(read["story"], STORY_SIGNS)
        stretch = {n: float(read["stretch"][n]) for n in STRETCH_SIGNS}
        return Calibration(question, story, stretch, str(read["content"]))
    except (OSError, KeyError, TypeError, ValueError, yaml.YAMLError):
        return ROUGH


def _scale(read: dict[str, Any], signs: Sequence[str]) -> Scale:
    right, ours = ({n: float(read[part][n]) for n in signs} for part in ("right", "ours"))
    return Scale(right, ours, *(float(read[n]) for n in LIMITS))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The best real topic of a text with the signs for it; `right` and `ours` are calibrated
    shares, and `sure` is both together."""

    topic: int
    signs: tuple[float, ...]
    right: float
    ours: float
    scores: Scores
    ranked: tuple[int, ...]
    scale: Scale

    @property
    def answers(self) -> bool:
        """Whether it is sure enough to answer."""
        return self.right >= self.scale.answer and self.ours >= self.scale.answer_ours

    @property
    def suggests(self) -> bool:
        """Whether it is sure enough to make suggestions."""
        return self.ours >= self.scale.suggest_ours

    @property
    def sure(self) -> float:
        """The share of such texts that are ours and whose best topic is right."""
        return self.right * self.ours


def judge(model: Model, scale: Scale, folded: Folded, scores: Scores) -> Verdict:
    """The verdict on a scored text."""
    ranked = ranking(model, scores)
    signs = signs_of(model, folded, scores, ranked)
    right, ours = share(scale.right, signs), share(scale.ours, signs)
    if float(scores.nearest[ranked[0]]) >= SAME_WORDS:
        right, ours = max(right, SURE), max(ours, SURE)
    return Verdict(ranked[0], signs, right, ours, scores, ranked, scale)


def ranking(model: Model, scores: Scores) -> tuple[int, ...]:
    """The six best real topics, best first."""
    real = scores.topics.copy()
    real[model.unreal] = -9
    return tuple(np.argsort(-real, kind="stable")[:6].tolist())


def signs_of(
    model: Model, folded: Folded, scores: Scores, ranked: Sequence[int], own: int = 0
) -> tuple[float, ...]:
    """What speaks for the best topic, in the order of SIGNS. `own` is 1 when the text itself
    is among the phrases of the best topic."""
    first, second, third = (float(scores.topics[t]) for t in ranked[:3])
    outside = float(scores.topics[model.outside])
    agree, clear = _planes(model, scores, ranked[0])
    covered = model.covered(folded, ranked[0], own)
    return (
        first,
        second,
        third,
        max(second, outside, 0.0) / max(first, 0.1),
        outside,
        float(scores.topics[model.talk]),
        float(scores.nearest[ranked[0]]),
        covered,
        max(covered, *(model.covered(folded, t) for t in ranked[1:3])),
        float("ocop" in folded.words),
        log(1 + len(folded.words)),
        agree,
        clear,
        _entry(model, scores, ranked[0]) - _entry(model, scores, ranked[1]),
        float(folded.has_marks),
        1.0,
    )


def share(weights: Mapping[str, float], signs: Sequence[float]) -> float:
    """The calibrated share among texts with such signs, in the order of the weights."""
    weighed = sum(w * s for w, s in zip(weights.values(), signs, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, weighed))))


def _planes(model: Model, scores: Scores, best: int) -> tuple[float, float]:
    """Whether the planes alone find the same topic best, and how far their best is ahead."""
    real = scores.sides.copy()
    real[model.unreal] = -9
    second, first = np.argpartition(real, -2)[-2:].tolist()
    return float(first == best), float(real[first] - real[second])


def _entry(model: Model, scores: Scores, topic: int) -> float:
    """The score of the best target of a topic."""
    return max(model.targets(scores, topic).values())
