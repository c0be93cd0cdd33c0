"""What all effects have in common: a name for them, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Effect:
    """Something to be written down with the turn that asked for it."""
