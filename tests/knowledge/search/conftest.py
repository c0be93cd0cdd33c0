"""One search over the real content for all tests of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.load import CONTENT, read
from knowledge.load_files import snapshot
from knowledge.model import Context, Finder, Finding, Library
from knowledge.search import build

DAY = date(2026, 11, 22)
Ask = Callable[..., Finding]


@pytest.fixture(scope="session")
def library() -> Library:
    """The real content; that it has no faults is the business of `check`."""
    return read(snapshot(CONTENT)).library


@pytest.fixture(scope="session")
def finder(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Finder:
    """The search over the real content, kept where pytest keeps its cache."""
    here = Path(__file__).parents[3] / ".pytest_cache" / "understanding.npz"
    return build(library, here)


@pytest.fixture
def ask(finder: Finder) -> Ask:
    """Ask a question on a day of 2026, after earlier answers if any."""

    def asking(question: str, after: str = "", on: date = DAY, product_set: int = 0) -> Finding:
        context = Context((after,) if after else (), product_set)
        return finder.find(question, on, context)

    return asking
