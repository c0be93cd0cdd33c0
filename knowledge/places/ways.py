"""The ways to cut what somebody typed into names of places, and into names that are like it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, product
from typing import NamedTuple

from rapidfuzz import fuzz, process

from knowledge.places.gazetteer import gazetteer
from knowledge.places.words import FILLERS, FORMER, LONGEST, kind_at, nickname, words

UNKNOWN = 100  # what leaving out a word costs that is no filler
MOST_WAYS = 12  # ways that are kept at each word
LIKE = 84.0  # how near (of 100) a misspelt name must be
SHORTEST = 4  # letters of a name that may be misspelt
MOST_PIECES, MOST_GUESSES = 4, 60  # pieces between commas, and readings of all of them together
_PIECES = re.compile(r"[,;/\n()–-]")


class Mention(NamedTuple):
    """A name in what was typed: its kind when written ("xa"), and its key."""

    kind: str
    key: str


class Way(NamedTuple):
    """A way to cut what was typed: the words left out (UNKNOWN each, fillers 1), the names, and
    whether a word left out asks for names of before ("cũ")."""

    left_out: int
    mentions: tuple[Mention, ...]
    former: bool = False


def ways(tokens: list[str]) -> list[Way]:
    """The ways to cut the words into known names, those that leave out least."""
    at: list[list[Way]] = [[] for _ in range(len(tokens) + 1)]
    at[0] = [Way(0, ())]
    for start, token in enumerate(tokens):
        kept = sorted(set(at[start]), key=cost)[:MOST_WAYS]
        steps = list(_names_at(tokens, start))
        for way in kept:
            more = 1 if token in FILLERS else UNKNOWN
            former = way.former or token in FORMER
            at[start + 1].append(Way(way.left_out + more, way.mentions, former))
            for end, mention in steps:
                at[end].append(Way(way.left_out, (*way.mentions, mention), way.former))
    most = UNKNOWN * (len(tokens) // 2 + 1)
    return [way for way in at[-1] if way.mentions and way.left_out < most]


def cost(way: Way) -> tuple[int, int]:
    """What is better comes first: little left out, few names."""
    return way.left_out, len(way.mentions)


def _names_at(tokens: list[str], start: int) -> Iterator[tuple[int, Mention]]:
    """The names that begin at a word, with or without a kind before them."""
    kind, count = kind_at(tokens, start)
    for skip, written in ((count, kind), (0, "")):
        if written == "" and skip:
            continue
        first = start + skip
        for end in range(first + 1, min(first + LONGEST, len(tokens)) + 1):
            key = nickname(" ".join(tokens[first:end]))
            if _known(key):
                yield end, Mention(written, key)
        if not count:
            return


def _known(key: str) -> bool:
    g = gazetteer()
    tables = (g.by_key, g.old_by_key, g.by_district, g.by_province)
    return any(key in table for table in tables)


def likely(text: str) -> Iterator[Way]:
    """Ways for misspelt names: each piece between commas as the names that are like it."""
    pieces = [list(_like(words(piece))) for piece in _PIECES.split(text) if words(piece)]
    if not pieces or not all(pieces) or len(pieces) > MOST_PIECES:
        return
    for chosen in islice(product(*pieces), MOST_GUESSES):
        off = UNKNOWN * sum(score for score, _ in chosen)
        yield Way(off, tuple(mention for _, mention in chosen))


def _like(tokens: list[str]) -> Iterator[tuple[int, Mention]]:
    """Names like these words, with how far off they are, nearest first."""
    kind, count = kind_at(tokens, 0)
    whole = " ".join(tokens[count:])
    for key in dict.fromkeys((whole, " ".join(t for t in tokens[count:] if t not in FILLERS))):
        if _known(nickname(key)):
            yield 0, Mention(kind, nickname(key))
        elif len(key) >= SHORTEST:
            near = process.extract(key, _all_keys(), scorer=fuzz.ratio, score_cutoff=LIKE)
            yield from ((round(100 - score), Mention(kind, like)) for like, score, _ in near)


@cache
def _all_keys() -> tuple[str, ...]:
    g = gazetteer()
    return tuple({**g.by_key, **g.old_by_key, **g.by_district, **g.by_province})
