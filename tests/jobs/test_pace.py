"""The even flow: announcements keep theirs while replies come in between, all within the rate."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.channel import Pace
from bot.core.message import Outgoing
from bot.store.database import Database
from bot.store.rate import SharedPace
from jobs.pace import Pacer


class Still:
    """A moment that moves only when somebody sleeps, or cannot run."""

    def __init__(self) -> None:
        self.at = 1000.0

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += max(0.0, seconds)


Sleep = Callable[[float], Awaitable[None]]


@given(
    st.lists(
        st.one_of(st.just("bulk"), st.just("reply"), st.floats(0.0, 0.3)), min_size=60, max_size=200
    )
)
def test_never_more_than_the_rate_in_any_second(steps: list[str | float]) -> None:
    still, moments = Still(), list[float]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio, "sleep", still.sleep)
        pacer = Pacer(Pace(per_second=28), still.now, bulk_per_second=25)

        async def work() -> None:
            for step in steps:
                if isinstance(step, float):
                    still.at += step  # this process could not run
                    continue
                await pacer.take(bulk=step == "bulk")
                moments.append(still.at)

        asyncio.run(work())
    for at, first in enumerate(moments):
        assert len([m for m in moments[at:] if m < first + 1.0]) <= 28


def test_replies_take_nothing_from_announcements() -> None:
    still = Still()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio, "sleep", still.sleep)
        pacer = Pacer(Pace(per_second=28), still.now, bulk_per_second=25)

        async def work() -> None:
            for number in range(250):
                await pacer.take(bulk=True)
                if number % 12 == 0:
                    await pacer.take()

        asyncio.run(work())
    assert still.at - 1000.0 < 10.3  # 250 at 25 a second, with 21 replies in between


async def test_processes_share_one_flow(db: Database) -> None:
    if db.alone:
        return
    waits: list[float] = []

    async def process() -> None:
        shared = SharedPace("telegram", 28.0, 25.0, 10.0, lambda message: 1, monotonic)
        for _ in range(5):
            async with db.write() as tx:
                _, bulk = await shared.room(db, tx)
                taken = await shared.take(db, tx, [(Outgoing("x"), True)] * min(bulk, 4))
                waits.extend(place.at for place in taken)

    await asyncio.gather(*(process() for _ in range(3)))
    gaps = sorted(waits)
    assert len(waits) == 60
    assert gaps[-1] - gaps[0] > 1.8  # 60 at 25 a second, less what the taking took
