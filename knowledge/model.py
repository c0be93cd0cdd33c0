"""The shapes of knowledge: entries, figures, sources, and what a search finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Protocol


class Confidence(StrEnum):
    """How we know: strongest first. What is not VB is said with its doubt."""

    VB = "VB"  # read in the text of law
    BC = "BC"  # press, an office's site
    GH = "GH"  # indirectly
    KC = "KC"  # general knowledge
    SL = "SL"  # our own inference or arithmetic


@dataclass(frozen=True, slots=True)
class Period:
    """From a day until a day, both included; None is open."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the day lies in the period."""
        after = self.start is None or self.start <= day
        return after and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Source:
    """A document or a press source, by its short name in sources.yaml."""

    id: str
    title: str
    about: str
    url: str
    issued: date | None = None
    in_force: Period | None = None


@dataclass(frozen=True, slots=True)
class Cited:
    """A place in a source: "Điều 4 khoản 3" of qd26."""

    document: str
    article: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit, or a date, as it is shown."""

    name: str
    text: str
    cited: Cited
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Entry:
    """One answer. `answer` and `more` have their figures filled in.

    `products` are set numbers (1 to 26) that the entry speaks of alone. An entry with
    `variant_of` is another day's rule for that entry's questions. `figures` are the names of the
    figures that were filled in.
    """

    id: str
    topic: str
    title: str
    ask: tuple[str, ...]
    answer: str
    more: str
    sources: tuple[Cited, ...]
    valid: Period
    reviewed_by: str
    reviewed_on: date
    confidence: Confidence
    status: str = "published"
    products: tuple[int, ...] = ()
    related: tuple[str, ...] = ()
    variant_of: str = ""
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """A branch of the question menu: its title and its topics with their short names."""

    id: str
    title: str
    topics: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SmallTalk:
    """Phrases that are no question (a greeting, thanks, an insult) and what to say to them."""

    id: str
    ask: tuple[str, ...]
    replies: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class Library:
    """All loaded content of one version. `version` is a digest of the files it came from.

    Shown by its version alone: asyncio shows what its tasks return, also to nobody.
    """

    version: str
    entries: Mapping[str, Entry]
    areas: tuple[Area, ...]
    figures: Mapping[str, Figure]
    sources: Mapping[str, Source]
    texts: Mapping[str, str]
    smalltalk: tuple[SmallTalk, ...] = ()
    outside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    products: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    synonyms: Mapping[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"Library({self.version!r})"

    def topic_name(self, topic: str) -> str:
        """The short name of a topic, or its id when it has none."""
        for area in self.areas:
            if topic in area.topics:
                return area.topics[topic]
        return topic

    def of_topic(self, topic: str, day: date) -> tuple[Entry, ...]:
        """The published entries of a topic that hold on a day, in order of file name."""
        return tuple(
            e
            for e in self.entries.values()
            if e.topic == topic and e.status == "published" and e.valid.holds(day)
        )

    def on_day(self, entry: Entry, day: date) -> Entry | None:
        """The entry, or the variant of it, whose rules hold on a day; None when we have none."""
        if entry.valid.holds(day):
            return entry
        root = entry.variant_of or entry.id
        for other in self.entries.values():
            if root in (other.id, other.variant_of) and other.valid.holds(day):
                return other
        return None


class Outcome(StrEnum):
    """The honest outcomes of a search."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    UNKNOWN = "unknown"
    SMALLTALK = "smalltalk"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry with its score (0 to 1, the calibrated share of right answers at that score)."""

    entry: Entry
    score: float


@dataclass(frozen=True, slots=True)
class Part:
    """What was found for one question in the message. `candidates` best first, at most four.

    On ANSWER the first candidate is the answer (already the variant that holds on the day);
    `reply` is the text for small talk. `outdated` is set when we know the question but have no
    rule for the day that was asked about.
    """

    question: str
    outcome: Outcome
    candidates: tuple[Candidate, ...] = ()
    reply: str = ""
    outdated: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What a search found in one message: at least one part, at most three; `left` are questions
    of the same message that were not looked at. `explain` makes the lines of `why`, which only a
    curator asks for."""

    parts: tuple[Part, ...]
    left: tuple[str, ...] = ()
    explain: Callable[[], tuple[str, ...]] = field(default=tuple, compare=False, repr=False)

    @property
    def why(self) -> tuple[str, ...]:
        """How the message was understood, for a curator."""
        return self.explain()

    @property
    def outcome(self) -> Outcome:
        """The best outcome of all parts: an answer to one of them makes it an answer."""
        order = (Outcome.ANSWER, Outcome.SUGGEST, Outcome.SMALLTALK, Outcome.UNKNOWN)
        return min((p.outcome for p in self.parts), key=order.index)


@dataclass(frozen=True, slots=True)
class Context:
    """What the last ten minutes were about: entries answered, latest first, and a product set."""

    entries: tuple[str, ...] = ()
    product_set: int = 0


class Finder(Protocol):
    """The search: a question in, an honest outcome out."""

    def find(self, question: str, on: date, context: Context | None = None) -> Finding:
        """What would be answered to this question on that day."""
        ...
