"""Tokens: a message cut into words, numbers and star signs.

Producers repeat the same few thousand pieces between spaces, so each is read once and remembered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from knowledge.search.letters import starred, tidy

LONGEST_KEPT, MOST_KEPT = 16, 50_000  # letters of a piece that is remembered, and pieces
_TOKEN = re.compile(r"\d+(?:[.,/]\d+)*|[^\W\d_]+\d[\w]*|[^\W\d_]+|\*+|%")
_GLUED = re.compile(r"(\d+(?:[.,]\d+)?)(\*|[^\W\d_]+)")
_DIGIT = re.compile(r"\d")
_MONTH = re.compile(r"\bt(\d{1,2})(?=\W|$)")
_UNITS = {
    "đ": "điểm",
    "d": "điểm",
    "*": "sao",
    "s": "sao",
    "th": "tháng",
    "tr": "triệu",
    "k": "nghìn",
}


def typed(text: str) -> list[str]:
    """The tokens of a text; "4sao", "4*", "80đ" are a number and a word."""
    if starred(text):  # a row of star signs is a number, also with spaces between
        return _tokens(text)
    return list(chain.from_iterable(map(_piece, text.split())))


def _piece(piece: str) -> Sequence[str]:
    """The tokens of what stands between spaces; pieces of ordinary length are remembered."""
    return _remembered(piece) if len(piece) <= LONGEST_KEPT else _tokens(piece)


@lru_cache(maxsize=MOST_KEPT)
def _remembered(piece: str) -> tuple[str, ...]:
    return tuple(_tokens(piece))


def _tokens(text: str) -> list[str]:
    text = tidy(text)
    if _DIGIT.search(text):
        text = _MONTH.sub(r"tháng \1", text)
        text = _GLUED.sub(lambda m: f"{m.group(1)} {_UNITS.get(m.group(2), m.group(2))}", text)
    found: list[str] = _TOKEN.findall(text)
    return [t for t in found if t.strip("*")] if "*" in text else found
