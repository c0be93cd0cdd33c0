"""Questions that two entries both claim: equal or nearly equal once folded."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.check_place import Places, path_of
from knowledge.load_faults import Fault
from knowledge.model import Library

NEAR = 94
_BLOCK = 256
_OTHER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A way of asking with its owner: an entry's id, or "smalltalk/…", "outside/…"."""

    owner: str
    path: str
    text: str
    folded: str


def fold(text: str) -> str:
    """Lower case, no diacritics, no punctuation, single spaces."""
    plain = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return _OTHER.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def phrases_of(library: Library) -> list[Phrase]:
    """Every phrase of the library, entries first; phrases of signs alone are left out."""
    found = [
        Phrase(entry.id, path_of(entry), text, fold(text))
        for entry in library.entries.values()
        for text in entry.ask
    ]
    for talk in library.smalltalk:
        found += [Phrase(f"smalltalk/{talk.id}", "smalltalk", t, fold(t)) for t in talk.ask]
    for kind, texts in library.outside.items():
        found += [Phrase(f"outside/{kind}", "outside", t, fold(t)) for t in texts]
    return [phrase for phrase in found if phrase.folded]


def phrase_faults(library: Library, places: Places) -> Iterator[Fault]:
    """Equal phrases (refused between entries, noted within one) and near ones (noted)."""
    first: dict[str, Phrase] = {}
    for phrase in phrases_of(library):
        other = first.setdefault(phrase.folded, phrase)
        if other is not phrase and "/" not in other.owner:
            yield _equal(other, phrase, places)
    ours = [p for p in first.values() if "/" not in p.owner]
    for one, two in _near(ours):
        text = f"“{two.text}” gần như “{one.text}” của mục `{one.owner}`; bỏ hoặc viết khác đi."
        yield places.at(two.path, two.text, text, "note", "ask")


def _equal(one: Phrase, two: Phrase, places: Places) -> Fault:
    """The same question twice."""
    if one.owner == two.owner:
        text = f"“{two.text}” trùng “{one.text}” ngay trong mục này; bỏ một câu."
        return places.at(two.path, two.text, text, "note", "ask")
    if "/" in two.owner:
        text = f"“{one.text}” cũng nằm trong {two.owner}; bỏ ở một nơi."
        return places.at(one.path, one.text, text, field="ask")
    text = f"“{two.text}” trùng “{one.text}” của mục `{one.owner}`; giữ ở một mục thôi."
    return places.at(two.path, two.text, text, field="ask")


def _near(phrases: list[Phrase]) -> Iterator[tuple[Phrase, Phrase]]:
    """Pairs of different owners that differ by a letter or two, block by block.

    Sorted by length, a block needs to meet only what is about as long: the rest cannot reach
    the cut-off.
    """
    ordered = sorted(phrases, key=lambda p: (len(p.folded), p.folded, p.owner))
    texts = [p.folded for p in ordered]
    lengths = np.array([len(text) for text in texts])
    for start in range(0, len(texts), _BLOCK):
        block = texts[start : start + _BLOCK]
        reach = lengths[min(start + _BLOCK, len(texts)) - 1] * (200 - NEAR) / NEAR
        end = int(np.searchsorted(lengths, reach, side="right"))
        scores = process.cdist(
            block, texts[start:end], scorer=fuzz.ratio, score_cutoff=NEAR, dtype=np.uint8
        )
        for row, column in zip(*np.nonzero(scores), strict=True):
            one, two = ordered[start + row], ordered[start + column]
            if column > row and one.owner != two.owner:
                yield one, two
