"""Choosing: which entries of the best topics are offered, by words, product and day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import exp

from knowledge.model import Candidate, Context, Entry, Library
from knowledge.search.model import Model
from knowledge.search.reading import Read

MOST_CANDIDATES = 4
FEWEST_CANDIDATES = 2
SAME_SET, OTHER_SET = 0.25, -0.4  # for an entry that speaks of the named product's set, of another
FALL = 6.0  # how fast the share of a lower topic falls with its distance in score
LEAST = 0.02  # share below which a topic is not offered beyond the second


@dataclass(frozen=True)
class Chooser:
    """Chooses entries of a library by a model."""

    library: Library
    model: Model

    def entries(
        self, read: Read, on: date, context: Context | None
    ) -> tuple[tuple[Candidate, ...], bool]:
        """The candidates for a question, best first, and whether the best has no rule that day."""
        sets = self._sets(read, context)
        topics = read.verdict.scores.topics
        top = float(topics[read.verdict.topic])
        found: list[Candidate] = []
        outdated = False
        for place, topic in enumerate(read.verdict.ranked):
            share = read.sure * exp(FALL * (float(topics[topic]) - top))
            if len(found) >= MOST_CANDIDATES or (place >= FEWEST_CANDIDATES and share < LEAST):
                break
            held = self.library.on_day(self._best(read, topic, sets), on)
            if held is not None:
                found.append(Candidate(held, round(share, 4)))
            outdated = outdated or (held is None and place == 0)
        return tuple(found), outdated

    def _best(self, read: Read, topic: int, sets: frozenset[int]) -> Entry:
        """The best entry of a topic for the product sets that are spoken of."""
        scored = self.model.targets(read.verdict.scores, topic)
        names = self.model.phrases.targets

        def score(target: int) -> float:
            return scored[target] + _fit(self.library.entries[names[target]], sets)

        return self.library.entries[names[max(scored, key=score)]]

    def _sets(self, read: Read, context: Context | None) -> frozenset[int]:
        """The product sets named in the question, else the one spoken of before."""
        named = frozenset(s for good in read.folded.goods for s in good.sets)
        if not named and context and context.product_set:
            return frozenset({context.product_set})
        return named


def _fit(entry: Entry, sets: frozenset[int]) -> float:
    """How well an entry fits the product sets that are spoken of."""
    if not entry.products:
        return 0.0
    return SAME_SET if sets & set(entry.products) else OTHER_SET if sets else 0.0
