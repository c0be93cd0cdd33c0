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

SIGNS = ("top", "margin", "nearest", "over_outside", "over_talk", "covered", "ocop", "length", "bias")
CALIBRATION = Path(__file__).parents[1] / "content" / "calibration.yaml"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Weights of the signs, the thresholds, and the version of the content they were made on."""

    weights: Mapping[str, float]
    answer: float
    suggest: float
    content: str = ""


ROUGH = Calibration(
    dict(zip(SIGNS, (2.0, 4.0, 3.0, 4.0, 2.0, 3.0, 0.5, 0.0, -4.0), strict=True)), 0.6, 0.3
)


def load_calibration(path: Path = CALIBRATION) -> Calibration:
    """The calibration on disk, or a rough one when there is none that can be used."""
    try:
        read: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
        weights = {name: float(read["weights"][name]) for name in SIGNS}
        return Calibration(weights, float(read["answer"]), float(read["suggest"]), str(read["content"]))
    except (OSError, KeyError, TypeError, ValueError, yaml.YAMLError):
        return ROUGH


@dataclass(frozen=True, slots=True)
class Verdict:
    """The best real topic of a text with the signs for it; `sure` is the calibrated share."""

    topic: int
    signs: tuple[float, ...]
    sure: float
    scores: Scores
    ranked: tuple[int, ...]


def judge(model: Model, calibration: Calibration, folded: Folded, scores: Scores) -> Verdict:
    """The verdict on a scored text."""
    ranked = ranking(model, scores)
    signs = signs_of(model, folded, scores, ranked)
    return Verdict(ranked[0], signs, sure(calibration, signs), scores, ranked)


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
    best, second = int(ranked[0]), int(ranked[1])
    top = float(scores.topics[best])
    return (
        top,
        top - float(scores.topics[second]),
        float(scores.nearest[best]),
        top - float(scores.topics[model.outside]),
        top - float(scores.topics[model.talk]),
        model.covered(folded, best, own),
        float("ocop" in folded.words),
        log(1 + len(folded.words)),
        1.0,
    )


def sure(calibration: Calibration, signs: Sequence[float]) -> float:
    """The calibrated share of right answers among texts with such signs."""
    weighed = sum(calibration.weights[n] * s for n, s in zip(SIGNS, signs, strict=True))
    return 1 / (1 + exp(-max(-30.0, min(30.0, weighed))))
