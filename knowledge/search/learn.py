"""Learning the space: which features our phrases have, and each phrase as a vector of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from knowledge.search.features import FAMILIES
from knowledge.search.vectors import SHARES, Floats, Ints, Named, Space, Vector, hashed

RARE = 3  # fewest phrases that must have a pair of words or a run of letters
_FAMILY = {"w": 0, "c": 1, "m": 2, "h": 2, "s": 3, "n": 4, "g": 4}


def learn(texts: Iterable[Named]) -> tuple[Space, tuple[Vector, ...]]:
    """The space of some texts, every feature common enough with its idf, and their vectors."""
    number: dict[str, int] = {}
    said = array("i")
    sizes: list[int] = []
    for text in texts:
        before = len(said)
        for names in text.values():
            said.extend([number.setdefault(name, len(number)) for name in names])
        sizes.append(len(said) - before)
    row, feature, times = _counted(np.frombuffer(said, np.int32), sizes, len(number))
    df = np.bincount(feature, minlength=len(number))
    single = np.array([_single(name) for name in number])
    kept = np.flatnonzero((df >= RARE) | single)
    keys = hashed(number)
    kept = kept[np.unique(keys[kept], return_index=True)[1]]
    idf = (np.log((1 + len(sizes)) / (1 + df[kept])) + 1).astype(np.float32)
    words = np.array([name[0] == "w" for name in number])
    space = Space(keys[kept], idf, (single & words)[kept])
    place = np.full(len(number), -1, np.int32)
    place[kept] = np.arange(len(kept))
    family = np.array([_FAMILY[name[0]] for name in number])
    return space, _vectors(space, row, place[feature], family[feature], times, len(sizes))


def _counted(said: Ints, sizes: list[int], count: int) -> tuple[Ints, Ints, Floats]:
    """Every row with every feature it has, once, and how often."""
    row = np.repeat(np.arange(len(sizes), dtype=np.int64), sizes)
    both, times = np.unique(row * count + said, return_counts=True)
    return (both // count).astype(np.int32), (both % count).astype(np.int32), times.astype("f4")


def _vectors(
    space: Space, row: Ints, feature: Ints, family: NDArray[np.int64], times: Floats, count: int
) -> tuple[Vector, ...]:
    """The vectors of rows: every family scaled to length 1."""
    known = feature >= 0
    value = np.where(known, space.idf[feature] * np.sqrt(times), np.sqrt(space.strange))
    cell = row * len(FAMILIES) + family
    squares = np.bincount(cell, value * value, count * len(FAMILIES))
    weights = (value / np.sqrt(squares)[cell])[known].astype(np.float32)
    totals = (squares.reshape(count, -1) > 0) @ SHARES
    ids, shares = feature[known], SHARES[family[known]]
    ends = np.searchsorted(row[known], np.arange(count + 1))
    return tuple(
        Vector(ids[a:b], weights[a:b], shares[a:b], float(total))
        for a, b, total in zip(ends[:-1].tolist(), ends[1:].tolist(), totals, strict=True)
    )


def _single(name: str) -> bool:
    """Whether a feature is one word or a product: kept however rare."""
    return name[0] in "wmhng" and " " not in name
