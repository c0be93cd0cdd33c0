"""Who may go now: a place of the shared flow that was missed is lost, and replies have a door."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from time import monotonic

from bot.core.channel import Channel, Limits, Pace
from bot.core.effects.announcements import Step
from bot.core.message import Outgoing
from bot.store.database import Database
from bot.store.outbox import Delivery, Rank
from bot.store.rate import LATE, Place
from jobs.deliver import Deliverer
from jobs.flow import AHEAD, AT_ONCE, Flow
from jobs.outcome import Again
from jobs.reach import Elsewhere, Reach
from tests.jobs.announcing import Announcing

TEXT = Outgoing("x")


def limits(per_second: float) -> Limits:
    return Limits(4096, 1024, "utf16", True, True, Pace(per_second))


def delivery(*, bulk: bool = True, place: Place | None = None) -> Delivery:
    rank = Rank.ANNOUNCEMENT if bulk else Rank.REPLY
    return Delivery(1, rank, 1, "an", TEXT, 1, None, bulk, place)


async def taken(db: Database, flow: Flow) -> list[Delivery]:
    """As many as there are places soon."""
    assert flow.shared
    async with db.write() as tx:
        room, _ = await flow.shared.room(db, tx)
        places = await flow.shared.take(db, tx, [(TEXT, False)] * min(room, 3))
    return [delivery(bulk=False, place=place) for place in places]


async def test_who_stood_still_never_crowds_a_second(db: Database) -> None:
    """Three processes share 27 a second; one of them stands still, and comes back with what it
    had been given: no second sees more than 30."""
    if db.alone:
        return
    went: list[float] = []
    began = monotonic()

    async def go(flow: Flow, one: Delivery, late: float) -> None:
        await asyncio.sleep(late)
        async with flow.place(one):
            went.append(monotonic())

    async def process(stands_still: float) -> None:
        flow, sends = Flow(db, "telegram", limits(27.0), 25.0), list[asyncio.Task[None]]()
        while (passed := monotonic() - began) < 2.2:
            still = stands_still - passed  # until then nothing of it goes
            for one in await taken(db, flow):
                sends.append(asyncio.create_task(go(flow, one, max(0.0, still))))
            await asyncio.sleep(0.03)
        await asyncio.gather(*sends)

    await asyncio.gather(process(0.9), process(0.0), process(0.0))
    went.sort()
    assert len(went) > 20
    assert max(sum(a <= b < a + 1.0 for b in went) for a in went) <= 30


async def test_a_missed_place_is_lost_and_another_taken(db: Database) -> None:
    if db.alone:
        return
    flow = Flow(db, "telegram", limits(27.0), 25.0)
    missed = monotonic() - 2 * LATE
    async with flow.place(delivery(place=Place(missed, missed + LATE))):
        assert flow.shared and flow.shared.free_in > 0  # the next is after the one it took
    first = flow.shared.free_in
    now = monotonic()
    async with flow.place(delivery(place=Place(now, now + LATE))):
        assert flow.shared.free_in == first  # in time: nothing more is taken


class HeldUp(Reach):
    """On the way to its place each row is held up until `go`."""

    def __init__(self, office: Announcing) -> None:
        super().__init__(office.db, office.channels, lambda name: None)
        self.claimed, self.go = asyncio.Event(), asyncio.Event()

    async def before(
        self, delivery: Delivery, channel: Channel, now: datetime
    ) -> Elsewhere | Again | None:
        self.claimed.set()
        await self.go.wait()
        return await super().before(delivery, channel, now)


async def test_who_lost_the_place_during_a_pause_waits_for_its_end(
    db: Database, tmp_path: Path
) -> None:
    """Claimed, held up until the place is lost, and paused meanwhile: nothing leaves, and all of
    it does when the announcement goes on."""
    if db.alone:
        return
    office = Announcing(db, tmp_path, Pace(27.0))
    await office.meet("lan", "bình", "cúc")
    draft = await office.announce()
    await office.broadcasts.tick()
    reach = HeldUp(office)
    deliverer = Deliverer(db, office.channel, office.clock, bulk_rate=25.0, reach=reach)

    sending = asyncio.create_task(deliverer.once())
    await asyncio.wait_for(reach.claimed.wait(), 20)
    assert (await office.see(draft)).count("sending") > 0
    await office.steer(draft, Step.PAUSE)
    await asyncio.sleep(2 * (AHEAD + LATE))  # no place that it was given is still good
    reach.go.set()
    counts = await asyncio.wait_for(sending, 20)
    assert set(counts) == {"again"}
    assert office.got() == {}
    assert (await office.see(draft)).counts == {"waiting": 3}

    await office.steer(draft, Step.RESUME)
    async with asyncio.timeout(20):
        while (await office.see(draft)).count("waiting", "sending"):
            await deliverer.once()
    assert office.got() == {"lan": 1, "bình": 1, "cúc": 1}
    assert (await office.see(draft)).counts == {"sent": 3}


async def test_replies_have_a_door_of_their_own(sqlite: Database) -> None:
    flow, gone = Flow(sqlite, "web", limits(0.0), 0.0), asyncio.Event()
    inside = asyncio.Semaphore(0)

    async def slow() -> None:
        async with flow.place(delivery()):
            inside.release()
            await gone.wait()

    many = [asyncio.create_task(slow()) for _ in range(2 * AT_ONCE)]
    for _ in range(AT_ONCE):
        await inside.acquire()
    async with flow.place(delivery(bulk=False)):
        assert inside.locked()  # the others still wait for theirs
    gone.set()
    await asyncio.gather(*many)


async def test_announcements_are_claimed_many_at_a_time_or_not_at_all(sqlite: Database) -> None:
    flow = Flow(sqlite, "web", limits(0.0), 0.0)
    assert flow.bulk_room(flow.room(0)) == flow.room(0) > 16
    assert flow.bulk_room(flow.room(flow.room(0) - 1)) == 0
    assert flow.room(flow.room(0) - 1) == 1  # a reply may come all the same
    assert flow.is_full(flow.room(0)) and not flow.is_full(0)
