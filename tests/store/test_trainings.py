"""Seats: never sold twice, never lost; a freed one goes to the first who waits."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.effects import (
    CancelTraining,
    ChangeTraining,
    Effect,
    Forget,
    JoinTraining,
    LeaveTraining,
    MarkCame,
    OpenFeed,
    OpenTraining,
)
from bot.core.feeds import token_hash
from bot.store import feeds, people, trainings
from bot.store.database import Database, open_database
from bot.store.effects import carry_out
from bot.store.scene import Conflict, Scene
from bot.store.times import to_ms
from bot.store.trainings_read import TrainingBook

NOW = datetime(2026, 11, 22, 5, tzinfo=UTC)
SOON = NOW + timedelta(days=3)


async def somebody(db: Database, name: str) -> int:
    async with db.write() as tx:
        return (await people.add(db, tx, "fake", name, NOW))[1]


async def does(db: Database, person: int, *effects: Effect, now: datetime = NOW) -> None:
    async with db.write() as tx:
        for effect in effects:
            await carry_out(db, tx, effect, Scene(1, "fake", str(person), 1, person, now))


async def a_training(db: Database, seats: int) -> int:
    official = await somebody(db, f"official {next(ROUND)}")
    new = OpenTraining(
        "", "", (), "Câu chuyện", "Nhà văn hóa", "", SOON, SOON + timedelta(hours=3), seats
    )
    await does(db, official, new)
    every = await TrainingBook(db).of_place("", "", NOW)
    return max(training.number for training in every)


async def joins(db: Database, person: int, training: int) -> str:
    """As the handler does: look, promise, and look again when it was wrong."""
    while True:
        seen = await TrainingBook(db).one(training, person)
        assert seen is not None
        promised = "seat" if seen.free else "waiting"
        try:
            await does(db, person, JoinTraining(training, promised))
        except Conflict:
            continue
        return promised


async def standing(db: Database, training: int) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {"seat": [], "waiting": []}
    for one in await TrainingBook(db).registered(training):
        found[one.state].append(one.number)
    return found


async def test_forty_people_at_once_want_seven_seats(db: Database) -> None:
    training = await a_training(db, 7)
    everybody = [await somebody(db, f"p{n}") for n in range(40)]
    told = await asyncio.gather(*(joins(db, person, training) for person in everybody))
    assert told.count("seat") == 7
    stands = await standing(db, training)
    assert (len(stands["seat"]), len(stands["waiting"])) == (7, 33)
    for person, promise in zip(everybody, told, strict=True):
        seen = await TrainingBook(db).one(training, person)
        assert seen is not None
        assert seen.mine == promise


async def test_while_some_leave_and_some_come_no_seat_is_lost_or_sold_twice(db: Database) -> None:
    training = await a_training(db, 5)
    first = [await somebody(db, f"a{n}") for n in range(8)]
    later = [await somebody(db, f"b{n}") for n in range(8)]
    for person in first:
        await joins(db, person, training)
    leaving = [does(db, person, LeaveTraining(training)) for person in first[:4]]
    await asyncio.gather(*leaving, *(joins(db, person, training) for person in later))
    stands = await standing(db, training)
    assert (len(stands["seat"]), len(stands["waiting"])) == (5, 7)
    kept = [await TrainingBook(db).one(training, person) for person in first[4:]]
    assert all(one is not None and one.mine == "seat" for one in kept), (
        "who waited first comes first"
    )


async def test_more_seats_go_to_those_who_wait_and_fewer_take_none_away(db: Database) -> None:
    training = await a_training(db, 1)
    crowd = [await somebody(db, f"p{n}") for n in range(4)]
    for person in crowd:
        await joins(db, person, training)
    seen = await TrainingBook(db).one(training, crowd[3])
    assert seen is not None
    assert (seen.mine, seen.before) == ("waiting", 2)
    await does(db, crowd[0], ChangeTraining(training, seats=3))
    assert len((await standing(db, training))["seat"]) == 3
    await does(db, crowd[0], ChangeTraining(training, seats=1))
    assert len((await standing(db, training))["seat"]) == 3
    await does(db, crowd[0], LeaveTraining(training))
    assert len((await standing(db, training))["seat"]) == 2, "too many seats are not given on"


async def test_nobody_joins_what_is_over_or_off(db: Database) -> None:
    training, person = await a_training(db, 1), await somebody(db, "p")
    with pytest.raises(Conflict):
        await does(db, person, JoinTraining(training, "seat"), now=SOON)
    await does(db, person, CancelTraining(training))
    with pytest.raises(Conflict):
        await does(db, person, JoinTraining(training, "seat"))
    with pytest.raises(Conflict):
        await does(db, person, CancelTraining(training))
    assert await TrainingBook(db).ahead(person, NOW) == ()


async def test_only_those_whom_it_is_for_see_it(db: Database) -> None:
    official = await somebody(db, "official")
    ends = SOON + timedelta(hours=1)
    for tinh, xa, sets in (
        ("01", "00070", ()),
        ("01", "", (9, 11)),
        ("02", "", ()),
        ("", "", (1,)),
    ):
        await does(db, official, OpenTraining(tinh, xa, sets, "T", "P", "", SOON, ends, 5))
    person = await somebody(db, "p")
    async with db.write() as tx:
        await db.sql.live_at(tx, person=person, tinh="01", xa="00070")
        await db.sql.put_product(
            tx, person=person, subject="a", name="Mắm", set_no=11, readiness=None, stars=None,
            certificate=None, certified_on=None, expires_on=None, now=to_ms(NOW),
        )  # fmt: skip
    seen = await TrainingBook(db).ahead(person, NOW)
    assert [(one.tinh, one.xa, one.sets) for one in seen] == [
        ("01", "00070", ()),
        ("01", "", (9, 11)),
    ]


async def test_an_erased_person_leaves_no_registration_and_no_calendar(db: Database) -> None:
    training, person = await a_training(db, 1), await somebody(db, "p")
    other = await somebody(db, "q")
    await joins(db, person, training)
    await joins(db, other, training)
    await does(db, person, OpenFeed(token_hash("secret")))
    assert await feeds.owner(db, "secret") == person
    await does(db, person, Forget())
    assert await feeds.owner(db, "secret") is None
    assert await standing(db, training) == {"seat": [], "waiting": [2]}


async def test_a_mark_counts_only_for_this_training(db: Database) -> None:
    training, person = await a_training(db, 1), await somebody(db, "p")
    await joins(db, person, training)
    await does(db, person, MarkCame(training + 1, (1,), came=True))
    assert [one.came for one in await TrainingBook(db).registered(training)] == [""]
    await does(db, person, MarkCame(training, (1,), came=True))
    assert [one.came for one in await TrainingBook(db).registered(training)] == ["yes"]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("join"), st.integers(0, 5)),
        st.tuples(st.just("leave"), st.integers(0, 5)),
        st.tuples(st.just("seats"), st.integers(0, 4)),
    ),
    max_size=25,
)


EXAMPLES = settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ROUND = itertools.count()


@EXAMPLES
@given(seats=st.integers(0, 3), steps=STEPS)
def test_any_order_of_steps_keeps_the_line(
    database_url: str, tmp_path: Path, seats: int, steps: list[tuple[str, int]]
) -> None:
    """Against a list of people in the order they came: seats are its head, nobody jumps it."""

    async def whole() -> None:
        db = await open_database(database_url, tmp_path)
        try:
            await _steps(db, seats, steps)
        finally:
            await db.close()

    asyncio.run(whole())


@EXAMPLES
@given(seats=st.integers(0, 4), steps=STEPS)
def test_all_at_once_no_seat_is_oversold_and_none_stays_empty(
    database_url: str, tmp_path: Path, seats: int, steps: list[tuple[str, int]]
) -> None:
    """The same steps, all started together, in whatever order the database takes them."""

    async def whole() -> None:
        db = await open_database(database_url, tmp_path)
        try:
            await _at_once(db, seats, steps)
        finally:
            await db.close()

    asyncio.run(whole())


async def _at_once(db: Database, seats: int, steps: list[tuple[str, int]]) -> None:
    training, crowd = await a_training(db, seats), await a_crowd(db)
    doing: list[Coroutine[Any, Any, object]] = []
    for what, number in steps:
        if what == "join":
            doing.append(joins(db, crowd[number], training))
        elif what == "leave":
            doing.append(does(db, crowd[number], LeaveTraining(training)))
    await asyncio.gather(*doing)
    stands = await standing(db, training)
    assert len(stands["seat"]) <= seats
    assert len(stands["seat"]) == seats or not stands["waiting"]


async def a_crowd(db: Database) -> list[int]:
    """Six people whom no example before had."""
    example = next(ROUND)
    return [await somebody(db, f"{example}-{n}") for n in range(6)]


async def _steps(db: Database, seats: int, steps: list[tuple[str, int]]) -> None:
    training, crowd = await a_training(db, seats), await a_crowd(db)
    seated: list[int] = []
    line: list[int] = []
    for at, (what, number) in enumerate(steps):
        now = NOW + timedelta(seconds=at)
        person = crowd[number]
        if what == "seats":
            seats = number
            await does(db, person, ChangeTraining(training, seats=number), now=now)
        elif what == "leave":
            await does(db, person, LeaveTraining(training), now=now)
            seated = [one for one in seated if one != person]
            line = [one for one in line if one != person]
        elif person not in seated + line:
            promised = "seat" if len(seated) + len(line) < seats else "waiting"
            await does(db, person, JoinTraining(training, promised), now=now)
            (seated if promised == "seat" else line).append(person)
        while line and len(seated) < seats:
            seated.append(line.pop(0))
    await _same(db, training, seated, line)


async def _same(db: Database, training: int, seated: list[int], line: list[int]) -> None:
    for person in seated + line:
        seen = await TrainingBook(db).one(training, person)
        assert seen is not None
        assert seen.mine == ("seat" if person in seated else "waiting")
        assert person in seated or seen.before == line.index(person)
        assert (seen.taken, seen.waiting) == (len(seated), len(line))


async def test_a_seat_of_somebody_erased_is_given_on(db: Database) -> None:
    training = await a_training(db, 1)
    person, other = await somebody(db, "p"), await somebody(db, "q")
    await joins(db, person, training)
    await joins(db, other, training)
    await does(db, person, Forget())
    async with db.write() as tx:
        assert await trainings.fill(db, tx, training) == 1
        assert await trainings.fill(db, tx, training) == 0
    seen = await TrainingBook(db).one(training, other)
    assert seen is not None
    assert seen.mine == "seat"
