"""The finder: from a message to an honest finding."""

from __future__ import annotations

import unicodedata
import zlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial

from knowledge.model import Candidate, Context, Finding, Library, Outcome, Part
from knowledge.search.choice import Chooser
from knowledge.search.follow import followed
from knowledge.search.judge import Calibration
from knowledge.search.model import Model
from knowledge.search.reading import Read, Reader
from knowledge.search.split import bounded
from knowledge.search.why import lines

MOST_PARTS = 3
SIGN_TALK = "feeling_sign"  # the small talk for a message of emoji alone


@dataclass(frozen=True, repr=False)  # it would show all that was learned
class Search:
    """Finds answers in a library with a trained model."""

    library: Library
    model: Model
    calibration: Calibration

    def find(self, question: str, on: date, context: Context | None = None) -> Finding:
        """What would be answered to this question on that day."""
        text = bounded(question)
        reads = self.reader.read(text)
        if not any(read.folded.words for read in reads):
            return Finding((self._wordless(question),))
        if context:
            reads = followed(self.reader, self.library, reads, context)
        sure = [read for read in reads if not read.later]
        shown, rest = sure[:MOST_PARTS], sure[MOST_PARTS:]
        parts = tuple(self._part(read, on, context) for read in shown)
        left = tuple(read.text for read in (*rest, *(r for r in reads if r.later)))
        return Finding(parts, left, partial(lines, self.model, shown, parts))

    def _part(self, read: Read, on: date, context: Context | None) -> Part:
        """What is said to one question."""
        if self.reader.is_talk(read):
            return Part(read.text, Outcome.SMALLTALK, reply=self._reply(read))
        if not read.verdict.suggests:
            return Part(read.text, Outcome.UNKNOWN)
        entries, outdated = self.chooser.entries(read, on, context)
        if not entries:
            return Part(read.text, Outcome.UNKNOWN, outdated=outdated)
        return Part(read.text, self._outcome(read, outdated), entries, outdated=outdated)

    def _outcome(self, read: Read, outdated: bool) -> Outcome:
        return Outcome.ANSWER if read.verdict.answers and not outdated else Outcome.SUGGEST

    def _reply(self, read: Read) -> str:
        """The reply to small talk: one of those written, chosen by the text."""
        scored = self.model.targets(read.verdict.scores, self.model.talk)
        name = self.model.phrases.targets[max(scored, key=scored.__getitem__)]
        return self._say(name.partition(":")[2], read.text)

    def _wordless(self, question: str) -> Part:
        """A message without words: emoji are small talk, the rest says nothing to us."""
        feels = any(unicodedata.category(c) == "So" for c in question[:200])
        if feels and SIGN_TALK in self._talks:
            return Part(question, Outcome.SMALLTALK, reply=self._say(SIGN_TALK, question))
        return Part(question, Outcome.UNKNOWN)

    def _say(self, talk: str, text: str) -> str:
        replies = self._talks[talk]
        return replies[zlib.crc32(text.encode("utf-8", "replace")) % len(replies)]

    @cached_property
    def _talks(self) -> dict[str, tuple[str, ...]]:
        return {s.id: s.replies for s in self.library.smalltalk}

    @cached_property
    def reader(self) -> Reader:
        """Reads messages."""
        return Reader(self.model, self.calibration)

    @cached_property
    def chooser(self) -> Chooser:
        """Chooses entries."""
        return Chooser(self.library, self.model)


__all__ = ["Candidate", "Search"]
