"""What people wish of reminders and officials' dates: written with a turn, read back, erased."""

from __future__ import annotations

from datetime import UTC, date, datetime

from bot.core.effects import (
    AllowKind,
    CancelDeadline,
    Effect,
    FinishSeries,
    Forget,
    KeepPaper,
    KeepProduct,
    LiveAt,
    MoveDeadline,
    PutDeadline,
    Snooze,
    StopKind,
)
from bot.store import audit, people
from bot.store.database import Database
from bot.store.effects import carry_out
from bot.store.reminders import ReminderBook
from bot.store.scene import Scene

NOW = datetime(2027, 1, 10, 1, 0, tzinfo=UTC)
TODAY = date(2027, 1, 10)


async def somebody(db: Database, address: str = "an") -> Scene:
    async with db.write() as tx:
        address_id, person = await people.add(db, tx, "fake", address, NOW)
    return Scene(1, "fake", address, address_id, person, NOW)


async def do(db: Database, scene: Scene, *effects: Effect) -> Scene:
    async with db.write() as tx:
        for effect in effects:
            scene = await carry_out(db, tx, effect, scene)
    return scene


async def test_what_a_person_keeps_and_wishes(db: Database) -> None:
    an = await do(
        db,
        await somebody(db),
        LiveAt("75", "26011"),
        KeepProduct("a1", "Trà", certified_on=date(2024, 9, 17), expires_on=date(2027, 9, 17)),
        KeepProduct("b2", "Mật ong"),
        KeepPaper("a1", "food_safety", "Giấy an toàn thực phẩm", date(2027, 3, 1)),
        KeepPaper("a1", "food_safety", "Giấy ATTP", date(2027, 4, 1)),
        Snooze("window.t1.2027", date(2027, 1, 13)),
        FinishSeries("deadline.9"),
        StopKind("paper"),
        StopKind("window"),
        AllowKind("window"),
        PutDeadline("75", "", "Đợt thêm của tỉnh", date(2027, 3, 15), "round", urgent=True),
        PutDeadline("75", "26012", "Của xã khác", date(2027, 3, 15)),
    )
    kept = await ReminderBook(db).kept(an.person, TODAY)
    assert [(c.what, c.name) for c in kept.certificates] == [("certificate.a1.20270917", "Trà")]
    assert [(p.name, p.expires_on) for p in kept.papers] == [("Giấy ATTP", date(2027, 4, 1))]
    assert [d.title for d in kept.deadlines] == ["Đợt thêm của tỉnh"]
    assert kept.done == {"deadline.9"}
    assert kept.snoozed == {"window.t1.2027": date(2027, 1, 13)}
    assert kept.stops == {"paper"} == await ReminderBook(db).stops(an.person)
    await do(db, an, KeepPaper("a1", "food_safety", "", None))
    assert (await ReminderBook(db).kept(an.person, TODAY)).papers == ()


async def test_an_officials_date_moves_is_cancelled_and_every_act_is_noted(db: Database) -> None:
    lan, book = await somebody(db, "lan"), ReminderBook(db)
    await do(db, lan, PutDeadline("75", "26011", "Hạn của xã", date(2027, 3, 15), "earlier"))
    (put,) = await book.deadlines("75", "26011", TODAY)
    await do(db, lan, MoveDeadline(put.number, date(2027, 3, 20)))
    await do(db, lan, MoveDeadline(put.number, date(2027, 3, 20)))  # the same once more: nothing
    moved = await book.deadline(put.number)
    assert moved is not None
    assert (moved.day, moved.moved_from) == (date(2027, 3, 20), date(2027, 3, 15))
    assert moved.version == 2
    await do(db, lan, CancelDeadline(put.number), CancelDeadline(put.number))
    off = await book.deadline(put.number)
    assert off is not None
    assert off.state == "cancelled"
    told = [(act.person, act.act) async for act in audit.acts(db)]
    acts = ("deadline.put", "deadline.move", "deadline.cancel")
    assert told == [(lan.person, act) for act in acts]
    assert await book.deadline(999) is None


async def test_a_date_reaches_producers_of_its_place(db: Database) -> None:
    book = ReminderBook(db)
    for name, xa, makes in (("an", "1", True), ("ba", "2", True), ("tu", "1", False)):
        scene = await do(db, await somebody(db, name), LiveAt("75", xa))
        if makes:
            await do(db, scene, KeepProduct("a1", "Trà"))
    assert await book.audience("75", "") == 2
    assert await book.audience("75", "1") == 1
    assert await book.audience("", "") == 2
    assert await book.audience("01", "") == 0


async def test_nothing_is_left_of_somebody_who_is_erased(db: Database) -> None:
    an = await do(
        db,
        await somebody(db),
        KeepProduct("a1", "Trà", expires_on=date(2027, 9, 17)),
        KeepPaper("a1", "lab", "Phiếu", date(2027, 3, 1)),
        Snooze("window.t1.2027", date(2027, 1, 13)),
        FinishSeries("deadline.9"),
        StopKind("paper"),
    )
    await do(db, an, Forget())
    kept = await ReminderBook(db).kept(an.person, TODAY)
    assert not (kept.certificates or kept.papers or kept.done or kept.stops or kept.snoozed)
