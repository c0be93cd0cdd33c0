"""A Bot API server on loopback: keeps offsets and limits as Telegram does, fails on script.

    async with FakeTelegram() as fake:
        fake.says(7, "xin chào")
        (reply,) = await fake.heard(7, 1)

As a process of its own: `python -m tests.fakes.telegram --port N [--free]`.
"""

from tests.fakes.telegram.faults import (
    Fault,
    blocked,
    broken,
    dropped,
    fine,
    flood,
    moved,
    refused,
    silent,
)
from tests.fakes.telegram.pace import FREE, LAW, Law
from tests.fakes.telegram.server import TOKEN, FakeTelegram
from tests.fakes.telegram.world import Heard

__all__ = [
    "FREE",
    "LAW",
    "TOKEN",
    "FakeTelegram",
    "Fault",
    "Heard",
    "Law",
    "blocked",
    "broken",
    "dropped",
    "fine",
    "flood",
    "moved",
    "refused",
    "silent",
]
