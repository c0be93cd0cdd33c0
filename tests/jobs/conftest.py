"""What tests of reminders share: a village with nobody in it yet."""

from __future__ import annotations

import pytest

from bot.library import Knowledge
from bot.store.database import Database
from tests.jobs.village import QUIET_WEEK, Village


@pytest.fixture
def village(db: Database, knowledge: Knowledge) -> Village:
    """Nobody yet, in a quiet week, on each kind of database."""
    return Village(db, knowledge.library, QUIET_WEEK)
