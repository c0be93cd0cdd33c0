"""Well-known ways to find a phrase, each over the same phrases: a question in, scores out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import bm25s
import numpy as np
from rapidfuzz import fuzz, process
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_union

from knowledge.search.letters import plain, tidy

Asker = Callable[[str], Sequence[float]]


def _plain(text: str) -> str:
    """The text in small letters without marks: what a simple bot would fold."""
    return plain(tidy(text))[:2000]


def _rapidfuzz(scorer: Callable[..., float]) -> Callable[[list[str]], Asker]:
    def make(texts: list[str]) -> Asker:
        folded = [_plain(t) for t in texts]

        def ask(question: str) -> Sequence[float]:
            scores: list[float] = process.cdist([_plain(question)], folded, scorer=scorer)[
                0
            ].tolist()
            return scores

        return ask

    return make


def _bm25(texts: list[str]) -> Asker:
    index = bm25s.BM25()
    index.index([_plain(t).split() for t in texts], show_progress=False)
    known = index.vocab_dict

    def ask(question: str) -> Sequence[float]:
        words = [w for w in _plain(question).split() if w in known]
        scores: Any = index.get_scores(words) if words else np.zeros(len(texts))
        return list(scores)

    return ask


def _tfidf(words: bool) -> Callable[[list[str]], Asker]:
    def make(texts: list[str]) -> Asker:
        parts = [TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)]
        if words:
            parts.append(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True))
        union = make_union(*parts)
        matrix = union.fit_transform([_plain(t) for t in texts])
        return lambda q: (union.transform([_plain(q)]) @ matrix.T).toarray()[0]

    return make


def _fts5(texts: list[str]) -> Asker:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE p USING fts5(text)")
    base.executemany("INSERT INTO p (rowid, text) VALUES (?, ?)", enumerate(map(_plain, texts)))

    def ask(question: str) -> Sequence[float]:
        words = "".join(c if c.isalnum() else " " for c in _plain(question)).split()[:60]
        found = np.zeros(len(texts))
        if words:
            match = " OR ".join(f'"{w}"' for w in words)
            rows = base.execute(
                "SELECT rowid, -rank FROM p WHERE p MATCH ? ORDER BY rank LIMIT 50", (match,)
            )
            for row, score in rows:
                found[row] = score
        return found.tolist()

    return ask


OTHERS: dict[str, Callable[[list[str]], Asker]] = {
    "rapidfuzz WRatio": _rapidfuzz(fuzz.WRatio),
    "rapidfuzz token_set": _rapidfuzz(fuzz.token_set_ratio),
    "BM25 (bm25s)": _bm25,
    "TF-IDF chữ": _tfidf(words=False),
    "TF-IDF chữ + từ": _tfidf(words=True),
    "SQLite FTS5": _fts5,
}
