"""The finder: from a message to an honest finding."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date

from knowledge.model import Candidate, Context, Finding, Library, Outcome, Part
from knowledge.search.judge import Calibration, Verdict, judge
from knowledge.search.model import Model
from knowledge.search.split import asks, bounded, pieces
from knowledge.search.words import Folded

MOST_PARTS = 3
MOST_CANDIDATES = 4


@dataclass(frozen=True)
class Search:
    """Finds answers in a library with a trained model."""

    library: Library
    model: Model
    calibration: Calibration

    def find(self, question: str, on: date, context: Context | None = None) -> Finding:
        """What would be answered to this question on that day."""
        text = bounded(question)
        folded = self.model.fold(text)
        verdict = self.judged(folded)
        part = self.part(text, folded, verdict, on)
        return Finding((part,))

    def judged(self, folded: Folded) -> Verdict:
        """The verdict on a folded text."""
        scores = self.model.scores(self.model.vector(folded))
        return judge(self.model, self.calibration, folded, scores)

    def part(self, text: str, folded: Folded, verdict: Verdict, on: date) -> Part:
        """What is said to one question."""
        if self._talk(folded, verdict):
            return Part(text, Outcome.SMALLTALK, reply=self._reply(text, verdict))
        if verdict.sure < self.calibration.suggest:
            return Part(text, Outcome.UNKNOWN)
        found = self._candidates(verdict, on)
        outcome = Outcome.ANSWER if verdict.sure >= self.calibration.answer else Outcome.SUGGEST
        return Part(text, outcome if found else Outcome.UNKNOWN, found)

    def _talk(self, folded: Folded, verdict: Verdict) -> bool:
        """Whether a text is small talk rather than a question."""
        topics = verdict.scores.topics
        return bool(topics[self.model.talk] > max(topics[verdict.topic], topics[self.model.outside]))

    def _reply(self, text: str, verdict: Verdict) -> str:
        """The reply to small talk: one of those written, chosen by the text."""
        scored = self.model.targets(verdict.scores, self.model.talk)
        name = self.model.phrases.targets[max(scored, key=scored.__getitem__)]
        talk = {s.id: s for s in self.library.smalltalk}[name.partition(":")[2]]
        return talk.replies[zlib.crc32(text.encode()) % len(talk.replies)]

    def _candidates(self, verdict: Verdict, on: date) -> tuple[Candidate, ...]:
        """The best entry of each of the best topics, best first."""
        found: list[Candidate] = []
        for topic in verdict.ranked[:MOST_CANDIDATES]:
            scored = self.model.targets(verdict.scores, topic)
            best = max(scored, key=scored.__getitem__)
            entry = self.library.entries[self.model.phrases.targets[best]]
            held = self.library.on_day(entry, on)
            if held is not None:
                found.append(Candidate(held, verdict.sure))
        return tuple(found)
