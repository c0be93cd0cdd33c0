"""Officials: who holds which office, by which invitation they came, and how they go."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.core.effects.officials import (
    AcceptInvitation,
    HandOver,
    InviteOfficial,
    LeaveOffice,
    RemoveOfficial,
    ShowCode,
    WithdrawInvitation,
)
from bot.core.reads.officials import Offer, Office, Official, Role
from bot.store import audit, invitations
from bot.store.database import Database
from bot.store.links import hashed
from bot.store.merge import merge
from bot.store.scene import Carries, Conflict, Scene
from bot.store.times import from_ms, to_ms


async def appoint(
    db: Database, tx: Any, person: int, office: Office, by: int, now: datetime
) -> int:
    """Give an office to a person, and note in the audit log who did; the office's number."""
    number = await db.sql.add_office(
        tx,
        person=person,
        role=office.role.value,
        tinh=office.tinh,
        xa=office.xa,
        may_write=int(office.may_write),
        may_send=int(office.may_send),
        now=to_ms(now),
    )
    await audit.note(db, tx, by, "appoint", f"office {number} ({told(office)}) to {person}", now)
    return int(number)


async def invite(
    db: Database, tx: Any, code: str, office: Office, by: int | None, now: datetime, until: datetime
) -> None:
    """Write an invitation down: only a hash of its code. `by` is None for the command line."""
    await invitations.put(db, tx, code, Offer.OFFICE, now, until, office=office, by=by)
    await audit.note(db, tx, by or audit.COMMAND_LINE, "invite", told(office), now)


def told(office: Office) -> str:
    """An office in the audit log: "xa 37/13966 write send"."""
    place = f"{office.tinh or '-'}/{office.xa or '-'}"
    rights = [w for w, has in (("write", office.may_write), ("send", office.may_send)) if has]
    return " ".join([office.role.value, place, *rights])


def office_from(row: Any) -> Office:
    """An office from a row that begins: number, role, tinh, xa, may_write, may_send."""
    number, role, tinh, xa, may_write, may_send = row[:6]
    return Office(Role(role), tinh, xa, bool(may_write), bool(may_send), int(number))


async def all_officials(db: Database) -> list[Official]:
    """Everybody who holds an office now, for whoever holds the server."""
    async with db.read() as connection:
        return [official_from(row) async for row in db.sql.all_officials(connection)]


def official_from(row: Any) -> Official:
    """An official from a row: person, name, the office's columns, since."""
    return Official(row[0], row[1], office_from(row[2:8]), from_ms(row[8]))


async def held(db: Database, tx: Any, office: int, person: int) -> Office:
    """The office, which this person holds until the transaction ends. Conflict when they do not."""
    if not await db.sql.hold_office(tx, office=office, person=person):
        raise Conflict
    return office_from(await db.sql.office(tx, office=office))


async def _keep(db: Database, tx: Any, *offices: int) -> None:
    """Keep offices from ending until the transaction is over: always before their invitations,
    the lower number first, so that no two transactions wait for each other. Conflict when one
    has ended."""
    for office in sorted(set(offices)):
        if not await db.sql.keep_office(tx, office=office):
            raise Conflict


async def _invite(db: Database, tx: Any, asked: InviteOfficial, scene: Scene) -> None:
    mine = await held(db, tx, asked.by, scene.person)
    if not mine.may_invite(asked.office):
        raise Conflict
    until = scene.now + asked.life
    await invite(db, tx, asked.code, asked.office, scene.person, scene.now, until)


async def _withdraw(db: Database, tx: Any, asked: WithdrawInvitation, scene: Scene) -> None:
    done = await db.sql.withdraw_invitation(
        tx, id=asked.invitation, person=scene.person, now=to_ms(scene.now)
    )
    if not done:
        raise Conflict
    about = f"invitation {asked.invitation}"
    await audit.note(db, tx, scene.person, "withdraw", about, scene.now)


async def _hand_over(db: Database, tx: Any, asked: HandOver, scene: Scene) -> None:
    office = await held(db, tx, asked.office, scene.person)
    until = scene.now + asked.life
    await invitations.put(
        db, tx, asked.code, Offer.HANDOVER, scene.now, until, office=office, by=scene.person
    )
    await audit.note(db, tx, scene.person, "offer", f"office {office.number}", scene.now)


async def _accept(db: Database, tx: Any, asked: AcceptInvitation, scene: Scene) -> None:
    """The code is spent first, so that of two who come at once only one gets on."""
    row = await db.sql.invitation_by(tx, code_hash=hashed(asked.code))
    if row is None:
        raise Conflict
    if row[1] == "handover":
        await _keep(db, tx, int(row[7]))
    spent = await db.sql.end_invitation(tx, id=row[0], now=to_ms(scene.now), outcome="accepted")
    if not spent:
        raise Conflict
    if row[1] == "person":
        await _become(db, tx, int(row[8]), scene)
        return
    await db.sql.name_person(tx, person=scene.person, name=asked.name[:80])
    if row[1] == "handover":
        await _take_over(db, tx, int(row[7]), scene)
    else:
        office = Office(Role(row[2]), row[3], row[4], bool(row[5]), bool(row[6]))
        await appoint(db, tx, scene.person, office, row[9] or audit.COMMAND_LINE, scene.now)


async def _become(db: Database, tx: Any, imported: int, scene: Scene) -> None:
    """The imported person is the one who came: what was known of them is theirs."""
    if imported != scene.person:
        await merge(db, tx, loser=imported, winner=scene.person)
    await audit.note(db, tx, scene.person, "came", f"person {imported}", scene.now)


async def _take_over(db: Database, tx: Any, number: int, scene: Scene) -> None:
    """One ends and the other begins in the same moment."""
    row = await db.sql.office(tx, office=number)
    if row is None:
        raise Conflict
    await _end(db, tx, number, int(row[6]), "hand over", scene.person, scene.now)
    await appoint(db, tx, scene.person, office_from(row), int(row[6]), scene.now)


async def _leave(db: Database, tx: Any, asked: LeaveOffice, scene: Scene) -> None:
    office = await held(db, tx, asked.office, scene.person)
    await _end(db, tx, office.number, scene.person, "leave", scene.person, scene.now)


async def _remove(db: Database, tx: Any, asked: RemoveOfficial, scene: Scene) -> None:
    await _keep(db, tx, asked.by, asked.office)
    mine = await held(db, tx, asked.by, scene.person)
    row = await db.sql.office(tx, office=asked.office)
    if row is None or not mine.may_remove(office_from(row)):
        raise Conflict
    await _end(db, tx, asked.office, int(row[6]), "remove", scene.person, scene.now)


async def _end(
    db: Database, tx: Any, office: int, holder: int, act: str, by: int, now: datetime
) -> None:
    """End an office and withdraw the invitations that stand on it."""
    if not await db.sql.end_office(tx, office=office, now=to_ms(now)):
        raise Conflict
    await db.sql.withdraw_invitations_of(tx, office=office, person=holder, now=to_ms(now))
    await audit.note(db, tx, by, act, f"office {office} of {holder}", now)


async def _show_code(db: Database, tx: Any, shown: ShowCode, scene: Scene) -> None:
    await db.sql.add_shown_code(tx, key=f"reply:{scene.turn}:0")


async def empty_shown(db: Database) -> int:
    """Empty the messages that showed a code and are over; how many. Twice in a row: 0."""
    async with db.write() as tx:
        emptied = await db.sql.empty_shown_codes(tx)
        if emptied:
            await db.sql.forget_shown_codes(tx)
    return int(emptied)


CARRIES: Carries = {
    InviteOfficial: _invite,
    HandOver: _hand_over,
    AcceptInvitation: _accept,
    LeaveOffice: _leave,
    RemoveOfficial: _remove,
    ShowCode: _show_code,
    WithdrawInvitation: _withdraw,
}
