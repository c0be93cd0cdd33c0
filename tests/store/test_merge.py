"""Two people become one: nothing is lost, the newer wins, one dialogue stays open."""

from __future__ import annotations

import asyncio
import re
import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.dialogue import Dialogue
from bot.core.effects import AskOfficial, Effect, KeepProduct, LiveAt, Remember
from bot.core.message import Incoming, Kind, Outgoing
from bot.core.turn import Reply
from bot.store import merge as merging
from bot.store import outbox, people, turns
from bot.store.database import SQL, Database
from bot.store.merge import MOVES, merge
from bot.store.people import Known
from tests.world import NOON

LATER = NOON + timedelta(hours=1)
NUMBERS = iter(range(1, 1_000_000))


async def does(
    db: Database,
    channel: str,
    *effects: Effect,
    dialogue: Dialogue | None = None,
    now: Any = NOON,
    says: str = "",
) -> Known:
    """A turn of Lan's on this channel; how she is known there afterwards."""
    number = next(NUMBERS)
    incoming = Incoming(channel, "lan", f"u{number}", Kind.TEXT, "x")
    messages = (Outgoing(says),) if says else ()
    reply = Reply(messages, effects, dialogue)
    record = turns.Record(incoming, number, "test", reply, now)
    await turns.write(db, record, await people.known(db, channel, "lan"))
    return await sees(db, channel)


async def sees(db: Database, channel: str) -> Known:
    who = await people.known(db, channel, "lan")
    assert who is not None
    return who


async def become_one(db: Database, loser: Known, winner: Known) -> None:
    async with db.write() as tx:
        await merge(db, tx, loser=loser.person.number, winner=winner.person.number)


async def test_both_chats_are_one_person_with_everything_of_both(db: Database) -> None:
    zalo = await does(db, "zalo", Remember("tea", "chè"), AskOfficial("hỏi một"), says="trả lời")
    web = await does(
        db, "web", Remember("honey", "mật"), KeepProduct("ff", "Mật ong"), LiveAt("17", "05089")
    )
    await become_one(db, web, zalo)
    zalo, web = await sees(db, "zalo"), await sees(db, "web")
    assert zalo.person == web.person
    assert zalo.person.file == {"tea": "chè", "honey": "mật"}
    assert (zalo.person.tinh, zalo.person.xa) == ("17", "05089")
    assert await outbox.counts(db) == {"waiting": 1}
    async with db.read() as connection:
        sql = db.sql
        assert len([r async for r in sql.channels_of(connection, person=zalo.person.number)]) == 2


async def test_the_newer_fact_and_dialogue_stay_whoever_wins(db: Database) -> None:
    for winner, channel in ((0, "zalo"), (1, "web")):
        old = await does(
            db, f"{channel}old", Remember("a", "cũ"), dialogue=Dialogue("as", 1, "p", {"1": "x"})
        )
        new = await does(
            db,
            f"{channel}new",
            Remember("a", "mới"),
            dialogue=Dialogue("as", 1, "p", {"1": "y"}),
            now=LATER,
        )
        await become_one(db, (new, old)[winner], (old, new)[winner])
        who = await sees(db, f"{channel}old")
        assert who.person.recall("a") == "mới"
        assert who.dialogue is not None and who.dialogue.answers == {"1": "y"}
        assert who.paused == ()


async def test_of_two_open_dialogues_the_older_waits(db: Database) -> None:
    zalo = await does(db, "zalo", dialogue=Dialogue("as", 1, "p", {"1": "x"}))
    web = await does(db, "web", dialogue=Dialogue("story", 1, "q", {"2": "y"}), now=LATER)
    await become_one(db, web, zalo)
    who = await sees(db, "zalo")
    assert who.dialogue is not None and who.dialogue.name == "story"
    assert [d.answers for d in who.paused] == [{"1": "x"}]


async def test_a_product_of_both_keeps_what_either_knows(db: Database) -> None:
    zalo = await does(db, "zalo", KeepProduct("1", "Chè", stars=3, expires_on=date(2027, 4, 30)))
    web = await does(db, "web", KeepProduct("1", "Chè búp", set_no=5), now=LATER)
    await become_one(db, zalo, web)
    kept = await products(db)
    assert kept == [(web.person.number, "Chè búp", 5, 3, "2027-04-30")]


async def products(db: Database) -> list[tuple[Any, ...]]:
    found = "SELECT person_id, name, set_no, stars, expires_on FROM products"
    async with db.read() as connection:
        return [tuple(row) for row in await (await connection.execute(found)).fetchall()]


async def test_a_turn_that_began_before_is_done_again(db: Database) -> None:
    """A turn decided for the person of before writes nothing: it would be lost with them."""
    zalo = await does(db, "zalo")
    web = await does(db, "web")
    await become_one(db, web, zalo)
    incoming = Incoming("web", "lan", "late", Kind.TEXT, "x")
    record = turns.Record(incoming, 1, "t", Reply(effects=(Remember("a", "b"),)), NOON)
    with pytest.raises(turns.Conflict):
        await turns.write(db, record, web)
    await turns.write(db, record, await sees(db, "web"))
    assert (await sees(db, "zalo")).person.recall("a") == "b"


async def test_turns_of_both_chats_beside_the_merge_lose_nothing(db: Database) -> None:
    """Both chats are busy while they become one: every fact is there afterwards."""
    zalo, web = await does(db, "zalo"), await does(db, "web")

    async def talks(channel: str, number: int) -> None:
        while True:
            try:
                await does(db, channel, Remember(f"{channel}{number}", "x"))
                return
            except turns.Conflict:
                continue

    talk = [talks(channel, n) for n in range(10) for channel in ("zalo", "web")]
    await asyncio.gather(*talk[:8], become_one(db, web, zalo), *talk[8:])
    both = (await sees(db, "zalo")).person
    assert both == (await sees(db, "web")).person
    assert set(both.file) == {f"{channel}{n}" for n in range(10) for channel in ("zalo", "web")}


SAME = {  # rows that both people have alike: {who} is the person, {at} when
    "segments": "(person_id, name, audience, made_at) VALUES ({who}, 'xã em', '{{}}', {at})",
    "papers_due": "(person_id, paper, name, expires_on, changed_at) "
    "VALUES ({who}, 'attp', 'Giấy', '2027-01-01', {at})",
    "reminders": "(person_id, what, due, stage, kind, not_before, made_at, state) "
    "VALUES ({who}, 'round', '2027-04-30', '7', 'deadline', 1, 1, '{state}')",
    "snoozes": "(person_id, what, until, set_at) VALUES ({who}, 'x', '2027-01-0{at}', {at})",
    "series_done": "(person_id, what, done_at) VALUES ({who}, 'x', {at})",
    "stops": "(person_id, kind, stopped_at) VALUES ({who}, 'announcement', {at})",
    "evidence": "(person_id, subject, about, name, digest, kept_at) "
    "VALUES ({who}, 'ff', 'A1', 'f{at}', 'same', {at})",
    "shared": "(person_id, subject, name, body, shared_at) "
    "VALUES ({who}, 'ff', 'n', 'b{at}', {at})",
}


@pytest.mark.parametrize("loser_is_newer", [False, True])
async def test_what_both_have_alike_is_kept_once(db: Database, loser_is_newer: bool) -> None:
    zalo, web = await does(db, "zalo"), await does(db, "web")
    ages = {web.person.number: 1 + loser_is_newer, zalo.person.number: 2 - loser_is_newer}
    async with db.write() as tx:
        for table, row in SAME.items():
            for who, at in ages.items():
                state = "sent" if at == 1 else "due"
                await tx.execute(f"INSERT INTO {table} " + row.format(who=who, at=at, state=state))
        await tx.execute(
            "INSERT INTO comments (shared_id, by_person, code, text, written_at) "
            f"SELECT id, {web.person.number}, 'A1', 'hay', 1 FROM shared"
        )
    await become_one(db, web, zalo)
    async with db.read() as connection:
        for table in SAME:
            rows = await (await connection.execute(f"SELECT person_id FROM {table}")).fetchall()
            assert [tuple(row) for row in rows] == [(zalo.person.number,)], table
        asked = (
            "SELECT (SELECT state FROM reminders), (SELECT until FROM snoozes), "
            "(SELECT body FROM shared), (SELECT COUNT(*) FROM comments c JOIN shared s "
            f"ON s.id = c.shared_id WHERE by_person = {zalo.person.number})"
        )
        row = await (await connection.execute(asked)).fetchone()
    assert tuple(row) == ("sent", "2027-01-02", "b2", 2)


async def test_nobody_is_merged_with_themselves(sqlite: Database) -> None:
    zalo = await does(sqlite, "zalo")
    with pytest.raises(ValueError):
        await become_one(sqlite, zalo, zalo)
    assert (await sees(sqlite, "zalo")).person == zalo.person


KEYS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 3), max_size=4)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=KEYS, other=KEYS, swapped=st.booleans())
async def test_no_fact_is_lost_and_the_newest_of_each_is_kept(
    sqlite: Database, one: dict[str, int], other: dict[str, int], swapped: bool
) -> None:
    """Values are the hours at which they were given."""
    name = str(next(NUMBERS))
    for channel, facts in (("a" + name, one), ("b" + name, other)):
        await does(sqlite, channel)
        for key, hour in facts.items():
            await does(sqlite, channel, Remember(key, f"{hour}"), now=NOON + timedelta(hours=hour))
    both = [await sees(sqlite, "a" + name), await sees(sqlite, "b" + name)]
    await become_one(sqlite, *(reversed(both) if swapped else both))
    newest = {k: str(max(one.get(k, -1), other.get(k, -1))) for k in {**one, **other}}
    assert (await sees(sqlite, "a" + name)).person.file == newest


def test_no_reference_to_people_is_left_behind(sqlite_template: Path) -> None:
    """Every column of every table that refers to a person is moved by a statement of MOVES."""
    text = "\n".join(p.read_text(encoding="utf-8") for p in SQL.glob("*.sql"))
    moved = set()
    for name in MOVES:
        (statement,) = re.findall(rf"-- name: {name}!\n(.*?;)", text, re.DOTALL)
        moved |= set(re.findall(r"UPDATE (\w+) SET (\w+) = :winner", statement))
    connection = sqlite3.connect(sqlite_template)
    tables = [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    refer = {
        (table, key[3])
        for table in tables
        for key in connection.execute(f"PRAGMA foreign_key_list({table})")
        if key[2] == "people"
    }
    connection.close()
    assert refer - moved == set(), "add a statement to merge.sql and its name to MOVES"
    assert merging.MOVES[0] == "move_addresses"
