"""An office that announces: people, officials, a run, and a channel that keeps what it is sent."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

from bot.core.audience import Audience
from bot.core.channel import Channel, Pace
from bot.core.effects import Announce, Steer
from bot.core.effects.announcements import Step
from bot.core.message import Choice, Outgoing
from bot.core.reads.announcements import Announced
from bot.store import announcements, people
from bot.store.announcements_reads import look
from bot.store.database import Database
from bot.store.effects import carry_out
from bot.store.scene import Scene
from jobs.broadcasts import Broadcasts
from jobs.deliver import Deliverer
from jobs.flow import AT_ONCE, LINE
from tests.world import FakeChannel, FakeClock

EVERYBODY = Audience((("reach", "*"),))
HOME = Audience((("reach", "37:13966"),))
PEOPLE = tuple(f"người {n}" for n in range(12))
CROWD = tuple(f"thêm {n}" for n in range(2 * (LINE + AT_ONCE)))  # more than is claimed at a time
DRAFTS = itertools.count(1)


class Announcing:
    """One official ("lan") and whoever is added, on a database of either kind."""

    def __init__(self, db: Database, folder: Path, pace: Pace | None = None) -> None:
        self.db, self.clock = db, FakeClock()
        self.channel = FakeChannel(pace=pace or Pace())
        self.deliverer = Deliverer(db, self.channel, self.clock)
        self.broadcasts = Broadcasts(
            db, self.clock, self.text, folder, self.channels, lambda name: None
        )
        self.lan = 0, 0  # address and person

    def channels(self) -> dict[str, Channel]:
        return {"fake": self.channel}

    @staticmethod
    def text(key: str, **gaps: str) -> str:
        return " ".join([key, *gaps.values()])

    async def meet(self, *names: str, tinh: str = "37", xa: str = "13966") -> list[int]:
        """People of a commune; their numbers."""
        met = []
        async with self.db.write() as tx:
            for name in names:
                _, person = await people.add(self.db, tx, "fake", name, self.clock.now())
                await self.db.sql.live_at(tx, person=person, tinh=tinh, xa=xa)
                met.append(person)
        return met

    async def scene(self, who: str = "lan") -> Scene:
        known = await people.known(self.db, "fake", who)
        if known is None:
            await self.meet(who)
            known = await people.known(self.db, "fake", who)
        assert known is not None
        return Scene(
            next(DRAFTS), "fake", who, known.address_id, known.person.number, self.clock.now()
        )

    async def announce(self, text: str = "Mời họp", audience: Audience = HOME, **more: Any) -> str:
        """Confirm an announcement of Lan's; its draft."""
        draft = f"{next(DRAFTS):x}"
        read = ((Choice("Đã đọc", f"an:read:{draft}"),),)
        usual: dict[str, Any] = {"counted": 0, "approved": True, "starts_at": self.clock.now()}
        given = Announce(
            draft, "xã", text, Outgoing(text, read), Outgoing(text), audience, **usual | more
        )
        scene = await self.scene()
        async with self.db.write() as tx:
            await announcements.announce(
                self.db, tx, given, author=scene.person, shown_to=None, now=self.clock.now()
            )
        return draft

    async def steer(self, draft: str, step: Step, who: str = "lan") -> None:
        scene = await self.scene(who)
        async with self.db.write() as tx:
            await carry_out(self.db, tx, Steer(draft, step), scene)

    async def see(self, draft: str) -> Announced:
        async with self.db.read() as connection:
            found = await look(self.db, connection, draft)
        assert found is not None
        return found

    async def work(self) -> dict[str, int]:
        """Tick, send everything, and tick again; how many were sent to each."""
        await self.broadcasts.tick()
        await self.deliverer.once()
        await self.broadcasts.tick()
        return self.got()

    def got(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for to, _ in self.channel.sent:
            counts[to] = counts.get(to, 0) + 1
        return counts
