"""Ridge regression in its dual form: a Cholesky solution in blocks, fast with numpy alone."""

from __future__ import annotations

import numpy as np

from knowledge.search.vectors import Floats

BLOCK = 512


def solve(kernel: Floats, wanted: Floats, ridge: float) -> Floats:
    """The weights of every row for every column of `wanted`; `kernel` is overwritten."""
    kernel[np.diag_indices(len(kernel))] += np.float32(ridge)
    found = wanted.copy()
    cuts = [(at, min(at + BLOCK, len(kernel))) for at in range(0, len(kernel), BLOCK)]
    inverses = [_step(kernel, found, start, end) for start, end in cuts]
    for (start, end), inverse in zip(reversed(cuts), reversed(inverses), strict=True):
        rest = found[start:end] - kernel[end:, start:end].T @ found[end:]
        found[start:end] = inverse.T @ rest
    return found


def _step(kernel: Floats, found: Floats, start: int, end: int) -> Floats:
    """Factor one block column in place, solve forward for its rows; the inverse of its corner."""
    left = kernel[start:end, :start]
    corner = kernel[start:end, start:end] - left @ left.T
    lower = np.linalg.cholesky(corner.astype(np.float64))
    inverse = np.linalg.inv(lower).astype(np.float32)
    below = kernel[end:, start:end] - kernel[end:, :start] @ left.T
    kernel[end:, start:end] = below @ inverse.T
    found[start:end] = inverse @ (found[start:end] - left @ found[:start])
    return inverse
