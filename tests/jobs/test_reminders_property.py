"""Whatever happens: once at most, never at a bad hour, never too late, and always if we were up."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.core.channel import TryLater
from bot.core.clock import local_day
from bot.core.effects import (
    AllowKind,
    CancelDeadline,
    FinishSeries,
    KeepPaper,
    KeepProduct,
    MoveDeadline,
    PutDeadline,
    StopKind,
)
from bot.library import Knowledge
from bot.store.database import open_database
from bot.store.reminders import ReminderBook
from bot.store.scene import Scene
from jobs.deliver import Deliverer, reap
from jobs.quiet import CLOSES, MORNING, at, is_open
from jobs.reminders import Counts, plan
from knowledge.calendar.series import over, stages
from knowledge.calendar.workdays import is_holiday
from tests.jobs.village import Village

START = date(2027, 1, 25)  # a few days before Tết
WHO = st.integers(0, 2)
DAYS = st.integers(-3, 200)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("pass"), st.integers(1, 30)),
        st.tuples(st.just("pass"), st.sampled_from([24, 24, 24, 48, 24 * 8])),
        st.tuples(st.just("back"), st.sampled_from([1, 20, 24 * 3])),
        st.tuples(st.just("away"), st.sampled_from([1, 9, 30])),
        st.tuples(st.just("restart")),
        st.tuples(st.just("certificate"), WHO, DAYS),
        st.tuples(st.just("paper"), WHO, st.integers(-3, 70)),
        st.tuples(st.just("deadline"), WHO, st.integers(0, 40)),
        st.tuples(st.just("move"), st.integers(1, 3), st.integers(0, 40)),
        st.tuples(st.just("cancel"), st.integers(1, 3)),
        st.tuples(st.sampled_from(["stop", "allow"]), WHO, st.sampled_from(["window", "paper"])),
        st.tuples(st.just("done"), WHO),
    ),
    min_size=10,
    max_size=30,
)
ROWS = """SELECT r.person_id, r.what, r.due, r.stage, r.kind, r.state, r.bundle, o.state
FROM reminders r LEFT JOIN outbox o ON o.key = r.bundle"""


@dataclass
class Life:
    """A village, and what happens in it."""

    village: Village
    people: list[Scene] = field(default_factory=list)
    went_back: bool = False

    async def step(self, what: str, *rest: Any) -> None:
        """One thing happens, then the metronome ticks."""
        clock, today = self.village.clock, local_day(self.village.clock.now())
        if what in ("pass", "back"):
            clock.pass_(hours=rest[0] if what == "pass" else -rest[0])
            self.went_back |= what == "back"
        elif what == "away":
            self.village.channel.failures.append(TryLater(rest[0] * 3600))
        elif what == "restart":
            await reap(self.village.db, clock.now(), everything=True)
            self.village.deliverer = Deliverer(self.village.db, self.village.channel, clock)
        elif what in ("move", "cancel"):
            moved = MoveDeadline(rest[0], today + timedelta(rest[-1]))
            effect = moved if what == "move" else CancelDeadline(rest[0])
            await self.village.do(self.people[0], effect)
        else:
            await self._of_somebody(what, self.people[rest[0]], rest[-1], today)
        await self._tick()

    async def _of_somebody(self, what: str, who: Scene, more: Any, today: date) -> None:
        if what == "certificate":
            await self.village.do(who, KeepProduct("a1", expires_on=today + timedelta(more)))
        elif what == "paper":
            await self.village.do(who, KeepPaper("", "lab", "Phiếu", today + timedelta(more)))
        elif what == "deadline":
            day = today + timedelta(more)
            await self.village.do(who, PutDeadline("75", "1", "Hạn của xã", day))
        elif what == "done":
            kept = await ReminderBook(self.village.db).kept(who.person, today)
            for one in kept.papers:
                await self.village.do(who, FinishSeries(one.what))
        else:
            await self.village.do(who, StopKind(more) if what == "stop" else AllowKind(more))

    async def _tick(self) -> None:
        village, now = self.village, self.village.clock.now()
        first_of_the_day = await self._planned_day() != local_day(now)
        before = len(village.channel.sent)
        await village.tick()
        again = await plan(village.library, village.db, now)
        assert again == Counts(), "the second run does nothing"
        if len(village.channel.sent) > before:
            assert is_open(now), "never at night or on a holiday"
            await self._all_of_use(now)
        opens, closes = at(local_day(now), MORNING), at(local_day(now), CLOSES)
        if first_of_the_day and opens <= now < closes and not is_holiday(local_day(now)):
            await self._everything_planned(local_day(now))

    async def _planned_day(self) -> date | None:
        async with self.village.db.read() as connection:
            ((day,),) = await connection.execute_fetchall("SELECT day FROM planning")
        return date.fromisoformat(day) if day else None

    async def rows(self) -> list[Any]:
        async with self.village.db.read() as connection:
            return list(await connection.execute_fetchall(ROWS))

    async def _all_of_use(self, now: datetime) -> None:
        """What has just gone out is not too late for use."""
        async with self.village.db.read() as connection:
            sent = await connection.execute_fetchall(
                ROWS + " WHERE o.state = 'sent' AND o.done_at = ?",
                (round(now.timestamp() * 1000),),
            )
        for _, _, due, stage, kind, *_ in sent:
            assert not over(kind, date.fromisoformat(due), stage, local_day(now))

    async def _everything_planned(self, today: date) -> None:
        """On the first tick of an open day, what is of use today is in a bundle or was told.

        Only where the clock went back to a day whose message had gone is it left for tomorrow.
        """
        told_already = "due" if self.went_back else ""
        have = {
            (person, what, due, stage)
            for person, what, due, stage, _, state, *_ in await self.rows()
            if state in ("planned", told_already)
        }
        for scene in self.people:
            kept = await ReminderBook(self.village.db).kept(scene.person, today)
            things = [(c.what, "certificate", c.expires_on) for c in kept.certificates]
            things += [(p.what, "paper", p.expires_on) for p in kept.papers]
            things += [(f"deadline.{d.number}", "deadline", d.day) for d in kept.deadlines]
            for what, kind, due in things:
                stage = next((one for one in stages(kind) if one.holds(due, today)), None)
                wished = what not in kept.done and not (
                    {kind, "window" if kind == "deadline" else kind} & kept.stops
                )
                if stage and wished:
                    assert (scene.person, what, due.isoformat(), stage.name) in have


def test_any_life(sqlite_template: Path, knowledge: Knowledge) -> None:
    """No shrinking: a life is long, and each of its days asks the real database."""

    @settings(max_examples=20, deadline=None, phases=[Phase.explicit, Phase.generate])
    @given(steps=STEPS, start=st.integers(0, 23))
    def live(steps: list[tuple[Any, ...]], start: int) -> None:
        asyncio.run(_live(sqlite_template, knowledge, steps, start))

    live()


async def _live(
    template: Path, knowledge: Knowledge, steps: list[tuple[Any, ...]], start: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(template, Path(folder) / "ocop.sqlite3")
        db = await open_database("", Path(folder))
        try:
            village = Village(db, knowledge.library, START)
            village.clock.moment = at(START, MORNING) + timedelta(hours=start)
            life = Life(village, [await village.comes(name) for name in ("an", "ba", "tu")])
            for step in steps:
                await life.step(*step)
            rows = await life.rows()
        finally:
            await db.close()
    keys = {bundle for *_, bundle, state in rows if state == "sent"}
    assert len(village.channel.sent) == len(keys), "each message once"
