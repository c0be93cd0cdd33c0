"""People and their addresses: one person may write from several channels."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.core.dialogue import Dialogue
from bot.core.effects import Forget, Remember
from bot.core.message import Choice
from bot.core.turn import Person
from bot.store import audit
from bot.store.database import Database
from bot.store.reach import rescue
from bot.store.scene import Carries, Scene
from bot.store.times import to_ms


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows about an address: whose it is, and where their talk stands.

    `paused` are the dialogues that wait, latest first; `offered` are the choices last shown
    there, in order, for channels without buttons.
    """

    address_id: int
    person: Person
    dialogue: Dialogue | None
    paused: tuple[Dialogue, ...]
    offered: tuple[Choice, ...]
    closed: bool


async def known(db: Database, channel: str, address: str) -> Known | None:
    """Whoever writes from this address, or None for somebody new."""
    async with db.read() as connection:
        where = {"channel": channel, "address": address}
        rows = [row async for row in db.sql.find_address(connection, **where)]
        if not rows:
            return None
        address_id, person, closed_at, offered, name, tinh, xa, *_ = rows[0]
        facts = {
            str(key): str(value) async for key, value in db.sql.facts_of(connection, person=person)
        }
    return Known(
        address_id,
        Person(person, facts, name, tinh, xa),
        next((_dialogue(row[8:]) for row in rows if row[7] == "open"), None),
        tuple(_dialogue(row[8:]) for row in rows if row[7] == "paused"),
        tuple(Choice(*pair) for pair in json.loads(offered or "[]")),
        closed_at is not None,
    )


def _dialogue(row: Any) -> Dialogue:
    name, subject, version, answers, revision = row
    return Dialogue(name, version, subject, revision=revision).with_answers_json(answers)


async def add(db: Database, tx: Any, channel: str, address: str, now: datetime) -> tuple[int, int]:
    """A new person at a new address: (address number, person number), within a transaction.

    When another process was first, its address is taken and the spare person dropped.
    """
    moment = to_ms(now)
    person = await db.sql.add_person(tx, now=moment)
    address_id = await db.sql.add_address(
        tx, person=person, channel=channel, address=address, now=moment
    )
    if address_id is not None:
        return int(address_id), int(person)
    await db.sql.drop_person(tx, person=person)
    row = await db.sql.owner_of(tx, channel=channel, address=address)
    return int(row[0]), int(row[1])


async def offer(db: Database, tx: Any, address_id: int, choices: tuple[Choice, ...]) -> None:
    """Keep which choices were shown, so that a typed number finds its button again."""
    offered = json.dumps([[c.label, c.action] for c in choices], ensure_ascii=False)
    await db.sql.set_offered(tx, address_id=address_id, offered=offered)


async def show(db: Database, address_id: int, choices: tuple[Choice, ...]) -> None:
    """A typed number means what was shown last, also when a reminder or announcement did it."""
    async with db.write() as tx:
        await offer(db, tx, address_id, choices)


async def close(db: Database, address_id: int, why: str, now: datetime) -> None:
    """Nobody is there any more: write to this address no longer, cancel what waits.

    Reminders and announcements that wait go to another address of theirs, if there is one.
    """
    async with db.write() as tx:
        await db.sql.close_address(tx, address_id=address_id, why=why, now=to_ms(now))
        await rescue(db, tx, address_id)
        await db.sql.cancel_of_address(tx, address_id=address_id, outcome=why, now=to_ms(now))


async def move(db: Database, address_id: int, address: str) -> None:
    """The chat has a new address on its channel."""
    async with db.write() as tx:
        await db.sql.move_address(tx, address_id=address_id, address=address)


async def erase(db: Database, tx: Any, person: int) -> None:
    """Erase a person: facts, dialogues, requests, messages, addresses, and the person."""
    for statement in (
        db.sql.drop_reads,
        db.sql.drop_lists,
        db.sql.drop_segments,
        db.sql.forget_shown,
        db.sql.forget_author,
        db.sql.forget_approver,
        db.sql.drop_facts,
        db.sql.drop_products,
        db.sql.drop_comments_of_person,
        db.sql.unname_comments,
        db.sql.drop_shared_of_person,
        db.sql.retire_evidence_of_person,
        db.sql.drop_evidence_of_person,
        db.sql.drop_papers_due,
        db.sql.drop_reminders,
        db.sql.drop_snoozes,
        db.sql.drop_series_done,
        db.sql.drop_stops,
        db.sql.drop_registrations,
        db.sql.drop_feed,
        db.sql.drop_invitations,
        db.sql.drop_officials,
        db.sql.drop_dialogues,
        db.sql.drop_requests,
        db.sql.drop_codes,
        db.sql.drop_guesses,
        db.sql.drop_waiting,
        db.sql.drop_inbox,
        db.sql.turn_web_page,
        db.sql.drop_web_messages,
        db.sql.drop_web_files,
        db.sql.drop_push,
        db.sql.drop_addresses,
    ):
        await statement(tx, person=person)
    await db.sql.drop_person(tx, person=person)


async def _remember(db: Database, tx: Any, fact: Remember, scene: Scene) -> None:
    if fact.value:
        await db.sql.put_fact(
            tx, person=scene.person, key=fact.key, value=fact.value, now=to_ms(scene.now)
        )
    else:
        await db.sql.drop_fact(tx, person=scene.person, key=fact.key)


async def _forget(db: Database, tx: Any, effect: Forget, scene: Scene) -> Scene:
    for office in [row async for row in db.sql.offices_of(tx, person=scene.person)]:
        await audit.note(db, tx, scene.person, "erase", f"office {office[0]}", scene.now)
    await erase(db, tx, scene.person)
    address_id, person = await add(db, tx, scene.channel, scene.address, scene.now)
    return replace(scene, address_id=address_id, person=person)


CARRIES: Carries = {Remember: _remember, Forget: _forget}
