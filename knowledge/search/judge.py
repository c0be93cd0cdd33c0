"""Judging: how sure we may be that the best topic is the right one, as a share from 0 to 1.

A logistic regression over a few signs. Its weights and the two thresholds come from
calibration.yaml, which `calibrate` writes from our own phrases and the mirror questions.
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
    "ocop", "length", "bias",
)  # fmt: skip
SAME_WORDS = 0.93  # likeness to a phrase of ours, from which on it is the same question
SURE = 0.99
CALIBRATION = Path(__file__).parents[1] / "content" / "calibration.yaml"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the signs for "the best topic is right" and "the question is ours", with the
    thresholds, and the version of the content they were made on."""

    right: Mapping[str, float]
    ours: Mapping[str, float]
    answer: float  # least share right, to answer
    answer_ours: float  # least share ours, to answer
    suggest_ours: float  # least share ours, to suggest
    content: str = ""


_ROUGH = (4.0, -1.0, -1.0, -3.0, -2.0, 0.0, 0.0, 2.0, 0.0, 0.0, 0.0, 0.5)
_WEIGHTS = dict(zip(SIGNS, _ROUGH, strict=True))
ROUGH = Calibration(_WEIGHTS, _WEIGHTS, 0.7, 0.8, 0.5)


def load_calibration(path: Path = CALIBRATION) -> Calibration:
    """The calibration on disk, or a rough one when there is none that can be used."""
    try:
        read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        right, ours = ({n: float(read[part][n]) for n in SIGNS} for part in ("right", "ours"))
        limits = [float(read[n]) for n in ("answer", "answer_ours", "suggest_ours")]
        return Calibration(right, ours, limits[0], limits[1], limits[2], str(read["content"]))
    except (OSError, KeyError, TypeError, ValueError, yaml.YAMLError):
        return ROUGH


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

    @property
    def sure(self) -> float:
        """The share of such texts that are ours and whose best topic is right."""
        return self.right * self.ours


def judge(model: Model, calibration: Calibration, folded: Folded, scores: Scores) -> Verdict:
    """The verdict on a scored text."""
    ranked = ranking(model, scores)
    signs = signs_of(model, folded, scores, ranked)
    right, ours = share(calibration.right, signs), share(calibration.ours, signs)
    if float(scores.nearest[ranked[0]]) >= SAME_WORDS:
        right, ours = max(right, SURE), max(ours, SURE)
    return Verdict(ranked[0], signs, right, ours, scores, ranked)


def ranking(model: Model, scores: Scores) -> tuple[int, ...]:
    """The six best real topics, best first."""
    real = scores.topics.copy()
    real[[model.outside, model.talk]] = -9
    return tuple(np.argsort(-real, kind="stable")[:6].tolist())


def signs_of(
    model: Model, folded: Folded, scores: Scores, ranked: Sequence[int], own: int = 0
) -> tuple[float, ...]:
    """What speaks for the best topic, in the order of SIGNS. `own` is 1 when the text itself
    is among the phrases of the best topic."""
    first, second, third = (float(scores.topics[t]) for t in ranked[:3])
    outside = float(scores.topics[model.outside])
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
        1.0,
    )


def share(weights: Mapping[str, float], signs: Sequence[float]) -> float:
    """The calibrated share among texts with such signs."""
    weighed = sum(weights[n] * s for n, s in zip(SIGNS, signs, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, weighed))))
