"""Calibration for stories: which stretches count, and from where on to answer.

Learned from the long held-out questions, each as it stands, without marks on its letters, and
without commas, as a voice is written down; and from the stories of the content, of which a half
is asked while the search knows only the other.
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
from knowledge.search.phrases import OUTSIDE
from knowledge.search.reading import LONG
from knowledge.search.split import pieces
from knowledge.search.story import PARTS, Stretches, heard, judged, real, together, weights
from knowledge.search.train import Lesson, taught

LOOSE = 0.05  # ridge: the signs of a story are small numbers
WRONG = 0.10  # of the stories may be answered wrongly
DOUBTFUL = 0.5  # share right, below which an answer is likelier wrong than right
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
    """The scale for stories and the weights of a stretch, from stories held out of the model, and
    from those of the content asked of a model taught without them."""
    place = model.phrases.topics.index
    told = [
        _hear(model, text, tuple(place(t) for t in story.topics or (OUTSIDE,)))
        for story in held
        for text in spoken(story.text)
    ]
    ours = [h for h in told if h.topics != (model.outside,)]
    stretch = learn_stretch(model, ours)
    return _scale(model, replace(ROUGH, stretch=stretch), [*told, *_crossed(lesson)]), stretch


def _crossed(lesson: Lesson) -> Iterator[Heard]:
    """The stories of the content, each half asked of planes taught without it."""
    known = lesson.model.phrases
    places = [
        at
        for at, text in enumerate(lesson.folded)
        if len(text.words) > LONG and not known.is_answer[at]
    ]
    for half in (places[::2], places[1::2]):
        rest = np.setdiff1d(np.arange(len(known.texts)), half).astype(np.int32)
        model = replace(lesson.model, planes=taught(lesson, rest))
        for place in half:
            topic = int(known.topic_of[place])
            yield _hear(model, known.texts[place], (topic,), without=half)


def spoken(question: str) -> tuple[str, ...]:
    """A story as it stands, without marks, and as a voice is written down."""
    return question, plain(question), question.replace(",", "").replace(".", "")


def _hear(model: Model, text: str, topics: tuple[int, ...], without: Sequence[int] = ()) -> Heard:
    """A story listened to; it is likened to no phrase of `without`."""
    vector = model.vector(model.fold(text))
    sides = model.planes.sides(vector)
    likeness = model.likeness(vector, sides)
    likeness[list(without)] = 0
    return Heard(model.weigh(likeness, sides), heard(model, pieces(text)), topics)


def learn_stretch(model: Model, stories: Sequence[Heard]) -> dict[str, float]:
    """The weights that put the right topic of most stories ahead: gradient descent on the
    softmax of the topics' scores."""
    found = np.array(list(ROUGH.stretch.values()))
    sharp = 3.0
    for _ in range(ROUNDS):
        slope, steep = RIDGE * found, 0.0
        weighed = dict(zip(STRETCH_SIGNS, found, strict=True))
        for story in stories:
            pull, sharper = _slope(model, weighed, story, sharp)
            slope, steep = slope + pull / len(stories), steep + sharper / len(stories)
        found, sharp = found - PACE * slope, sharp - PACE * steep
    return {n: round(float(w), 4) for n, w in zip(STRETCH_SIGNS, found, strict=True)}


def _slope(
    model: Model, stretch: dict[str, float], story: Heard, sharp: float
) -> tuple[NDArray[np.float64], float]:
    """How the loss of a story rises with the weights of a stretch, and with sharpness."""
    counts = weights(stretch, story.stretches)
    parts = (counts @ story.stretches.topics).astype(np.float32)
    total = together(real(model, story.whole.topics), parts)
    grown = np.exp(sharp * (total - total.max()))
    missing = grown / grown.sum()
    missing[story.topics[0]] -= 1
    apart = (story.stretches.topics - parts) @ missing
    by_stretch = sharp * float(PARTS) * counts * apart
    return story.stretches.signs.T @ by_stretch, float(missing @ total)


def _scale(model: Model, calibration: Calibration, stories: Sequence[Heard]) -> Scale:
    """Weights of the signs of a story, and thresholds."""
    told = [judged(model, calibration, h.whole, h.stretches) for h in stories]
    signs = [v.signs for v in told]
    is_ours = [not set(h.topics) & set(model.foreign) for h in stories]
    mine = fit(STORY_SIGNS, signs, is_ours, without=("same",), ridge=LOOSE)
    asked = [(v, h) for v, h, good in zip(told, stories, is_ours, strict=True) if good]
    is_right = [v.topic in h.topics for v, h in asked]
    right = fit(STORY_SIGNS, [v.signs for v, _ in asked], is_right, ridge=LOOSE)
    wrong = [share(right, v.signs) for v, h in asked if v.topic not in h.topics]
    answer = max(at_most(wrong, WRONG * len(asked)), DOUBTFUL)
    strange = [v.signs for v, good in zip(told, is_ours, strict=True) if not good]
    foreign = [(share(mine, s), share(right, s)) for s in strange]
    leak = at_most([o for o, sure in foreign if sure >= answer], LEAK * len(foreign))
    suggest = at_most([o for o, _ in foreign], (LEAK + NUDGE) * len(foreign))
    return Scale(right, mine, answer, max(leak, suggest), suggest)
