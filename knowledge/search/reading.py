"""Reading: which questions a message holds, and the verdict on each.

An ordinary message is one question. Two or more are read only when pieces of it ask, and find
different topics with good certainty. A long message is a story, told around one question (see
`story`), unless it is one question after the other.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from knowledge.search.judge import Calibration, Verdict, judge
from knowledge.search.model import Model
from knowledge.search.split import Piece, asks, pieces
from knowledge.search.story import told
from knowledge.search.words import Folded

LONG = 34  # words, from which on a message is a story: one question, told at length
MOST_SEVERAL, MOST_EACH = 60, 28  # words of a message that asks several, and of each question
TALK_WORDS = 14  # words, above which a message is no small talk
MOST_UNITS = 6  # questions of one message that are looked at
AROUND = 0.3  # weight of the whole message beside a piece of it
ALONE = 0.75  # share right, from which on a piece is a question of its own when the whole says
QUITE_ALONE = 0.9  # something of it too, and when it does not
LEFT_OUT = 3  # words that a stretch without a question needs to be kept as its beginning


@dataclass(frozen=True, slots=True)
class Read:
    """One question of a message: its text, its folded words, the verdict on it, and whether it
    is left for later: plainly a question, but unsure beside others that are sure."""

    text: str
    folded: Folded
    verdict: Verdict
    later: bool = False

    @property
    def sure(self) -> float:
        """How sure the verdict is."""
        return self.verdict.sure


@dataclass(frozen=True)
class Reader:
    """Reads messages with a model and its calibration."""

    model: Model
    calibration: Calibration

    def read(self, text: str) -> list[Read]:
        """The questions of a message in order, at least one."""
        whole = self.one(text)
        cut = pieces(text)
        if len(whole.folded.words) > LONG:
            return self._long(whole, cut)
        return self._several(whole, cut) if len(cut) > 1 else [whole]

    def _long(self, whole: Read, cut: list[Piece]) -> list[Read]:
        """The questions of a long message: several when it is ours and tells nothing beside
        them, else one."""
        verdict = told(self.model, self.calibration, whole.verdict.scores, cut)
        ours = verdict.ours >= verdict.scale.answer_ours
        several = self._several(whole, cut) if ours and self._only_asks(whole, cut) else []
        return several if len(several) > 1 else [replace(whole, verdict=verdict)]

    def _only_asks(self, whole: Read, cut: list[Piece]) -> bool:
        """Whether a message is short questions one after the other."""
        units = self._units(cut) if len(whole.folded.words) <= MOST_SEVERAL else []
        sizes = [len(self.model.folder.fold(unit.text).words) for unit in units]
        return len(sizes) > 1 and max(sizes) <= MOST_EACH

    def one(self, text: str) -> Read:
        """A text taken as one question."""
        folded = self.model.fold(text)
        return Read(text, folded, self.verdict(folded))

    def verdict(self, folded: Folded) -> Verdict:
        """The verdict on a folded text."""
        scores = self.model.scores(self.model.vector(folded))
        return judge(self.model, self.calibration.question, folded, scores)

    def is_talk(self, read: Read) -> bool:
        """Whether a text is small talk rather than a question."""
        if len(read.folded.words) > TALK_WORDS:
            return False
        return self.model.is_talk(read.verdict.scores.topics, read.verdict.topic)

    def _several(self, whole: Read, cut: list[Piece]) -> list[Read]:
        """The questions of a short message: its pieces when they stand alone, else the whole."""
        units = self._units(cut)[:MOST_UNITS]
        if len(units) < 2:
            return [whole]
        reads = [(self._within(self.one(unit.text), whole), unit.closed) for unit in units]
        asked = [(read, closed) for read, closed in reads if not self.is_talk(read)]
        good = different(r for r, _ in asked if self._stands(r, whole))
        if len(good) > 1:
            unsure = [r for r, closed in asked if closed and not self._stands(r, whole)]
            return good + [replace(r, later=True) for r in unsure]
        if whole.verdict.suggests or not good:
            return [whole]
        return [replace(good[0], text=whole.text)]

    def _within(self, read: Read, whole: Read) -> Read:
        """A piece of a message, understood a little as the whole is, and ours when the whole is."""
        scores, around = read.verdict.scores, whole.verdict.scores
        part = np.float32(1 / (1 + AROUND))
        topics = part * scores.topics + (1 - part) * around.topics
        sides = part * scores.sides + (1 - part) * around.sides
        nearest = np.maximum(scores.nearest, (1 - part) * around.nearest)
        within = replace(scores, topics=topics, sides=sides, nearest=nearest)
        verdict = judge(self.model, self.calibration.question, read.folded, within)
        ours = max(verdict.ours, whole.verdict.ours)
        return replace(read, verdict=replace(verdict, ours=ours))

    def _stands(self, read: Read, whole: Read) -> bool:
        """Whether a piece of a message is a question of its own."""
        verdict = read.verdict
        least = ALONE if verdict.topic in whole.verdict.ranked else QUITE_ALONE
        return verdict.ours >= verdict.scale.answer_ours and verdict.right >= least

    def _units(self, cut: list[Piece]) -> list[Piece]:
        """Pieces that ask, each with what was said before it; the rest goes with the last."""
        units: list[Piece] = []
        before: list[str] = []
        for piece in cut:
            before.append(piece.text)
            if piece.closed or asks(self.model.folder.fold(piece.text).words):
                units.append(Piece(", ".join(before), piece.closed))
                before = []
        if before and units and len(" ".join(before).split()) <= LEFT_OUT:
            units[-1] = replace(units[-1], text=", ".join([units[-1].text, *before]))
        elif before:
            units.append(Piece(", ".join(before), False))
        return units


def different(reads: Iterable[Read]) -> list[Read]:
    """The reads with different topics, in order."""
    found: dict[int, Read] = {}
    for read in reads:
        found.setdefault(read.verdict.topic, read)
    return list(found.values())
