"""Where a message goes when a channel may not or cannot bring it: elsewhere, later, never lost.

The channel "oa" stands for a Zalo Official Account: it may write for nothing for 48 hours after
somebody wrote, at a price for 7 days, and not at all afterwards.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.core.channel import Allowance, Blocked, Refused, SendError, TryLater, Unclear
from bot.core.message import Choice, Incoming, Kind, Outgoing
from bot.core.turn import Reply
from bot.store import outbox, people, turns
from bot.store.database import Database
from bot.store.merge import merge
from bot.store.outbox import Rank
from jobs.deliver import Deliverer
from jobs.reach import Reach
from tests.world import NOON, FakeChannel, FakeClock

FREE, LONGEST = timedelta(hours=48), timedelta(days=7)


def oa_allows(heard_at: datetime | None, now: datetime) -> Allowance:
    if heard_at is None or now >= heard_at + LONGEST:
        return Allowance(now=False, template="nhac_han")
    if now >= heard_at + FREE:
        return Allowance(until=heard_at + LONGEST, cost=165)
    return Allowance(until=heard_at + FREE)


class Lan:
    """Lan on an Official Account and on Telegram, one person, with a deliverer for each."""

    def __init__(self, db: Database) -> None:
        self.db, self.clock = db, FakeClock()
        self.oa = FakeChannel("oa", buttons=False, allows=oa_allows)
        self.telegram = FakeChannel("telegram")
        self.channels = {"oa": self.oa, "telegram": self.telegram}
        reach = Reach(db, lambda: self.channels, lambda name: None)
        self.deliverers = [
            Deliverer(db, channel, self.clock, reach=reach) for channel in self.channels.values()
        ]
        self._updates = iter(range(1_000_000))

    async def writes(self, channel: str, kind: Kind = Kind.TEXT) -> int:
        """She writes; the number of her address there."""
        incoming = Incoming(channel, "lan", f"u{next(self._updates)}", kind, "x")
        record = turns.Record(incoming, next(self._updates), "t", Reply(), self.clock.now())
        await turns.write(self.db, record, await people.known(self.db, channel, "lan"))
        return (await self.known(channel)).address_id

    async def known(self, channel: str) -> people.Known:
        who = await people.known(self.db, channel, "lan")
        assert who is not None
        return who

    async def is_one(self) -> None:
        """Both chats are hers."""
        one, other = (await self.known("oa")).person, (await self.known("telegram")).person
        async with self.db.write() as tx:
            await merge(self.db, tx, loser=other.number, winner=one.number)

    async def due(
        self, channel: str, text: str = "nhắc", rank: Rank = Rank.REMINDER, **more: Any
    ) -> None:
        """Something is to be brought to her there."""
        async with self.db.write() as tx:
            await outbox.add(
                self.db,
                tx,
                key=text,
                channel=channel,
                address_id=(await self.known(channel)).address_id,
                message=Outgoing(text, **more),
                rank=rank,
                now=self.clock.now(),
                expires_at=self.clock.now() + timedelta(days=3),
            )

    async def brought(self) -> tuple[list[str], list[str]]:
        """What she was told by now, on the Official Account and on Telegram."""
        for _ in range(3):
            for deliverer in self.deliverers:
                await deliverer.once()
            self.clock.pass_(seconds=1)
        one, other = self.oa.sent, self.telegram.sent
        return [m.text for _, m in one], [m.text for _, m in other]


@pytest.fixture
async def lan(db: Database) -> Lan:
    lan = Lan(db)
    await lan.writes("oa")
    return lan


async def both(lan: Lan) -> None:
    await lan.writes("telegram")
    await lan.is_one()


async def test_within_two_days_the_reminder_goes_where_it_was_meant(lan: Lan) -> None:
    await both(lan)
    lan.clock.pass_(hours=40)
    await lan.due("oa")
    assert await lan.brought() == (["nhắc"], [])


async def test_what_would_cost_goes_by_a_free_channel(lan: Lan) -> None:
    await both(lan)
    lan.clock.pass_(days=3)
    await lan.due("oa")
    assert await lan.brought() == ([], ["nhắc"])
    assert await outbox.counts(lan.db) == {"sent": 1}


async def test_without_another_channel_what_costs_is_paid(lan: Lan) -> None:
    lan.clock.pass_(days=3)
    await lan.due("oa")
    assert await lan.brought() == (["nhắc"], [])


async def test_after_seven_days_it_falls_back_and_the_key_keeps_it_single(lan: Lan) -> None:
    await both(lan)
    lan.clock.pass_(days=8)
    await lan.due("oa", rank=Rank.ANNOUNCEMENT)
    assert await lan.brought() == ([], ["nhắc"])
    await lan.due("oa", rank=Rank.ANNOUNCEMENT)
    await lan.due("telegram", rank=Rank.ANNOUNCEMENT)
    assert await lan.brought() == ([], ["nhắc"]), "the same key: nothing is said twice"


async def test_our_words_are_not_sent_where_only_a_template_may_go(lan: Lan) -> None:
    lan.oa.allows = lambda heard_at, now: Allowance(template="nhac_han")
    await lan.due("oa")
    assert await lan.brought() == ([], [])
    assert await outbox.counts(lan.db) == {"waiting": 1}


async def test_with_nowhere_to_go_it_waits_until_she_writes(lan: Lan) -> None:
    lan.clock.pass_(days=8)
    await lan.due("oa")
    assert await lan.brought() == ([], [])
    lan.clock.pass_(hours=2)
    assert await lan.brought() == ([], [])
    await lan.writes("oa")
    lan.clock.pass_(hours=1)
    assert await lan.brought() == (["nhắc"], [])


async def test_what_waits_too_long_is_dropped_and_counted(lan: Lan) -> None:
    lan.clock.pass_(days=8)
    await lan.due("oa")
    await lan.brought()
    lan.clock.pass_(days=4)
    assert (await outbox.reap(lan.db, lan.clock.now(), tries=10))["expired"] == 1


async def test_a_reply_is_never_held_back(lan: Lan) -> None:
    await both(lan)
    lan.clock.pass_(days=8)
    await lan.due("oa", "trả lời", Rank.REPLY)
    assert await lan.brought() == (["trả lời"], [])


@pytest.mark.parametrize(
    ("error", "rank", "told"),
    [
        (Blocked("left"), Rank.REMINDER, ([], ["nhắc"])),
        (Blocked("left"), Rank.REPLY, ([], [])),
        (TryLater(3600, reason="quota"), Rank.REMINDER, ([], ["nhắc"])),
        (TryLater(3600, reason="quota"), Rank.REPLY, ([], ["nhắc"])),
        (TryLater(1), Rank.REMINDER, (["nhắc"], [])),
        (Refused("bad"), Rank.REMINDER, ([], [])),
        (Unclear("cut"), Rank.ANNOUNCEMENT, ([], [])),
    ],
)
async def test_what_could_not_be_sent_goes_elsewhere_unless_it_may_have_arrived(
    lan: Lan, error: SendError, rank: Rank, told: tuple[list[str], list[str]]
) -> None:
    await both(lan)
    await lan.due("oa", rank=rank)
    lan.oa.failures.append(error)
    assert await lan.brought() == told


async def test_who_blocks_one_channel_is_told_on_the_other(lan: Lan) -> None:
    """All that waits there comes along, but for replies: they answer what was said there."""
    await both(lan)
    await lan.due("oa", "một")
    await lan.due("oa", "hai", Rank.ANNOUNCEMENT)
    await lan.due("oa", "trả lời", Rank.REPLY)
    await lan.writes("oa", Kind.LEFT)
    assert await lan.brought() == ([], ["một", "hai"])
    assert await outbox.counts(lan.db) == {"cancelled": 1, "sent": 2}


async def test_a_channel_that_is_not_served_is_no_way(lan: Lan) -> None:
    await both(lan)
    lan.clock.pass_(days=8)
    del lan.channels["telegram"]
    await lan.due("oa")
    assert await lan.brought() == ([], [])
    assert await outbox.counts(lan.db) == {"waiting": 1}


async def test_two_full_mailboxes_are_no_game_of_ball(lan: Lan) -> None:
    await both(lan)
    spent = TryLater(3600, reason="quota")
    lan.oa.failures += [spent] * 100
    lan.telegram.failures += [spent] * 100
    await lan.due("oa")
    for _ in range(30):
        await lan.brought()
    tried = 200 - len(lan.oa.failures) - len(lan.telegram.failures)
    assert tried <= 13
    for channel in (lan.oa, lan.telegram):
        channel.failures.clear()
    lan.clock.pass_(hours=2)
    assert sum(map(len, await lan.brought())) == 1


async def test_a_number_means_what_a_reminder_showed_last(lan: Lan) -> None:
    await lan.due("oa", rows=((Choice("Đã làm xong", "done:1"),),))
    await lan.brought()
    assert [c.action for c in (await lan.known("oa")).offered] == ["done:1"]
    assert lan.clock.now() > NOON
