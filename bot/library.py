"""The content and the search over it, opened together: what `ask` needs, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings
from knowledge.load import CONTENT, Fault, load_or_last_good
from knowledge.model import Finder, Library
from knowledge.search import build


@dataclass(frozen=True)
class Knowledge:
    """The content and the search over it, and the faults that were left out."""

    library: Library
    finder: Finder
    faults: tuple[Fault, ...] = ()


def open_knowledge(settings: Settings, folder: Path = CONTENT) -> Knowledge:
    """Load the content (the last good one when it has faults) and build the search.

    Raises ContentFaults when nothing can be loaded at all.
    """
    cache = settings.ocop_data / "cache"
    library, faults = load_or_last_good(folder, cache / "content.json")
    return Knowledge(library, build(library, cache / "search.npz"), tuple(faults))
