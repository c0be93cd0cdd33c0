"""Calibration for stories: which stretches count, and from where on to answer.

Learned from the long held-out questions, each as it stands, without marks on its letters, and
without commas, as a voice is written down. What is not ours comes from foreign stories.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from knowledge.search.held_out import HeldOut
from knowledge.search.judge import ROUGH, STORY_SIGNS, STRETCH_SIGNS, Calibration, Scale, share
from knowledge.search.letters import plain
from knowledge.search.logistic import at_most, fit
from knowledge.search.model import Model, Scores
from knowledge.search.phrases import FOREIGN_STORY, OUTSIDE
from knowledge.search.split import pieces
from knowledge.search.story import Stretches, heard, judged, weights
from knowledge.search.train import Lesson, taught
from knowledge.search.vectors import Floats

LOOSE = 0.05  # ridge: the signs of a story are small numbers
WRONG = 0.10  # of the long held-out questions may be answered wrongly
LEAK = 0.03  # of foreign stories may be answered
NUDGE = 0.10  # of them may get suggestions
ROUNDS, PACE, RIDGE = 300, 0.5, 0.01


@dataclass(frozen=True)
class Heard:
    """A story that was listened to: the whole, its stretches, and the topics it may ask for."""

    whole: Scores
    stretches: Stretches
    topics: tuple[int, ...]


def story_scale(
    lesson: Lesson, model: Model, held: Sequence[HeldOut]
) -> tuple[Scale, dict[str, float]]:
    """The scale for stories and the weights of a stretch, from stories held out of the model;
    the foreign ones of the content are asked of a model taught without them."""
    place = model.phrases.topics.index
    told = [
        _hear(model, text, tuple(place(t) for t in story.topics or (OUTSIDE,)))
        for story in held
        for text in spoken(story.text)
    ]
    ours = [h for h in told if h.topics != (model.outside,)]
    strange = [h for h in told if h.topics == (model.outside,)] + list(_crossed(lesson))
    stretch = learn_stretch(model, ours)
    return _scale(model, replace(ROUGH, stretch=stretch), ours, strange), stretch


def _crossed(lesson: Lesson) -> Iterator[Heard]:
    """The foreign stories of the content, each half asked of planes taught without it."""
    known = lesson.model.phrases
    topic = known.topics.index(FOREIGN_STORY)
    places = np.flatnonzero(known.topic_of == topic)
    for half in (places[::2], places[1::2]):
        rest = np.setdiff1d(np.arange(len(known.texts)), half).astype(np.int32)
        model = replace(lesson.model, planes=taught(lesson, rest))
        for place in half.tolist():
            yield from (_hear(model, text, (topic,)) for text in spoken(known.texts[place]))


def spoken(question: str) -> tuple[str, ...]:
    """A story as it stands, without marks, and as a voice is written down."""
    return question, plain(question), question.replace(",", "").replace(".", "")


def _hear(model: Model, text: str, topics: tuple[int, ...]) -> Heard:
    whole = model.scores(model.vector(model.fold(text)))
    return Heard(whole, heard(model, pieces(text)), topics)


def learn_stretch(model: Model, stories: Sequence[Heard]) -> dict[str, float]:
    """The weights that put the right topic of most stories ahead: gradient descent on the
    softmax of the topics' scores."""
    found = np.array(list(ROUGH.stretch.values()))
    sharp = 3.0
    for _ in range(ROUNDS):
        slope, steep = RIDGE * found, 0.0
        slope[0] = 0
        for story in stories:
            pull, sharper = _slope(
                model, dict(zip(STRETCH_SIGNS, found, strict=True)), story, sharp
            )
            slope, steep = slope + pull / len(stories), steep + sharper / len(stories)
        found, sharp = found - PACE * slope, sharp - PACE * steep
    return {n: round(float(w), 4) for n, w in zip(STRETCH_SIGNS, found, strict=True)}


def _slope(
    model: Model, stretch: dict[str, float], story: Heard, sharp: float
) -> tuple[NDArray[np.float64], float]:
    """How the loss of a story rises with the weights of a stretch, and with sharpness."""
    counts = weights(stretch, story.stretches)
    total = _topics(model, story.whole) + counts @ story.stretches.topics
    grown = np.exp(sharp * (total - total.max()))
    missing = grown / grown.sum()
    missing[story.topics[0]] -= 1
    by_stretch = sharp * counts * (story.stretches.topics @ missing)
    return story.stretches.signs.T @ by_stretch, float(missing @ total)


def _topics(model: Model, scores: Scores) -> Floats:
    found = np.maximum(scores.topics, 0)
    found[model.unreal] = 0
    return found


def _scale(
    model: Model, calibration: Calibration, ours: Sequence[Heard], strange: Sequence[Heard]
) -> Scale:
    """Weights of the signs of a story, and thresholds."""
    told = [judged(model, calibration, h.whole, h.stretches) for h in (*ours, *strange)]
    signs = [v.signs for v in told]
    is_right = [v.topic in h.topics for v, h in zip(told, ours, strict=False)]
    right = fit(STORY_SIGNS, signs[: len(ours)], is_right, ridge=LOOSE)
    is_ours = [True] * len(ours) + [False] * len(strange)
    mine = fit(STORY_SIGNS, signs, is_ours, without=("same",), ridge=LOOSE)
    wrong = [share(right, s) for s, good in zip(signs, is_right, strict=False) if not good]
    answer = at_most(wrong, WRONG * len(ours))
    foreign = [(share(mine, s), share(right, s)) for s in signs[len(ours) :]]
    leak = at_most([o for o, sure in foreign if sure >= answer], LEAK * len(foreign))
    suggest = at_most([o for o, _ in foreign], (LEAK + NUDGE) * len(foreign))
    return Scale(right, mine, answer, max(leak, suggest), suggest)
