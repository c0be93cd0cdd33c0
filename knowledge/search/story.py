"""Stories: a long message told around one question.

It is cut into stretches. Every topic is asked of the whole story and of its stretches; among
these one counts for more when it asks, stands last, or says that a question comes, and for less
when it is about what is not ours. Their weights come from the calibration.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.search.judge import STRETCH_SIGNS, Calibration, Verdict, share
from knowledge.search.model import Model, Scores
from knowledge.search.split import Piece, asks
from knowledge.search.vectors import Floats

FEWEST_WORDS = 3  # of a stretch; a shorter one goes with the next
MOST_WORDS = 32  # of a stretch; of a longer one, spoken without marks, STEP at a time
STEP = 16
MOST_STRETCHES = 16  # of a story, the first and the last
PARTS = np.float32(0.6)  # weight of all stretches together; the rest is the whole story's
_CUE = re.compile(
    r"\b(?:hoi|muon biet|chi (?:gium|giup|em|cho)|giup|nho|noi (?:gium|cho)|giai thich|"
    r"cho (?:em|toi|minh|chi|chung toi) biet|xin cho)\b"
)
_DOUBT = re.compile(
    r"\b(?:(?:khong|chua|chang) (?:biet|ro|hieu|ranh)|phan van|thac mac|boi roi|roi qua|lo|so)\b"
)


@dataclass(frozen=True, slots=True)
class Stretches:
    """The stretches of a story: how strongly each asks for every topic, shape (stretches,
    topics), none below zero; and the signs of how much it counts, shape (stretches, signs)."""

    topics: Floats
    signs: NDArray[np.float64]


def told(model: Model, calibration: Calibration, whole: Scores, cut: Sequence[Piece]) -> Verdict:
    """The verdict on a story by the scores of the whole of it and its pieces."""
    stretches = heard(model, cut)
    return judged(model, calibration, whole, stretches)


def heard(model: Model, cut: Sequence[Piece]) -> Stretches:
    """The stretches of a story and what they ask for."""
    rows: list[Floats] = []
    signs: list[tuple[float, ...]] = []
    hinted = False
    texts = stretched(cut)
    for at, piece in enumerate(texts):
        folded = model.fold(piece.text)
        sides = ((model.planes.sides(model.vector(folded)) + 1) / 2).astype(np.float32)
        said = " ".join(folded.words)
        cue = _CUE.search(said) is not None
        asking = piece.closed or asks(folded.words)
        best = float(np.max(real(model, sides)))
        outside = float(max(sides[model.foreign]))
        last = at == len(texts) - 1
        signs.append((float(asking), float(last), float(cue), float(hinted), best, outside))
        rows.append(real(model, sides))
        hinted = cue or _DOUBT.search(said) is not None
    return Stretches(np.array(rows, np.float32), np.array(signs))


def stretched(cut: Sequence[Piece]) -> list[Piece]:
    """Pieces as stretches of a good length, at least one."""
    found: list[Piece] = []
    short = ""
    for piece in (part for whole in cut for part in _parted(whole)):
        text = f"{short} {piece.text}".strip()
        if len(text.split()) < FEWEST_WORDS and not piece.closed:
            short = text
            continue
        found.append(Piece(text, piece.closed))
        short = ""
    if short or not found:
        before = found.pop() if found else Piece("", False)
        found.append(Piece(f"{before.text} {short}".strip(), before.closed))
    half = MOST_STRETCHES // 2
    return found[:half] + found[-half:] if len(found) > MOST_STRETCHES else found


def _parted(piece: Piece) -> list[Piece]:
    """A piece, or stretches of STEP words when it was spoken without marks."""
    words = piece.text.split()
    starts = list(range(0, len(words), STEP)) if len(words) > MOST_WORDS else [0]
    ends = [*starts[1:], len(words)]
    pairs = list(zip(starts, ends, strict=True))
    return [Piece(" ".join(words[a:b]), piece.closed and b == len(words)) for a, b in pairs]


def weights(stretch: Mapping[str, float], stretches: Stretches) -> NDArray[np.float64]:
    """How much each stretch counts among the stretches; they add up to 1."""
    weighed = stretches.signs @ np.array([stretch[n] for n in STRETCH_SIGNS])
    grown = np.exp(np.clip(weighed, -6, 4))
    found: NDArray[np.float64] = grown / grown.sum()
    return found


def together(whole: Floats, parts: Floats) -> Floats:
    """What the whole story and its stretches say together."""
    found: Floats = (1 - PARTS) * whole + PARTS * parts
    return found


def judged(model: Model, calibration: Calibration, whole: Scores, stretches: Stretches) -> Verdict:
    """The verdict on a story, with the signs of STORY_SIGNS."""
    counts = weights(calibration.stretch, stretches)
    at_once = real(model, whole.topics)
    total = together(at_once, (counts @ stretches.topics).astype(np.float32))
    ranked = tuple(np.argsort(-total, kind="stable")[:6].tolist())
    first, second, third = (float(total[t]) for t in ranked[:3])
    outside, foreign = (float(whole.sides[t]) for t in model.foreign)
    strange = np.array([max(outside, foreign, 0), counts @ np.maximum(stretches.signs[:, -1], 0)])
    signs = (
        first,
        second / max(first, 0.05),
        third / max(first, 0.05),
        float(strange @ (1 - PARTS, PARTS)),
        float(int(np.argmax(at_once)) == ranked[0]),
        float(counts @ (stretches.topics.argmax(axis=1) == ranked[0])),
        float(whole.nearest[ranked[0]]),
        float(at_once.max()),
        outside,
        foreign,
        1.0,
    )
    scale = calibration.story
    scores = replace(whole, topics=total)
    right, ours = share(scale.right, signs), share(scale.ours, signs)
    return Verdict(ranked[0], signs, right, ours, scores, ranked, scale)


def real(model: Model, topics: Floats) -> Floats:
    """The scores of the topics that are ours, none below zero."""
    real = np.maximum(topics, 0)
    real[model.unreal] = 0
    return real
