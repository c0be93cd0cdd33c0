"""Any order of pause, kill, resume, stop, and of what officials decide: at most one to each."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.core.effects.announcements import Step
from bot.store import announcements, outbox
from bot.store.announcements_run import end, expand_page, start, under_way
from bot.store.database import open_database
from bot.store.outbox import Delivery, Done
from tests.jobs.announcing import HOME, Announcing

PEOPLE = 9
LEASE = timedelta(seconds=30)


class AnyOrder(RuleBasedStateMachine):
    """Two workers claim, send, finish or die, while an official steers."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp(prefix="ocop-machine-"))
        shutil.copy(self.template, self.folder / "ocop.sqlite3")
        self.held: dict[str, list[Delivery]] = {"one": [], "two": []}
        self.sent = Counter[int]()
        self.again: set[int] = set()  # rows that an official sent once more on purpose

    @initialize()
    def confirm(self) -> None:
        self.runner.run(self._confirm())

    async def _confirm(self) -> None:
        self.db = await open_database("", self.folder)
        self.office = Announcing(self.db, self.folder)
        await self.office.meet(*(f"người {n}" for n in range(PEOPLE)))
        self.draft = await self.office.announce(audience=HOME)
        (run,) = await under_way(self.db)
        self.number = run.number

    @rule(page=st.integers(1, 4))
    def expand(self, page: int) -> None:
        self.runner.run(self._expand(page))

    async def _expand(self, page: int) -> None:
        for run in await under_way(self.db):
            await start(self.db, run, self.office.clock.now(), None)
            await expand_page(self.db, run, self.office.clock.now(), page)
            await end(self.db, run, self.office.clock.now())

    @rule(step=st.sampled_from((Step.PAUSE, Step.RESUME, Step.STOP, Step.FAILED_AGAIN)))
    def steer(self, step: Step) -> None:
        self.runner.run(self._steer(step))

    async def _steer(self, step: Step) -> None:
        async with self.db.write() as tx:
            now = self.office.clock.now()
            await announcements.step(self.db, tx, self.number, step, 1, now)

    @rule()
    def decide_the_unclear(self) -> None:
        self.runner.run(self._decide())

    async def _decide(self) -> None:
        async with self.db.read() as connection:
            rows = await connection.execute_fetchall(
                "SELECT id FROM outbox WHERE state = 'unclear'"
            )
        before = {row for (row,) in rows}
        await self._steer(Step.UNCLEAR_AGAIN)
        async with self.db.read() as connection:
            rows = await connection.execute_fetchall(
                "SELECT id FROM outbox WHERE state = 'waiting'"
            )
        self.again |= before & {row for (row,) in rows}

    @rule(who=st.sampled_from(("one", "two")), count=st.integers(1, 4))
    def claim(self, who: str, count: int) -> None:
        if not self.held[who]:
            self.held[who] = self.runner.run(self._claim(who, count))

    async def _claim(self, who: str, count: int) -> list[Delivery]:
        return await outbox.turn_over(
            self.db, [], channel="fake", worker=who, count=count, bulk=count,
            now=self.office.clock.now(), lease=LEASE,
        )  # fmt: skip

    @rule(who=st.sampled_from(("one", "two")), how=st.sampled_from(("sent", "dead", "dies")))
    def send(self, who: str, how: str) -> None:
        """A worker sends the first it holds: it arrives, or is refused, or the worker is killed
        after it arrived and before that was written down."""
        if not self.held[who]:
            return
        first, *self.held[who] = self.held[who]
        if how != "dead":
            self.sent[first.id] += 1
        if how == "dies":
            self.held[who] = []
        else:
            self.runner.run(self._finish(who, Done(first.id, how)))

    async def _finish(self, who: str, done: Done) -> None:
        await outbox.finish(self.db, who, [done], self.office.clock.now())

    @rule()
    def time_passes(self) -> None:
        """Leases end; workers that hold rows too long are dead."""
        self.office_clock_and_reap()

    def office_clock_and_reap(self) -> None:
        self.held = {"one": [], "two": []}
        self.office.clock.pass_(minutes=1)
        self.runner.run(outbox.reap(self.db, self.office.clock.now(), tries=10))

    @invariant()
    def at_most_one_to_each(self) -> None:
        twice = {row for row, times in self.sent.items() if times > 1}
        assert twice <= self.again

    def teardown(self) -> None:
        if hasattr(self, "db"):
            self.runner.run(self.db.close())
        self.runner.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def test_any_order_sends_at_most_one_to_each(sqlite_template: Path) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    AnyOrder.template = sqlite_template
    run_state_machine_as_test(
        AnyOrder, settings=settings(max_examples=20, stateful_step_count=30, deadline=None)
    )
