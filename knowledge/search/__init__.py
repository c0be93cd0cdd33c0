"""Search: which entry answers a message, and how sure that is."""

from __future__ import annotations

from pathlib import Path

from knowledge.model import Finder, Library
from knowledge.search.cache import load, save
from knowledge.search.finder import Search
from knowledge.search.judge import load_calibration
from knowledge.search.train import train

__all__ = ["build"]


def build(library: Library, cache: Path | None = None) -> Finder:
    """A finder for a library. With `cache` the trained model is kept in that file."""
    model = load(cache, library) if cache else None
    if model is None:
        model = train(library)
        if cache:
            save(cache, library, model)
    return Search(library, model, load_calibration())
