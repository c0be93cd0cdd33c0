"""Two people of one announcement become one: whoever was given it is not given it again."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from bot.core.effects.announcements import Step
from bot.store import announcements, outbox, reach
from bot.store.announcements_run import Run, end, expand_page, start, under_way
from bot.store.database import Database, open_database
from bot.store.merge import merge
from bot.store.outbox import Delivery, Done, Rank
from bot.store.reach import Address
from tests.jobs.announcing import HOME, Announcing

PEOPLE = 6
LEASE = timedelta(seconds=30)


class Village:
    """Six people on a list, and what a worker was given of one announcement."""

    def __init__(self, db: Database, folder: Path) -> None:
        self.db, self.office = db, Announcing(db, folder)
        self.people: list[int] = []  # by place; the same number twice is one person

    async def meet(self) -> None:
        self.people = await self.office.meet(*(f"người {n}" for n in range(PEOPLE)))
        await self.office.announce(audience=HOME)
        (run,) = await under_way(self.db)
        self.number, self.now = run.number, self.office.clock.now()
        await start(self.db, run, self.now, None)

    async def run(self) -> Run | None:
        return next(iter(await under_way(self.db)), None)

    async def expand(self, page: int) -> int | None:
        run = await self.run()
        return await expand_page(self.db, run, self.now, page) if run else None

    async def claim(self, count: int) -> list[Delivery]:
        return await outbox.turn_over(
            self.db, [], channel="fake", worker="w", count=count, bulk=count, now=self.now,
            lease=LEASE,
        )  # fmt: skip

    async def finish(self, delivery: Delivery, how: str) -> None:
        await outbox.finish(self.db, "w", [Done(delivery.id, how)], self.now)

    async def put_back(self, delivery: Delivery) -> None:
        await outbox.put_back(
            self.db, "w", delivery, not_before=self.now, attempts=0, why="try later"
        )

    async def send_on(self, delivery: Delivery) -> None:
        """To another address of the same person, if there is one."""
        every = await reach.addresses_of(self.db, delivery.address_id)
        others = [one for one in every if one.id != delivery.address_id]
        to: Address = (others or every)[0]
        await reach.readdress(self.db, "w", delivery, to, not_before=self.now, why="blocked")

    async def link(self, loser: int, winner: int) -> None:
        """By their places."""
        gone, stays = self.people[loser], self.people[winner]
        if gone == stays:
            return
        async with self.db.write() as tx:
            await merge(self.db, tx, loser=gone, winner=stays)
        self.people = [stays if one == gone else one for one in self.people]

    async def step(self, what: Step) -> None:
        async with self.db.write() as tx:
            await announcements.step(self.db, tx, self.number, what, 1, self.now)

    def place(self, delivery: Delivery) -> int:
        return int(delivery.address.removeprefix("người ")) if "người" in delivery.address else -1

    async def rows(self) -> dict[int, tuple[int, str, int]]:
        """By number: whose row it is, its state, and its rank."""
        async with self.db.read() as connection:
            found = await connection.execute(
                "SELECT o.id, a.person_id, o.state, o.rank FROM outbox o "
                "JOIN addresses a ON a.id = o.address_id WHERE o.announcement_id IS NOT NULL"
            )
            return {row[0]: (row[1], row[2], row[3]) for row in await found.fetchall()}


@pytest.fixture
async def village(db: Database, tmp_path: Path) -> Village:
    made = Village(db, tmp_path)
    await made.meet()
    return made


async def test_both_wait_and_one_goes(village: Village) -> None:
    while await village.expand(3) is not None:
        pass
    await village.link(0, 5)
    assert len(await village.rows()) == PEOPLE  # with Lan, who announces
    claimed = await village.claim(20)
    assert len({d.address for d in claimed}) == len(claimed) == PEOPLE


@pytest.mark.parametrize("how", ["sent", "unclear"])
@pytest.mark.parametrize("swapped", [False, True])
async def test_what_one_got_does_not_come_to_the_other_chat(
    village: Village, how: str, swapped: bool
) -> None:
    while await village.expand(3) is not None:
        pass
    (first,) = await village.claim(1)
    await village.finish(first, how)
    one, other = (village.place(first), 5)[:: -1 if swapped else 1]
    await village.link(one, other)
    claimed = await village.claim(20)
    assert len(claimed) == PEOPLE - 1
    assert {"người 5", first.address}.isdisjoint(d.address for d in claimed)
    await village.step(Step.UNCLEAR_AGAIN)


async def test_who_was_on_the_list_is_not_listed_again(village: Village) -> None:
    """The list has come as far as the first; the second, whom they become, stands after."""
    await village.expand(1)
    (first,) = await village.claim(1)
    await village.finish(first, "sent")
    await village.link(0, 5)
    while await village.expand(2) is not None:
        pass
    assert not {"người 0", "người 5"} & {d.address for d in await village.claim(20)}


async def test_both_on_their_way_and_one_comes_back(village: Village) -> None:
    """Nothing can call back what is on its way; but what was not sent is not sent then."""
    while await village.expand(5) is not None:
        pass
    claimed = await village.claim(20)
    held = {village.place(d): d for d in claimed}
    await village.link(0, 1)
    await village.put_back(held[0])
    await village.send_on(held[0])
    await village.finish(held[1], "sent")
    assert await village.claim(20) == []
    states = [state for _, state, _ in (await village.rows()).values()]
    assert sorted(states) == sorted(["sent", "unclear", *["sending"] * (PEOPLE - 1)])
    await village.step(Step.UNCLEAR_AGAIN)
    assert await village.claim(20) == []


async def test_a_list_is_written_while_people_become_one(village: Village) -> None:
    """Side by side, as two processes on PostgreSQL do it."""
    for loser, winner in ((0, 5), (4, 1), (2, 3)):
        await asyncio.gather(village.expand(2), village.link(loser, winner), village.expand(1))
    while await village.expand(2) is not None:
        pass
    claimed = await village.claim(20)
    given = [village.people[village.place(d)] for d in claimed if village.place(d) >= 0]
    assert len(given) == len(set(given)) == 3


class AnyOrder(RuleBasedStateMachine):
    """Lists are written, rows claimed, sent, put back and sent on, people linked: in any order."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp(prefix="ocop-linked-"))
        shutil.copy(self.template, self.folder / "ocop.sqlite3")
        self.held: list[Delivery] = []
        self.given: list[tuple[int, int]] = []  # (place, row) on its way or gone out

    @initialize()
    def confirm(self) -> None:
        self.db = self.runner.run(open_database("", self.folder))
        self.village = Village(self.db, self.folder)
        self.runner.run(self.village.meet())

    @rule(page=st.integers(1, 3))
    def expand(self, page: int) -> None:
        self.runner.run(self.village.expand(page))

    @rule(one=st.integers(0, PEOPLE - 1), other=st.integers(0, PEOPLE - 1))
    def link(self, one: int, other: int) -> None:
        self.runner.run(self.village.link(one, other))

    @rule(count=st.integers(1, 3))
    def claim(self, count: int) -> None:
        """Nobody who was given it, in whichever chat, is given it again."""
        people = self.village.people
        for delivery in self.runner.run(self.village.claim(count)):
            place = self.village.place(delivery)
            if place < 0:
                continue
            assert people[place] not in {people[before] for before, _ in self.given}
            self.given.append((place, delivery.id))
            self.held.append(delivery)

    @rule(how=st.sampled_from(("sent", "unclear", "dead", "back", "on")))
    def ends(self, how: str) -> None:
        """The first that is on its way is sent, may have arrived, is refused, or comes back."""
        if not self.held:
            return
        delivery = self.held.pop(0)
        match how:
            case "back":
                self.runner.run(self.village.put_back(delivery))
            case "on":
                self.runner.run(self.village.send_on(delivery))
            case _:
                self.runner.run(self.village.finish(delivery, how))
        _, state, _ = self.runner.run(self.village.rows())[delivery.id]
        if state in ("waiting", "dead"):
            self.given = [one for one in self.given if one[1] != delivery.id]

    @rule()
    def failed_again(self) -> None:
        self.runner.run(self.village.step(Step.FAILED_AGAIN))

    @rule()
    def end(self) -> None:
        if run := self.runner.run(self.village.run()):
            self.runner.run(end(self.db, run, self.village.now))

    def teardown(self) -> None:
        """Nobody is lost either: in the end each has it, or was linked while both were given it."""
        try:
            self._goes_on_to_the_end()
            people, rows = self.village.people, self.runner.run(self.village.rows())
            in_doubt = {person for person, _, rank in rows.values() if rank > Rank.ANNOUNCEMENT}
            assert {people[place] for place, _ in self.given} | in_doubt >= set(people)
            assert "waiting" not in {state for _, state, _ in rows.values()}
        finally:
            self.runner.run(self.db.close())
            self.runner.close()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _goes_on_to_the_end(self) -> None:
        while self.runner.run(self.village.expand(3)) is not None:
            pass
        while self.held:
            self.ends("sent")
        self.failed_again()
        for _ in range(PEOPLE + 1):  # of one address only one goes at a time
            self.claim(20)
            while self.held:
                self.ends("sent")


def test_any_order_gives_it_once_to_each(sqlite_template: Path) -> None:
    AnyOrder.template = sqlite_template
    run_state_machine_as_test(
        AnyOrder, settings=settings(max_examples=40, stateful_step_count=25, deadline=None)
    )
