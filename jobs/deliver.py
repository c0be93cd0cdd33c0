"""The one road out: claims rows of the outbox, sends them at a pace, writes down how it went."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.channel import Blocked, Channel, Moved, SendError, TryLater
from bot.core.clock import Clock
from bot.core.held import for_channel
from bot.core.message import Outgoing, Receipt
from bot.store import outbox, people
from bot.store.database import Database
from bot.store.outbox import Delivery, Done, Rank
from jobs.flow import LINE, TOGETHER, Flow, Held
from jobs.outcome import Again, judge
from jobs.reach import Elsewhere, Reach

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=30)  # longer than any send may take
DEATHS = 25  # workers that may die over one reply before it is called unclear
IDLE = 1.0  # seconds between two looks when nothing wakes us


class Deliverer:
    """Sends what waits for one channel. Several may run on one PostgreSQL database."""

    def __init__(
        self,
        db: Database,
        channel: Channel,
        clock: Clock,
        *,
        lease: timedelta = LEASE,
        ready: Callable[[Outgoing], Outgoing] | None = None,
        bulk_rate: float = 0.0,
        may_announce: Callable[[datetime], bool] = lambda now: True,
        reach: Reach | None = None,
    ) -> None:
        """`lease` must be longer than any one send; `ready` makes files just before they go.

        Announcements go at most at `bulk_rate` a second, and only while `may_announce` of now.
        `reach` finds another address where this channel may not or cannot write.
        """
        self._reach = reach
        self._ready, self._may_announce = ready, may_announce
        self._db, self._channel, self._clock, self._lease = db, channel, clock, lease
        self._worker = f"{channel.name}-{secrets.token_hex(4)}"
        self._flow = Flow(db, channel.name, channel.limits, bulk_rate)
        self._awake = asyncio.Event()
        self._under_way: set[asyncio.Task[None]] = set()
        self._done: list[Done] = []
        self._writing = asyncio.Lock()
        self._silent_until: datetime | None = None
        self._stopping = False
        self.counts: Counter[str] = Counter()

    def wake(self) -> None:
        """Something new may wait: look now."""
        self._awake.set()

    async def run(self) -> None:
        """Deliver until cancelled. A failing database is waited out."""
        self._silent_until = await outbox.flood_until(self._db, self._channel.name)
        try:
            while True:
                await self._look()
        finally:
            await self._settle()

    async def once(self) -> Counter[str]:
        """Deliver all that is due now, and return how many met each outcome."""
        before = Counter(self.counts)
        while await self._start_sends() or self._under_way:
            await asyncio.gather(*self._under_way)
        return self.counts - before

    async def _look(self) -> None:
        self._awake.clear()
        try:
            if not self._db.alone:
                self._silent_until = await outbox.flood_until(self._db, self._channel.name)
            started = await self._start_sends()
            wait = 0.0 if started else await self._until_due()
        except Exception:  # a restarting database: everything waits in it, nothing is lost
            log.exception("%s: the outbox cannot be read, looking again", self._channel.name)
            wait = IDLE
        if wait > 0:
            await _first_of(self._awake, wait)

    async def _until_due(self) -> float:
        """Seconds until the next row may go, at most IDLE (other processes insert too)."""
        now = self._clock.now()
        if self._silent() and self._silent_until:
            return min(IDLE, (self._silent_until - now).total_seconds())
        if self._flow.is_full(len(self._under_way)):
            return IDLE  # whoever ends writes down the outcome and claims the next
        bulk = self._may_announce(now)
        at = now if bulk else None
        due = await outbox.next_due(self._db, self._channel.name, announcing_at=at)
        if due is None:
            return IDLE
        wait = max((due - now).total_seconds(), self._flow.free_in(bulk=bulk))
        return max(0.01, min(IDLE, wait))

    async def _start_sends(self) -> int:
        """Claim what there is room for, and start sending it; how many were started."""
        async with self._writing:
            return await self._turn_over()

    async def _turn_over(self) -> int:
        """In one transaction: write down what has ended, claim as many as there is room for.

        Whoever calls this holds the pen. How many were started.
        """
        batch, self._done = self._done, []
        count = (
            0
            if self._silent() or self._stopping
            else self._flow.room(len(self._under_way) - len(batch))
        )
        if not batch and count <= 0:
            return 0
        now = self._clock.now()
        try:
            claimed = await outbox.turn_over(
                self._db,
                batch,
                channel=self._channel.name,
                worker=self._worker,
                count=count,
                now=now,
                lease=self._lease,
                bulk=self._flow.bulk_room(count) if self._may_announce(now) else 0,
                plain=not self._channel.limits.buttons,
                shared=self._flow.shared,
            )
        except BaseException:
            self._done[:0] = batch  # written with the next ones
            raise
        self.counts.update(one.state for one in batch)
        for delivery in claimed:
            task = asyncio.create_task(self._deliver(delivery))
            self._under_way.add(task)
            task.add_done_callback(self._ended)
        return len(claimed)

    def _silent(self) -> bool:
        return self._silent_until is not None and self._clock.now() < self._silent_until

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if not task.cancelled() and task.exception():
            log.error("a delivery failed", exc_info=task.exception())
        if not self._under_way:
            self._awake.set()

    async def _deliver(self, delivery: Delivery) -> None:
        if self._reach:
            instead = await self._reach.before(delivery, self._channel, self._clock.now())
            if instead:
                await self._not_here(delivery, instead)
                return
        wait = self._flow.chat_wait(delivery.address)
        if wait > 0:
            not_before = self._clock.now() + timedelta(seconds=wait)
            await self._again(delivery, Again(not_before, delivery.attempts - 1, "chat pace"))
            return
        try:
            message = await self._made(delivery)
            async with self._flow.place(delivery):
                receipt = await self._sent(delivery, message)
        except SendError as error:
            await self._failed(delivery, error)
            return
        except Held:
            await self._again(delivery, Again(self._clock.now(), delivery.attempts - 1, "held"))
            return
        if receipt is None:  # somebody was refused while this one waited for its place
            assert self._silent_until is not None
            await self._again(delivery, Again(self._silent_until, delivery.attempts - 1, "flood"))
            return
        if delivery.rank > Rank.REPLY and message.rows and not self._channel.limits.buttons:
            await people.show(self._db, delivery.address_id, message.choices())
        await self._finished(Done(delivery.id, "sent", "", receipt.message), delivery.bulk)

    async def _made(self, delivery: Delivery) -> Outgoing:
        """The message as this channel takes it, its file made."""
        message = for_channel(delivery.message, self._channel.name)
        if message.replaces and not self._channel.limits.buttons:
            message = replace(message, replaces="")  # it cannot change what it said
        if self._ready and message.attachment:
            await self._channel.hint(delivery.address)  # making a file takes a moment
            message = await asyncio.to_thread(self._ready, message)
        return message

    async def _sent(self, delivery: Delivery, message: Outgoing) -> Receipt | None:
        """Its receipt; None when the bot has been told to be silent."""
        return None if self._silent() else await self._channel.send(delivery.address, message)

    async def _not_here(self, delivery: Delivery, instead: Elsewhere | Again) -> None:
        """It waits, or another channel brings it."""
        if isinstance(instead, Again):
            await self._again(delivery, instead)
        elif self._reach:
            self.counts["elsewhere"] += 1
            await self._reach.send_on(self._worker, delivery, instead, self._clock.now())

    async def _failed(self, delivery: Delivery, error: SendError) -> None:
        verdict = judge(delivery, error, self._clock.now())
        if isinstance(error, TryLater) and error.everyone:
            await self._be_silent(error.after)
        if isinstance(error, Moved):
            await people.move(self._db, delivery.address_id, error.address)
        if self._reach and (instead := await self._reach.after(delivery, error, self._clock.now())):
            if isinstance(error, Blocked):
                await people.close(self._db, delivery.address_id, "blocked", self._clock.now())
            await self._not_here(delivery, instead)
            return
        if isinstance(verdict, Again):
            await self._again(delivery, verdict)
            return
        log.warning("delivery %d is %s: %s", delivery.id, verdict.state, verdict.why)
        if isinstance(error, Blocked):  # first, for the end of this one claims the next
            await people.close(self._db, delivery.address_id, "blocked", self._clock.now())
        await self._finished(Done(delivery.id, verdict.state, verdict.why), delivery.bulk)

    async def _be_silent(self, seconds: float) -> None:
        """A flood wait stops the whole bot, in every process."""
        until = self._clock.now() + timedelta(seconds=seconds)
        self._silent_until = until
        await outbox.flood(self._db, self._channel.name, until)
        log.warning("%s asks for silence of %g s", self._channel.name, seconds)

    async def _again(self, delivery: Delivery, verdict: Again) -> None:
        self.counts["again"] += 1
        await outbox.put_back(
            self._db,
            self._worker,
            delivery,
            not_before=verdict.not_before,
            attempts=verdict.attempts,
            why=verdict.why,
        )
        self._awake.set()

    async def _finished(self, done: Done, bulk: bool) -> None:
        """Write the outcome; whoever holds the pen writes down all that has gathered."""
        self._done.append(done)
        if bulk and self._flow.is_free and len(self._done) < LINE // 2:
            await asyncio.sleep(TOGETHER)
        async with self._writing:
            if self._done:
                await self._turn_over()

    async def _settle(self) -> None:
        """Let sends under way come to their end, so that a stop leaves nothing unclear."""
        self._stopping = True
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=self._lease.total_seconds())


async def reap(db: Database, now: datetime, *, everything: bool = False) -> dict[str, int]:
    """Free what a dead worker held, and drop what came too late. Run each second.

    `everything`: nobody is sending now, so that no lease needs to be waited for.
    """
    dead_since = now + LEASE + LEASE if everything else now
    return await outbox.reap(db, now, tries=DEATHS, dead_since=dead_since)


async def _first_of(event: asyncio.Event, seconds: float) -> None:
    with suppress(TimeoutError):
        async with asyncio.timeout(seconds):  # `wait_for` loses a cancel that meets the event
            await event.wait()
