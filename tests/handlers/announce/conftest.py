"""What tests of announcing share: a town."""

from __future__ import annotations

import pytest

from tests.handlers.announce.town import PEOPLE, PROVINCE, XA, appointed, lives
from tests.world import World


@pytest.fixture
async def town(world: World) -> World:
    """Lan looks after a commune of four producers; Hùng looks after the province."""
    await lives(world, *PEOPLE)
    await lives(world, "xa xôi", xa="13999")
    await appointed(world, "lan", XA)
    await appointed(world, "hùng", PROVINCE)
    return world
