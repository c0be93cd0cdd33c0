"""Who carries out which effect, within the transaction of its turn."""

from __future__ import annotations

from typing import Any

from bot.core.effects import Effect
from bot.store import (
    announcements,
    audiences,
    deadlines,
    evidence,
    feeds,
    links,
    officials,
    people,
    products,
    questions,
    reminders,
    requests,
    shared,
    trainings,
)
from bot.store.database import Database
from bot.store.scene import Carries, Scene

CARRIERS: Carries = {
    **announcements.CARRIES,
    **audiences.CARRIES,
    **officials.CARRIES,
    **requests.CARRIES,
    **feeds.CARRIES,
    **trainings.CARRIES,
    **deadlines.CARRIES,
    **reminders.CARRIES,
    **links.CARRIES,
    **evidence.CARRIES,
    **shared.CARRIES,
    **people.CARRIES,
    **products.CARRIES,
    **questions.CARRIES,
}


async def carry_out(db: Database, tx: Any, effect: Effect, scene: Scene) -> Scene:
    """Write one effect down; the scene after it (another person, after Forget)."""
    return await CARRIERS[type(effect)](db, tx, effect, scene) or scene
