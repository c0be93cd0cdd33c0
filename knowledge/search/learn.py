"""Learning the space: which features our phrases have, and each phrase as a vector of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from knowledge.search.count import FAMILY, SINGLE, Longs, count
from knowledge.search.features import FAMILIES
from knowledge.search.vectors import SHARES, Floats, Ints, Space, Vector, hashed
from knowledge.search.words import Folded

RARE = 3  # fewest phrases that must have a pair of words or a run of letters


def learn(texts: Sequence[Folded]) -> tuple[Space, tuple[Vector, ...]]:
    """The space of some texts, every feature common enough with its idf, and their vectors."""
    counted = count(texts)
    kind, total = counted.kind, len(texts)
    df = np.bincount(counted.feature, minlength=len(counted.keys))
    kept = np.flatnonzero((df >= RARE) | SINGLE[kind])
    keys, first = np.unique(hashed(counted.names(kept)), return_index=True)
    kept = kept[first]
    idf = (np.log((1 + total) / (1 + df[kept])) + 1).astype(np.float32)
    space = Space(keys, idf, kind[kept] == 0)
    place = np.full(len(counted.keys), -1, np.int32)
    place[kept] = np.arange(len(kept))
    order = np.argsort(_narrow(counted.row, total), kind="stable")
    feature, family = place[counted.feature[order]], FAMILY[kind][counted.feature[order]]
    return space, _vectors(space, counted.row[order], feature, family, counted.times[order], total)


def _narrow(row: Longs, total: int) -> NDArray[np.integer[Any]]:
    """The numbers of texts in as few bits as they fit: short numbers are put in order at once."""
    return row.astype(np.uint16 if total <= 1 << 16 else np.uint32)


def _vectors(
    space: Space, row: Longs, feature: Ints, family: NDArray[np.int64], times: Floats, count: int
) -> tuple[Vector, ...]:
    """The vectors of rows: every family scaled to length 1."""
    known = feature >= 0
    strange = np.float32(np.sqrt(space.strange))
    value = np.where(known, space.idf[feature] * np.sqrt(times), strange)
    cell = row * len(FAMILIES) + family
    squares = np.bincount(cell, value * value, count * len(FAMILIES))
    lengths = np.sqrt(squares).astype(np.float32)
    weights = (value / lengths[cell])[known]
    totals = (squares.reshape(count, -1) > 0) @ SHARES
    ids, shares = feature[known], SHARES[family[known]]
    ends = np.searchsorted(row[known], np.arange(count + 1))
    return tuple(
        Vector(ids[a:b], weights[a:b], shares[a:b], float(total))
        for a, b, total in zip(ends[:-1].tolist(), ends[1:].tolist(), totals, strict=True)
    )
