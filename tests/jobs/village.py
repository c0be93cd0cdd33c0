"""A village for the tests of reminders: people with dates, a clock, and what they were told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot.core.clock import VIETNAM
from bot.core.effects import Effect, KeepProduct, LiveAt
from bot.core.message import Outgoing
from bot.store import people
from bot.store.database import Database
from bot.store.effects import carry_out
from bot.store.planned import Source
from bot.store.scene import Scene
from bot.store.times import to_ms
from jobs.deliver import Deliverer, reap
from jobs.reminders import Counts, plan
from knowledge.model import Library
from tests.world import FakeChannel, FakeClock

QUIET_WEEK = date(2027, 5, 17)  # no round of the law is near, no holiday


def hour(day: date, hours: int = 7, minutes: int = 0) -> datetime:
    """A moment of a day in Việt Nam."""
    return datetime.combine(day, time(hours, minutes), VIETNAM)


class Village:
    """The real plan and the real deliverer on a database, a clock and a channel in our hands."""

    def __init__(self, db: Database, library: Library, today: date) -> None:
        """It is seven in the morning."""
        self.db, self.library = db, library
        self.clock, self.channel = FakeClock(hour(today)), FakeChannel()
        self.deliverer = Deliverer(db, self.channel, self.clock)
        self.sources: Sequence[Source] = ()

    async def comes(
        self,
        name: str,
        expires: date | None = None,
        *,
        tinh: str = "75",
        xa: str = "1",
        channel: str = "fake",
    ) -> Scene:
        """Somebody with a product of the subject "a1", perhaps with a certificate."""
        now = self.clock.now()
        async with self.db.write() as tx:
            address, person = await people.add(self.db, tx, channel, name, now)
        scene = Scene(1, channel, name, address, person, now)
        await self.do(scene, LiveAt(tinh, xa), KeepProduct("a1", "Trà hoa", expires_on=expires))
        return scene

    async def do(self, scene: Scene, *effects: Effect) -> None:
        """Effects of somebody, now."""
        now = self.clock.now()
        async with self.db.write() as tx:
            await self.db.sql.heard(
                tx, address_id=scene.address_id, person=scene.person, now=to_ms(now)
            )
            here = Scene(
                scene.turn, scene.channel, scene.address, scene.address_id, scene.person, now
            )
            for effect in effects:
                await carry_out(self.db, tx, effect, here)

    async def tick(self) -> Counts:
        """A tick of the metronome, and what is due goes out."""
        await reap(self.db, self.clock.now())
        counts = await plan(self.library, self.db, self.clock.now(), self.sources)
        await self.deliverer.once()
        return counts

    async def at(self, moment: datetime) -> list[tuple[str, Outgoing]]:
        """It is that moment, the metronome ticks; what goes out."""
        before = len(self.channel.sent)
        self.clock.moment = moment
        await self.tick()
        return self.channel.sent[before:]

    async def mornings(self, first: date, last: date) -> dict[date, list[tuple[str, str]]]:
        """Every morning from the first to the last: who was told what, on days with something."""
        told: dict[date, list[tuple[str, str]]] = {}
        while first <= last:
            if sent := await self.at(hour(first)):
                told[first] = [(to, message.text) for to, message in sent]
            first += timedelta(days=1)
        return told
