"""Splitting: one message into the questions in it, without breaking an ordinary sentence.

A message is cut at its marks and joining words into pieces; a piece that asks nothing stays
with the piece after it. Whether pieces are questions of their own is decided by what they find.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_CHARS = 5_000  # of one message; of a longer one the beginning and the end are read
_JOIN = (
    "và|va|với lại|voi lai|với|voi|vs|còn|con|rồi|roi|ngoài ra|ngoai ra|đồng thời|dong thoi|"
    "cho em hỏi|cho tôi hỏi|cho mình hỏi|cho hỏi|xin hỏi|cho em hoi|cho toi hoi|cho hoi"
)
_CUT = re.compile(
    rf"([?？]+)|[!;\n]+|\.(?=\s|$)|,|…|\s+-\s+|(?<=\s)(?:{_JOIN})(?=\s)", re.IGNORECASE
)
_ASKS = re.compile(
    r"\b(?:gi|dau|nao|may|khong|ai|bao nhieu|bao lau|chua|gom nhung|nhu the|co phai)\b"
    r"|\b(?:lam|vi|tai|thi|the|ra|viet|nhu) sao\b|^sao\b|[^\d ] sao$"
)
_NOT_ASKING = re.compile(
    r"\b(?:(?:khong|chua|chang) (?!phai)(?:\w+ ){0,5}(?:gi|ai|dau|nao)(?: het| ca)?$|"
    r"(?:\d|co|duoc|len) sao|may (?:chuc|nam nay|hom)|khong biet|chua biet|khong ranh)\b"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a message: its text, and whether a question mark closed it."""

    text: str
    closed: bool


def bounded(text: str) -> str:
    """The text, or the beginning and end of one that is too long to read."""
    if len(text) <= MOST_CHARS:
        return text
    half = MOST_CHARS // 2
    return f"{text[:half]}\n{text[-half:]}"


def pieces(text: str) -> list[Piece]:
    """The pieces of a message in order, at most forty; pieces without letters are left out."""
    found: list[Piece] = []
    start = 0
    for cut in _CUT.finditer(text):
        _add(found, text[start : cut.start()], bool(cut.group(1)))
        start = cut.end()
    _add(found, text[start:], False)
    return found[:20] + found[-20:] if len(found) > 40 else found


def _add(found: list[Piece], text: str, closed: bool) -> None:
    text = text.strip()
    if any(c.isalnum() for c in text):
        found.append(Piece(text, closed))
    elif closed and found:
        found[-1] = Piece(found[-1].text, True)


def asks(words: tuple[str, ...]) -> bool:
    """Whether folded words have the form of a question."""
    return _ASKS.search(_NOT_ASKING.sub(" ", " ".join(words))) is not None
