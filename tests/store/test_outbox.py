"""The outbox: claimed once, in order, by rank; nothing lost when a worker dies."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.message import Choice, Outgoing
from bot.store import outbox, people
from bot.store.database import Database
from bot.store.outbox import Delivery, Done, Rank
from tests.world import NOON

LEASE = timedelta(seconds=30)


async def address(db: Database, name: str) -> int:
    async with db.write() as tx:
        number, _ = await people.add(db, tx, "fake", name, NOON)
    return number


async def put(db: Database, to: int, key: str, rank: Rank = Rank.REPLY, **more: timedelta) -> bool:
    times = {name: NOON + delta for name, delta in more.items()}
    async with db.write() as tx:
        return await outbox.add(
            db,
            tx,
            key=key,
            channel="fake",
            address_id=to,
            message=Outgoing(key),
            rank=rank,
            now=NOON,
            **times,
        )


async def claim(db: Database, count: int = 10, at: timedelta = timedelta()) -> list[Delivery]:
    return await outbox.claim(
        db, channel="fake", worker="w", count=count, now=NOON + at, lease=LEASE
    )


def texts(deliveries: list[Delivery]) -> list[str]:
    return [delivery.message.text for delivery in deliveries]


async def test_the_same_key_is_added_once(db: Database) -> None:
    an = await address(db, "an")
    assert await put(db, an, "hello")
    assert not await put(db, an, "hello")
    assert texts(await claim(db)) == ["hello"]


async def test_a_message_comes_back_as_it_went_in(db: Database) -> None:
    an = await address(db, "an")
    message = Outgoing("Mật ong 🍯", ((Choice("Có", "yes"), Choice("Không", "no")),), replaces="7")
    async with db.write() as tx:
        await outbox.add(
            db,
            tx,
            key="k",
            channel="fake",
            address_id=an,
            message=message,
            rank=Rank.REPLY,
            now=NOON,
        )
    (delivery,) = await claim(db)
    assert (delivery.message, delivery.address) == (message, "an")


async def test_replies_overtake_reminders_and_announcements(db: Database) -> None:
    people_ = [await address(db, name) for name in ("an", "binh", "chi")]
    ranks = (Rank.ANNOUNCEMENT, Rank.REMINDER, Rank.REPLY)
    for person, rank in zip(people_, ranks, strict=True):
        await put(db, person, rank.name, rank)
    assert texts(await claim(db, 1)) == ["REPLY"]
    assert texts(await claim(db)) == ["REMINDER", "ANNOUNCEMENT"]


async def test_one_person_gets_one_message_at_a_time_in_order(db: Database) -> None:
    an = await address(db, "an")
    await put(db, an, "first")
    await put(db, an, "second")
    (first,) = await claim(db)
    assert first.message.text == "first"
    assert await claim(db) == []
    await outbox.finish(db, "w", [Done(first.id, "sent")], NOON)
    assert texts(await claim(db)) == ["second"]


async def test_a_reply_that_waits_holds_back_the_next_reply(db: Database) -> None:
    an = await address(db, "an")
    await put(db, an, "first")
    await put(db, an, "second")
    (first,) = await claim(db)
    later = NOON + timedelta(seconds=5)
    await outbox.put_back(db, "w", first, not_before=later, attempts=1, why="flood")
    assert await claim(db) == []
    assert texts(await claim(db, at=timedelta(seconds=5))) == ["first"]


async def test_a_reminder_for_tomorrow_holds_back_nothing(db: Database) -> None:
    an = await address(db, "an")
    await put(db, an, "tomorrow", Rank.REMINDER, not_before=timedelta(days=1))
    await put(db, an, "now", Rank.REMINDER)
    assert texts(await claim(db)) == ["now"]


async def test_the_next_moment_is_known(db: Database) -> None:
    assert await outbox.next_due(db, "fake") is None
    an = await address(db, "an")
    await put(db, an, "later", not_before=timedelta(hours=1))
    assert await outbox.next_due(db, "fake") == NOON + timedelta(hours=1)


async def test_too_late_is_dropped_and_counted(db: Database) -> None:
    an = await address(db, "an")
    await put(db, an, "stale", expires_at=timedelta(minutes=1))
    counts = await outbox.reap(db, NOON + timedelta(minutes=2), tries=2)
    assert counts == {"again": 0, "unclear": 0, "expired": 1}
    assert await claim(db, at=timedelta(minutes=3)) == []
    assert await outbox.counts(db) == {"expired": 1}


async def test_a_dead_workers_reply_goes_once_more_then_is_unclear(db: Database) -> None:
    an = await address(db, "an")
    await put(db, an, "reply")
    after = timedelta()
    for expected in ("again", "unclear"):
        assert texts(await claim(db, at=after)) == ["reply"]
        after += LEASE * 2
        assert (await outbox.reap(db, NOON + after, tries=2))[expected] == 1
    assert await outbox.counts(db) == {"unclear": 1}


async def test_a_dead_workers_announcement_waits_for_a_person(db: Database) -> None:
    an = await address(db, "an")
    await put(db, an, "all", Rank.ANNOUNCEMENT)
    await claim(db)
    assert (await outbox.reap(db, NOON + LEASE * 2, tries=2))["unclear"] == 1
    assert await claim(db, at=LEASE * 3) == []


async def test_a_stalled_worker_clears_its_own_doubt(db: Database) -> None:
    an = await address(db, "an")
    await put(db, an, "all", Rank.ANNOUNCEMENT)
    (held,) = await claim(db)
    await outbox.reap(db, NOON + LEASE * 2, tries=2)
    await outbox.finish(db, "w", [Done(held.id, "sent")], NOON)
    assert await outbox.counts(db) == {"sent": 1}


async def test_a_worker_that_lost_its_row_may_not_speak_for_it(db: Database) -> None:
    an = await address(db, "an")
    await put(db, an, "reply")
    (held,) = await claim(db)
    await outbox.reap(db, NOON + LEASE * 2, tries=2)
    await outbox.finish(db, "w", [Done(held.id, "dead")], NOON)
    assert await outbox.counts(db) == {"waiting": 1}


async def test_a_closed_address_gets_nothing_more(db: Database) -> None:
    an = await address(db, "an")
    await put(db, an, "reply")
    await people.close(db, an, "blocked", NOON)
    assert await claim(db) == []
    assert await outbox.counts(db) == {"cancelled": 1}


async def test_a_flood_wait_is_remembered(db: Database) -> None:
    assert await outbox.flood_until(db, "fake") is None
    for seconds in (5, 9):
        until = NOON + timedelta(seconds=seconds)
        await outbox.flood(db, "fake", until)
        assert await outbox.flood_until(db, "fake") == until


async def test_several_claimants_never_share_a_row(db: Database) -> None:
    for number in range(40):
        await put(db, await address(db, f"p{number}"), f"m{number}")
    claims = await asyncio.gather(*(claim(db, 5) for _ in range(8)))
    ids = [delivery.id for one in claims for delivery in one]
    assert len(ids) == len(set(ids)) == 40
    assert all(len(one) <= 5 for one in claims)


@pytest.mark.timeout(120)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    steps=st.lists(st.sampled_from(["claim", "sent", "die", "reap", "late"]), max_size=25),
    ranks=st.lists(st.sampled_from(list(Rank)), min_size=1, max_size=6),
)
async def test_any_order_of_events_loses_nothing(
    db: Database, steps: list[str], ranks: list[Rank]
) -> None:
    """Claim, send, die and reap in any order: no row is lost, none sent oftener than allowed."""
    async with db.write() as tx:
        await tx.execute("DELETE FROM outbox")
    for number, rank in enumerate(ranks):
        await put(db, await address(db, f"{id(steps)}-{number}"), f"{id(steps)}-{number}", rank)
    held: list[Delivery] = []
    now, sends = timedelta(), dict[int, int]()
    for step in steps:
        now += timedelta(seconds=1)
        if step == "claim":
            held += await claim(db, 2, now)
        elif step == "sent" and held:
            one = held.pop()
            sends[one.id] = sends.get(one.id, 0) + 1
            await outbox.finish(db, "w", [Done(one.id, "sent")], NOON + now)
        elif step == "die":
            for one in held:
                sends[one.id] = sends.get(one.id, 0) + 1  # it may have gone out
            held.clear()
        elif step == "late":
            now += LEASE
        await outbox.reap(db, NOON + now, tries=2)
    counts = await outbox.counts(db)
    assert sum(counts.values()) == len(ranks)
    assert all(times <= 2 for times in sends.values())


async def test_freeing_everything_drops_nothing_before_its_time(db: Database) -> None:
    """At a start no lease is waited for, but a row that has a minute left keeps it."""
    an, binh = await address(db, "an"), await address(db, "bình")
    await put(db, an, "held")
    await claim(db)
    await put(db, binh, "a minute left", expires_at=timedelta(minutes=1))
    counts = await outbox.reap(db, NOON, tries=2, dead_since=NOON + LEASE * 2)
    assert counts == {"again": 1, "unclear": 0, "expired": 0}
    assert texts(await claim(db)) == ["held", "a minute left"]
