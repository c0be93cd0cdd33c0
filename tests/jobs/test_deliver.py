"""The one road out: every outcome, the pace, floods, and nothing lost on the way."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.channel import Blocked, Moved, Pace, Refused, SendError, TryLater, Unclear
from bot.core.message import Outgoing
from bot.store import outbox, people
from bot.store.database import Database
from bot.store.outbox import Delivery, Rank
from jobs.deliver import Deliverer
from jobs.outcome import Again, End, judge
from jobs.pace import Pacer
from tests.world import NOON, FakeChannel, FakeClock

Put = Callable[..., Awaitable[None]]


class Office:
    """A deliverer with its channel and clock, and a way to put messages before it."""

    def __init__(self, db: Database, pace: Pace | None = None) -> None:
        self.db, self.clock = db, FakeClock()
        self.channel = FakeChannel(pace=pace or Pace())
        self.deliverer = Deliverer(db, self.channel, self.clock)
        self.count = 0

    async def put(self, text: str, who: str = "an", rank: Rank = Rank.REPLY) -> None:
        self.count += 1
        known = await people.known(self.db, "fake", who)
        async with self.db.write() as tx:
            to = known.address_id if known else 0
            if known is None:
                to, _ = await people.add(self.db, tx, "fake", who, self.clock.now())
            await outbox.add(
                self.db,
                tx,
                key=f"{self.count}",
                channel="fake",
                address_id=to,
                message=Outgoing(text),
                rank=rank,
                now=self.clock.now(),
            )

    async def texts(self) -> list[str]:
        await self.deliverer.once()
        return [message.text for _, message in self.channel.sent]


async def test_everything_due_is_sent_once(db: Database) -> None:
    office = Office(db)
    for number in range(30):
        await office.put(f"{number}", who=f"người {number % 7}")
    assert sorted(await office.texts(), key=int) == [str(n) for n in range(30)]
    assert await office.deliverer.once() == {}
    assert await outbox.counts(db) == {"sent": 30}


async def test_wait_and_send_again(db: Database) -> None:
    office = Office(db)
    await office.put("chào")
    office.channel.failures.append(TryLater(5))
    assert await office.texts() == []
    office.clock.pass_(seconds=4)
    assert await office.texts() == []
    office.clock.pass_(seconds=1)
    assert await office.texts() == ["chào"]


async def test_a_flood_wait_silences_the_whole_bot_to_the_second(db: Database) -> None:
    office = Office(db)
    office.channel.failures.append(TryLater(17, everyone=True))
    await office.put("một")
    assert await office.texts() == []
    await office.put("hai", who="bình")
    office.clock.pass_(seconds=16.9)
    assert await office.texts() == []
    office.clock.pass_(seconds=0.1)
    assert sorted(await office.texts()) == ["hai", "một"]


async def test_a_new_worker_obeys_the_flood_wait_of_an_old_one(db: Database) -> None:
    office = Office(db)
    office.channel.failures.append(TryLater(60, everyone=True))
    await office.put("một")
    await office.texts()
    await office.put("hai", who="bình")
    other = Deliverer(db, office.channel, office.clock)
    running = asyncio.create_task(other.run())
    await asyncio.sleep(0.2)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert office.channel.sent == []


async def test_who_blocked_us_is_closed_and_counted_apart(db: Database) -> None:
    office = Office(db)
    await office.put("một")
    await office.put("hai")
    office.channel.failures.append(Blocked("bot was blocked"))
    assert await office.texts() == []
    assert await outbox.counts(db) == {"blocked": 1, "cancelled": 1}
    who = await people.known(db, "fake", "an")
    assert who is not None and who.closed


async def test_a_chat_that_moved_is_followed(db: Database) -> None:
    office = Office(db)
    await office.put("một")
    office.channel.failures.append(Moved("nhà mới"))
    await office.deliverer.once()
    assert office.channel.sent == [("nhà mới", Outgoing("một"))]


async def test_what_a_platform_refuses_is_dead_and_the_next_goes_on(db: Database) -> None:
    office = Office(db)
    await office.put("hỏng")
    await office.put("lành")
    office.channel.failures.append(Refused("text is too long"))
    assert await office.texts() == ["lành"]
    assert await outbox.counts(db) == {"dead": 1, "sent": 1}


async def test_an_unclear_reply_goes_once_more_an_announcement_never(db: Database) -> None:
    office = Office(db)
    await office.put("trả lời")
    await office.put("thông báo", who="bình", rank=Rank.ANNOUNCEMENT)
    office.channel.failures += [Unclear("timeout"), Unclear("timeout")]
    assert await office.texts() == []
    office.clock.pass_(hours=1)
    assert await office.texts() == ["trả lời"]
    assert await outbox.counts(db) == {"sent": 1, "unclear": 1}


async def test_one_chat_is_not_hurried_while_others_go_on(db: Database) -> None:
    office = Office(db, Pace(chat_seconds=60, chat_burst=2))
    for number in range(4):
        await office.put(f"an {number}")
    await office.put("bình 0", who="bình")
    assert await office.texts() == ["an 0", "bình 0", "an 1"]


async def test_running_it_sends_what_comes_later(sqlite: Database) -> None:
    office = Office(sqlite)
    running = asyncio.create_task(office.deliverer.run())
    try:
        await asyncio.sleep(0.05)
        await office.put("muộn")
        office.deliverer.wake()
        await asyncio.wait_for(office.channel.first.wait(), 5)
    finally:
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)


async def test_the_flow_is_even_and_never_above_the_rate() -> None:
    moments: list[float] = []
    loop = asyncio.get_running_loop()
    pacer = Pacer(Pace(per_second=200), loop.time)

    async def one() -> None:
        pacer.arrived(await pacer.take())
        moments.append(loop.time())

    await asyncio.gather(*(one() for _ in range(60)))
    assert moments[-1] - moments[0] >= 59 / 200 - 0.005


@given(
    waits=st.lists(st.floats(0, 3), min_size=1, max_size=60),
    seconds=st.floats(0.1, 5),
    burst=st.integers(1, 5),
)
def test_a_chat_never_gets_more_than_its_burst_and_its_rate(
    waits: list[float], seconds: float, burst: int
) -> None:
    now = 0.0
    pacer = Pacer(Pace(chat_seconds=seconds, chat_burst=burst), lambda: now)
    taken: list[float] = []
    for wait in waits:
        now += wait
        if pacer.chat_wait("an") == 0:
            taken.append(now)
    for start, first in enumerate(taken):
        for end in range(start, len(taken)):
            allowed = burst + (taken[end] - first) / seconds
            assert end - start + 1 <= allowed + 1e-6


def delivery(rank: Rank, attempts: int) -> Delivery:
    return Delivery(1, rank, 1, "an", Outgoing("x"), attempts, None)


@pytest.mark.parametrize(
    ("error", "rank", "attempts", "state"),
    [
        (Blocked(), Rank.REPLY, 1, "blocked"),
        (Refused("x"), Rank.REPLY, 1, "dead"),
        (Unclear(), Rank.REPLY, 2, "unclear"),
        (Unclear(), Rank.ANNOUNCEMENT, 1, "unclear"),
    ],
)
def test_how_it_ends(error: SendError, rank: Rank, attempts: int, state: str) -> None:
    verdict = judge(delivery(rank, attempts), error, NOON)
    assert isinstance(verdict, End) and verdict.state == state


def test_a_wait_asked_of_everyone_is_no_attempt() -> None:
    verdict = judge(delivery(Rank.REPLY, 3), TryLater(7, everyone=True), NOON)
    assert verdict == Again(NOON + timedelta(seconds=7), 2, "try later: again in 7 s")


def test_a_connection_that_fails_again_and_again_is_tried_less_and_less() -> None:
    waits = []
    for attempts in range(1, 12):
        verdict = judge(delivery(Rank.REPLY, attempts), TryLater(1), NOON)
        assert isinstance(verdict, Again)
        waits.append((verdict.not_before - NOON).total_seconds())
    assert waits[:4] == [1, 2, 4, 8]
    assert waits[-1] == 300


async def test_a_stop_at_the_moment_of_a_call_is_a_stop(sqlite: Database) -> None:
    deliverer = Deliverer(sqlite, FakeChannel(), FakeClock())
    running = asyncio.create_task(deliverer.run())
    await asyncio.sleep(0.2)  # nothing waits: it listens for a call
    deliverer.wake()
    running.cancel()
    await asyncio.wait([running], timeout=5)
    assert running.cancelled()
