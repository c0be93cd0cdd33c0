"""Logistic regression, and thresholds that let through what is allowed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def fit(
    names: Sequence[str],
    rows: Sequence[Sequence[float]],
    true: Sequence[bool],
    without: Sequence[str] = (),
    ridge: float = 0.5,
) -> dict[str, float]:
    """The weight of every sign, by Newton's method with a little ridge."""
    kept = np.array([name not in without for name in names], np.float64)
    signs = np.array(rows, np.float64) * kept
    right = np.array(true, np.float64)
    found = np.zeros(len(names))
    for _ in range(30):
        share = 1 / (1 + np.exp(-np.clip(signs @ found, -30, 30)))
        slope = signs.T @ (right - share) - ridge * found
        bend = (signs * (share * (1 - share))[:, None]).T @ signs
        found += np.linalg.solve(bend + ridge * np.eye(len(found)), slope)
    return {name: round(float(value), 4) for name, value in zip(names, found, strict=True)}


def at_most(shares: Sequence[float], allowed: float) -> float:
    """The lowest threshold that lets at most `allowed` of some shares through."""
    falling = sorted(shares, reverse=True)
    at = int(allowed)
    return round(falling[at] + 1e-4, 4) if at < len(falling) else 0.05
