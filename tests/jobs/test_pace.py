"""The even flow: announcements keep theirs while replies come in between, all within the rate."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import Awaitable, Callable
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.channel import Pace
from bot.core.message import Outgoing
from bot.store.database import Database
from bot.store.rate import SharedPace
from jobs.pace import Pacer, Second, Sent


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
                pacer.arrived(await pacer.take(bulk=step == "bulk"))
                moments.append(still.at)

        asyncio.run(work())
    for at, first in enumerate(moments):
        assert len([m for m in moments[at:] if m < first + 1.0]) <= 28


class Afar(Still):
    """A platform on the other side of a slow line: while we wait, its answers come."""

    def __init__(self) -> None:
        super().__init__()
        self.coming: list[tuple[float, int, Sent]] = []
        self.second: Second

    async def sleep(self, seconds: float) -> None:
        until = self.at + max(0.0, seconds)
        while self.coming and self.coming[0][0] <= until:
            self.at, _, sent = heapq.heappop(self.coming)
            self.second.arrived(sent)
        self.at = until


@given(
    way=st.floats(0.0, 0.4),
    delays=st.lists(
        st.one_of(st.just((0.0, 0.0)), st.tuples(st.floats(0.0, 0.9), st.floats(0.0, 0.9))),
        min_size=40,
        max_size=120,
    ),
    shared=st.booleans(),
)
def test_what_is_held_up_on_its_way_crowds_no_second(
    way: float, delays: list[tuple[float, float]], shared: bool
) -> None:
    """`delays` on the way there and back, beside what the way always takes."""
    afar, arrivals = Afar(), list[float]()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio, "sleep", afar.sleep)
        afar.second = Second(27, afar.now, shared=shared)

        async def work() -> None:
            due = afar.at
            first = await afar.second.leave(due, 1)  # from it the way is known
            assert first
            heapq.heappush(afar.coming, (due + way, -1, first))
            await afar.sleep(3.0)
            due = afar.at
            for number, (there, back) in enumerate(delays):
                due = max(due + 1 / 27, afar.at - 0.05)
                sent = await afar.second.leave(due, 1)
                assert sent and sent.left >= due - 1e-6
                arrivals.append(sent.left + way / 2 + there)
                answer = arrivals[-1] + way / 2 + back
                heapq.heappush(afar.coming, (answer, number, sent))

        asyncio.run(work())
    arrivals.sort()
    for first in arrivals:
        assert sum(first <= one < first + 1.0 for one in arrivals) <= 27


def test_a_slow_answer_holds_up_nobody_when_little_is_sent() -> None:
    still = Still()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio, "sleep", still.sleep)
        second = Second(27, still.now, shared=True)

        async def work() -> None:
            assert await second.leave(still.at, 1)  # its answer does not come
            still.at += 5.0
            assert await second.leave(still.at, 1, latest=still.at)

        asyncio.run(work())
    assert still.at == 1005.0


def test_replies_take_nothing_from_announcements() -> None:
    still = Still()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asyncio, "sleep", still.sleep)
        pacer = Pacer(Pace(per_second=28), still.now, bulk_per_second=25)

        async def work() -> None:
            for number in range(250):
                pacer.arrived(await pacer.take(bulk=True))
                if number % 12 == 0:
                    pacer.arrived(await pacer.take())

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
