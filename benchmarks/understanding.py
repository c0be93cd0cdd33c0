"""How well messages are understood: our search beside well-known ways, on the same questions.

    python -m benchmarks.understanding [QUESTIONS.jsonl ...] [--quick]

Without files the questions of tests/questions are asked, with a part of the foreign phrases of
content/outside held out of our search; no long foreign stories. Files hold
{"question", "intent": [topics]} or {"question", "kind"} lines. Every way gets the same entries
and phrases. For the others the threshold is the one that is best for them on these very
questions; ours comes from its calibration. Also shown: cross-validation inside our own phrases,
the time to learn them anew, and the time with 100,000 phrases.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

import numpy as np

from benchmarks.understanding_others import OTHERS, Asker
from knowledge.load import load
from knowledge.model import Library, Outcome
from knowledge.search import build
from knowledge.search.calibrate import FOLDS, crossed
from knowledge.search.held_out import LONG_STYLE, held_out
from knowledge.search.phrases import STORIES, phrases
from knowledge.search.train import prepare, train

DAY = date(2026, 11, 22)
MOST_LEAK = 0.02  # the share of foreign questions that another way may answer


@dataclass(frozen=True)
class Question:
    """A question with the topics that answer it; none when it is not ours."""

    text: str
    topics: frozenset[str]


@dataclass(frozen=True)
class Reply:
    """The topics of a reply, best first, how sure it is, and milliseconds."""

    topics: tuple[str, ...]
    sure: float
    ms: float
    outcome: Outcome | None = None  # None: by threshold


def main() -> None:
    """Print the table."""
    files = [Path(a) for a in sys.argv[1:] if not a.startswith("--")]
    library = load()
    questions = list(_read(files)) if files else list(_mirror(library))
    ours = sum(bool(q.topics) for q in questions)
    print(
        f"{len(library.entries)} mục, {ours} câu của mình, {len(questions) - ours} câu ngoài lề\n"
    )
    print(f"{'cách':24} {'đúng':>6} {'gợi ý':>6} {'sai':>6} {'lọt':>6} {'ms':>7} {'p95':>7}")
    _row("của mình", questions, _ours(library, questions))
    for name, make in OTHERS.items():
        _row(name, questions, _other(make, library, questions))
    if "--quick" not in sys.argv:
        _cross_validation(library)
        _learning(library)
        _hundred_thousand(library)


def _read(files: list[Path]) -> Iterator[Question]:
    for file in files:
        for line in file.read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            yield Question(item["question"], frozenset(item.get("intent", ())))


def _mirror(library: Library) -> Iterator[Question]:
    for held in held_out():
        if held.topics or held.style != LONG_STYLE:
            yield Question(held.text, frozenset(held.topics))
    for kind, texts in library.outside.items():
        if kind != STORIES:  # long ones would leave ways that add up words no threshold at all
            yield from (Question(text, frozenset()) for text in texts[::FOLDS])


def _ours(library: Library, questions: list[Question]) -> list[Reply]:
    """Our replies; foreign phrases that were asked are left out of the search first."""
    asked = {q.text for q in questions if not q.topics}
    kept = {k: tuple(t for t in texts if t not in asked) for k, texts in library.outside.items()}
    finder = build(replace(library, outside={k: t for k, t in kept.items() if t}))
    finder.find("khởi động", DAY)
    replies = []
    for question in questions:
        begun = time.perf_counter()
        found = finder.find(question.text, DAY)
        ms = (time.perf_counter() - begun) * 1000
        topics: dict[str, None] = {}
        for part in found.parts:
            shown = part.candidates[: 1 if part.outcome is Outcome.ANSWER else 4]
            topics |= dict.fromkeys(c.entry.topic for c in shown)
        replies.append(Reply(tuple(topics), 1.0, ms, found.outcome))
    return replies


def _other(
    make: Callable[[list[str]], Asker], library: Library, questions: list[Question]
) -> list[Reply]:
    """The replies of another way: the topics of its best phrases."""
    known = phrases(replace(library, outside={}, smalltalk=()))
    asker = make(list(known.texts))
    replies = []
    for question in questions:
        begun = time.perf_counter()
        scores = np.asarray(asker(question.text))
        best = np.argsort(-scores, kind="stable")[:50]
        ms = (time.perf_counter() - begun) * 1000
        topics = dict.fromkeys(known.topics[known.topic_of[i]] for i in best)
        replies.append(Reply(tuple(topics)[:4], float(scores[best[0]]), ms))
    return replies


def _row(name: str, questions: list[Question], replies: list[Reply]) -> None:
    """One line of the table; without outcomes of its own a way answers from its threshold on."""
    foreign = sorted(
        (r.sure for q, r in zip(questions, replies, strict=True) if not q.topics), reverse=True
    )
    least = foreign[int(MOST_LEAK * len(foreign))] if foreign else 0.0
    seen = {"right": 0, "offered": 0, "wrong": 0, "leak": 0}
    for question, reply in zip(questions, replies, strict=True):
        answered = reply.outcome is Outcome.ANSWER if reply.outcome else reply.sure > least
        suggested = reply.outcome is Outcome.SUGGEST if reply.outcome else not answered
        if not question.topics:
            seen["leak"] += answered
        elif answered:
            seen["right" if set(reply.topics[:1]) & question.topics else "wrong"] += 1
        elif suggested and set(reply.topics[:3]) & question.topics:
            seen["offered"] += 1
    count = sum(bool(q.topics) for q in questions) or 1
    shares = [seen[k] / count for k in ("right", "offered", "wrong")]
    leak = seen["leak"] / (len(questions) - count or 1)
    ms = np.array([r.ms for r in replies])
    numbers = " ".join(f"{share:6.3f}" for share in (*shares, leak))
    print(f"{name:24} {numbers} {np.median(ms):7.2f} {np.percentile(ms, 95):7.2f}")


def _cross_validation(library: Library) -> None:
    """How often phrases are understood by a regression that was not taught them."""
    rows = list(crossed(prepare(library)))
    ours = [r for r in rows if r.ours]
    right = sum(r.right for r in ours) / len(ours)
    offered = sum(r.offered for r in ours) / len(ours)
    print(
        f"\nkiểm chéo {FOLDS} phần, {len(ours)} câu: "
        f"chủ đề đúng {right:.3f}, trong ba {offered:.3f}"
    )


def _learning(library: Library) -> None:
    """Seconds to learn all phrases anew, beside the other ways' preparation."""
    known = list(phrases(library).texts)
    ways: dict[str, Callable[[], object]] = {"của mình": lambda: train(library)}
    ways |= {name: partial(make, known) for name, make in OTHERS.items()}
    spent = {}
    for name, learn in ways.items():
        begun = time.perf_counter()
        learn()
        spent[name] = time.perf_counter() - begun
    told = ", ".join(f"{name} {seconds:.1f}" for name, seconds in spent.items())
    print(f"học lại {len(known):,} câu, giây: {told}")


def _hundred_thousand(library: Library) -> None:
    """The time for a question when every entry has many more phrases."""
    count = sum(len(e.ask) for e in library.entries.values())
    times = 100_000 // count + 1
    many = {
        e.id: replace(e, ask=tuple(f"{a} {n}" for a in e.ask for n in range(times)))
        for e in library.entries.values()
    }
    finder = build(replace(library, entries=many))
    spent = []
    for held in list(held_out())[:300]:
        begun = time.perf_counter()
        finder.find(held.text, DAY)
        spent.append((time.perf_counter() - begun) * 1000)
    p95 = np.percentile(spent, 95)
    print(f"{count * times:,} câu mẫu: giữa {np.median(spent):.1f} ms, p95 {p95:.1f} ms")


if __name__ == "__main__":
    main()
