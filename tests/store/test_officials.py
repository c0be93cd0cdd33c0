"""Offices in the store: invited once, taken once, handed over whole, ended, and always noted."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.effects import (
    AcceptInvitation,
    AnswerRequest,
    AskOfficial,
    Effect,
    Forget,
    HandOver,
    InviteOfficial,
    LeaveOffice,
    LiveAt,
    RemoveOfficial,
)
from bot.core.message import Incoming, Kind, Outgoing
from bot.core.reads.officials import Asked, Offer, Office, Role
from bot.store import audit, people, requests
from bot.store.database import Database
from bot.store.effects import carry_out
from bot.store.official_book import OfficialBook
from bot.store.officials import appoint, invite
from bot.store.scene import Conflict, Scene
from tests.world import NOON

XA = Office(Role.XA, "37", "13966")
TINH = Office(Role.TINH, "37")
ADMIN = Office(Role.ADMIN)
WEEK = timedelta(days=7)


async def person(db: Database, name: str) -> Scene:
    """Somebody new with a chat."""
    async with db.write() as tx:
        address_id, number = await people.add(db, tx, "fake", name, NOON)
    return Scene(number, "fake", name, address_id, number, NOON)


async def official(db: Database, name: str, office: Office) -> Scene:
    """Somebody new with an office."""
    scene = await person(db, name)
    async with db.write() as tx:
        await appoint(db, tx, scene.person, office, audit.COMMAND_LINE, NOON)
    return scene


async def do(db: Database, scene: Scene, *effects: Effect) -> None:
    async with db.write() as tx:
        for effect in effects:
            scene = await carry_out(db, tx, effect, scene)


async def holds(db: Database, scene: Scene) -> list[Office]:
    offices = await OfficialBook(db).offices(scene.person)
    return [replace(office, number=0) for office in offices]


async def number(db: Database, scene: Scene) -> int:
    (office,) = await OfficialBook(db).offices(scene.person)
    return office.number


async def worth(db: Database, code: str, later: timedelta = timedelta()) -> Offer:
    typed = Incoming("fake", "someone", "1", Kind.TEXT, code)
    return (await OfficialBook(db).invitation(code, typed, NOON + later)).kind


async def acts(db: Database) -> list[str]:
    return [act.act async for act in audit.acts(db)]


async def test_a_code_of_the_command_line_makes_the_first_administrator(db: Database) -> None:
    async with db.write() as tx:
        await invite(db, tx, "ABCD2345", ADMIN, None, NOON, NOON + WEEK)
    new = await person(db, "new")
    assert await worth(db, "ABCD2345") is Offer.OFFICE
    await do(db, new, AcceptInvitation("ABCD2345", "Lan"))
    assert await holds(db, new) == [ADMIN]
    assert await worth(db, "ABCD2345") is Offer.OVER
    assert await acts(db) == ["invite", "appoint"]
    assert (await audit.verify(db)).broken == 0


async def test_a_code_works_once_and_not_when_too_old(db: Database) -> None:
    admin = await official(db, "admin", ADMIN)
    by = await number(db, admin)
    await do(db, admin, InviteOfficial("ABCD2345", XA, by), InviteOfficial("ABCD2346", XA, by))
    first, second = await person(db, "first"), await person(db, "second")
    await do(db, first, AcceptInvitation("ABCD2345"))
    with pytest.raises(Conflict):
        await do(db, second, AcceptInvitation("ABCD2345"))
    assert await worth(db, "ABCD2346", WEEK) is Offer.OVER
    with pytest.raises(Conflict):
        await do(db, replace(second, now=NOON + WEEK), AcceptInvitation("ABCD2346"))
    with pytest.raises(Conflict):
        await do(db, second, AcceptInvitation("ZZZZ2222"))
    assert await holds(db, second) == []


@pytest.mark.parametrize(
    ("mine", "other", "allowed"),
    [
        (ADMIN, ADMIN, True),
        (ADMIN, XA, True),
        (TINH, XA, True),
        (TINH, TINH, True),
        (TINH, ADMIN, False),
        (TINH, Office(Role.XA, "01", "00004"), False),
        (XA, XA, True),
        (XA, TINH, False),
        (XA, Office(Role.XA, "37", "13969"), False),
        (replace(XA, may_send=False), XA, False),
        (replace(XA, may_send=False), replace(XA, may_send=False), True),
        (Office(Role.EDITOR), XA, False),
    ],
)
async def test_nobody_gives_more_than_they_have(
    sqlite: Database, mine: Office, other: Office, allowed: bool
) -> None:
    assert mine.may_invite(other) is allowed
    scene = await official(sqlite, "me", mine)
    asked = InviteOfficial("ABCD2345", other, await number(sqlite, scene))
    if allowed:
        await do(sqlite, scene, asked)
    else:
        with pytest.raises(Conflict):
            await do(sqlite, scene, asked)


async def test_an_office_is_handed_over_whole(db: Database) -> None:
    old = await official(db, "old", replace(XA, may_send=False))
    await do(db, old, HandOver("ABCD2345", await number(db, old)))
    assert await holds(db, old) == [replace(XA, may_send=False)]  # until somebody takes it
    new = await person(db, "new")
    assert await worth(db, "ABCD2345") is Offer.HANDOVER
    await do(db, new, AcceptInvitation("ABCD2345"))
    assert (await holds(db, old), await holds(db, new)) == ([], [replace(XA, may_send=False)])


async def test_who_leaves_takes_their_invitations_along(db: Database) -> None:
    leaver = await official(db, "leaver", XA)
    office = await number(db, leaver)
    await do(db, leaver, InviteOfficial("ABCD2345", XA, office), HandOver("ABCD2346", office))
    await do(db, leaver, LeaveOffice(office))
    assert [await worth(db, code) for code in ("ABCD2345", "ABCD2346")] == [Offer.OVER] * 2
    with pytest.raises(Conflict):
        await do(db, leaver, InviteOfficial("ABCD2347", XA, office))


async def test_many_at_once_leave_one_truth(db: Database) -> None:
    """One hands over, is removed, leaves and invites in the same moment: whatever was first, an
    ended office leaves no code behind that works, and the log holds."""
    tinh, xa, new = (
        await official(db, "tinh", TINH),
        await official(db, "xa", XA),
        await person(db, "new"),
    )
    office = await number(db, xa)
    await do(db, xa, HandOver("ABCD2345", office))
    ended = await asyncio.gather(
        do(db, xa, InviteOfficial("ABCD2346", XA, office)),
        do(db, new, AcceptInvitation("ABCD2345")),
        do(db, tinh, RemoveOfficial(office, await number(db, tinh))),
        do(db, xa, LeaveOffice(office)),
        return_exceptions=True,
    )
    assert all(one is None or isinstance(one, Conflict) for one in ended)
    assert sum(one is None for one in ended[1:]) == 1
    assert await holds(db, xa) == []
    assert await worth(db, "ABCD2346") in (Offer.OVER, Offer.NOT)
    assert (await audit.verify(db)).broken == 0


async def test_a_province_removes_its_communes_officials_and_no_others(db: Database) -> None:
    tinh, xa = await official(db, "tinh", TINH), await official(db, "xa", XA)
    far = await official(db, "far", Office(Role.XA, "01", "00004"))
    mine = await number(db, tinh)
    await do(db, tinh, RemoveOfficial(await number(db, xa), mine))
    assert await holds(db, xa) == []
    for untouched in (far, tinh):
        with pytest.raises(Conflict):
            await do(db, tinh, RemoveOfficial(await number(db, untouched), mine))


async def test_officials_within_reach(db: Database) -> None:
    admin, tinh = await official(db, "admin", ADMIN), await official(db, "tinh", TINH)
    xa = await official(db, "xa", XA)
    book = OfficialBook(db)
    assert len(await book.officials(admin.person)) == 3
    assert [o.person for o in await book.officials(tinh.person)] == [tinh.person, xa.person]
    assert [o.person for o in await book.officials(xa.person)] == [xa.person]


async def test_whose_question_it_is(db: Database) -> None:
    """Theirs who reach the place; where nobody does, theirs who reach farthest."""
    tinh, xa = await official(db, "tinh", TINH), await official(db, "xa", XA)
    far, editor = (
        await official(db, "far", Office(Role.XA, "01", "00004")),
        await official(db, "editor", Office(Role.EDITOR)),
    )
    for name, place in {"near": LiveAt("37", "13966"), "lost": None, "off": LiveAt("79")}.items():
        asker = await person(db, name)
        await do(db, asker, *([place] if place else []), AskOfficial(f"{name}?"))
    assert await questions(db, tinh) == ["near?", "lost?", "off?"]
    assert await questions(db, xa) == ["near?"]
    assert await questions(db, far) == await questions(db, editor) == []


async def questions(db: Database, scene: Scene) -> list[str]:
    book, after = OfficialBook(db), 0
    found: list[Asked] = []
    while asked := await book.next_asked(scene.person, after):
        found.append(asked)
        after = asked.number
    assert len(found) == await book.waiting(scene.person)
    return [asked.question for asked in found]


async def test_of_two_answers_the_first_wins(db: Database) -> None:
    one, two = await official(db, "one", XA), await official(db, "two", TINH)
    asker = await person(db, "asker")
    await do(db, asker, LiveAt("37", "13966"), AskOfficial("hạn nộp?"))
    asked = await OfficialBook(db).next_asked(two.person)
    assert asked and asked.reachable
    await do(db, one, AnswerRequest(asked.number, "15 ngày", Outgoing("15 ngày")))
    with pytest.raises(Conflict):
        await do(db, two, AnswerRequest(asked.number, "20 ngày", Outgoing("20 ngày")))
    now = await OfficialBook(db).asked(two.person, asked.number)
    assert now and now.answered
    assert (await acts(db)).count("answer") == 1


async def test_officials_are_told_of_new_questions_once_an_hour(db: Database) -> None:
    xa = await official(db, "xa", XA)
    asker = await person(db, "asker")
    await do(db, asker, LiveAt("37", "13966"), AskOfficial("một?"), AskOfficial("hai?"))
    hour = timedelta(hours=1)
    (new,) = await requests.untold(db, NOON - hour)
    assert (new.person, new.count) == (xa.person, 2)
    assert await requests.note_told(db, new, Outgoing("2 câu"), NOON, NOON)
    assert not await requests.note_told(db, new, Outgoing("2 câu"), NOON, NOON)
    await do(db, asker, AskOfficial("ba?"))
    assert await requests.untold(db, NOON - hour) == []  # told within the hour
    (later,) = await requests.untold(db, NOON)
    assert later.count == 1


async def test_an_official_who_is_erased_leaves_no_trace_but_the_log(db: Database) -> None:
    scene = await official(db, "xa", XA)
    office = await number(db, scene)
    await do(db, scene, InviteOfficial("ABCD2345", XA, office), HandOver("ABCD2346", office))
    await do(db, scene, Forget())
    assert await holds(db, scene) == []
    assert await worth(db, "ABCD2345") is Offer.NOT
    assert (await acts(db))[-1] == "erase"
    assert (await audit.verify(db)).broken == 0
