"""What tests of reminders and of announcements share: a village, and an office."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.library import Knowledge
from bot.store.database import Database
from tests.jobs.announcing import PEOPLE, Announcing
from tests.jobs.village import QUIET_WEEK, Village


@pytest.fixture
def village(db: Database, knowledge: Knowledge) -> Village:
    """Nobody yet, in a quiet week, on each kind of database."""
    return Village(db, knowledge.library, QUIET_WEEK)


@pytest.fixture
async def office(db: Database, tmp_path: Path) -> Announcing:
    """Lan's commune with twelve more people, on each kind of database."""
    office = Announcing(db, tmp_path)
    await office.meet("lan", *PEOPLE)
    return office
