"""Reminders as people meet them: the right day, once, in one message, never at a bad hour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from bot.core.effects import (
    AllowKind,
    FinishSeries,
    KeepPaper,
    KeepProduct,
    PutDeadline,
    Remember,
    Snooze,
    StopKind,
)
from bot.core.reminding import AGREED
from bot.store import outbox
from bot.store.database import Database
from bot.store.planned import Source, Timely
from bot.store.rehearsal import copied
from bot.store.reminders import ReminderBook
from bot.store.times import to_ms
from jobs.reminders import Counts, plan
from jobs.reminders_rehearsal import rehearse
from tests.jobs.village import QUIET_WEEK, Village, hour


async def test_a_certificate_is_told_of_through_its_window(village: Village) -> None:
    """Điều 7.6a: it ends on 14/12/2027, so the window is from 17/6 to 16/8."""
    await village.comes("an", date(2027, 12, 14))
    told = await village.mornings(date(2027, 6, 15), date(2027, 8, 19))
    told |= await village.mornings(date(2027, 11, 12), date(2027, 11, 16))
    certificate = {day: texts for day, texts in told.items() if "Trà hoa" in str(texts)}
    assert [f"{day:%d/%m}" for day in certificate] == [
        "17/06", "17/07", "02/08", "09/08", "13/08", "15/08", "17/08", "14/11",
    ]  # fmt: skip
    opens, last = certificate[date(2027, 6, 17)][0][1], certificate[date(2027, 8, 15)][0][1]
    assert "Chậm nhất Thứ Hai 16/8/2027, còn 60 ngày." in opens
    assert "Từ nay nộp được rồi" in opens
    assert "Chậm nhất Thứ Hai 16/8/2027, tức là ngày mai." in last
    missed = certificate[date(2027, 8, 17)][0][1]
    assert "không quá 180 ngày" in missed
    assert "chưa rõ" in missed  # Điều 12.3 is a rule of transition


async def test_rounds_of_the_law_reach_who_makes_something(village: Village) -> None:
    """The last day to hand in for round 1 of 2027 is 7/4, 15 working days before 30/4."""
    village.clock.moment = hour(date(2027, 3, 1))
    await village.comes("an")
    told = await village.mornings(date(2027, 3, 1), date(2027, 5, 5))
    assert [f"{day:%d/%m}" for day in told] == ["08/03", "24/03", "31/03", "04/04", "06/04"]
    text = told[date(2027, 3, 31)][0][1]
    assert "Nộp hồ sơ đợt 1 năm 2027 ở UBND xã" in text
    assert "Chậm nhất Thứ Tư 7/4/2027, còn 7 ngày." in text
    assert "em tự tính" in text  # our arithmetic is said with its doubt
    assert len(text) <= 600


async def test_several_things_are_one_message(village: Village) -> None:
    an = await village.comes("an", QUIET_WEEK + timedelta(days=180))
    papers = [("lab", 7, "Phiếu kiểm nghiệm"), ("food", 30, "Giấy ATTP"), ("x", 60, "Giấy phép")]
    for paper, days, name in papers:
        day = QUIET_WEEK + timedelta(days)
        await village.do(an, KeepPaper("a1", paper, name, day))
    ((_, message),) = await village.at(hour(QUIET_WEEK))
    assert "1. Phiếu kiểm nghiệm\nHết hạn" in message.text
    assert "2. Giấy ATTP\nHết hạn" in message.text
    assert 'bấm "Xem lịch"' in message.text
    assert len(message.text) <= 600
    labels = [choice.label for choice in message.choices()]
    assert labels[0] == "Có giấy mới"
    assert "Đã xong (2)" in labels
    assert labels[-2:] == ["Trang chính", "Gặp cán bộ"]
    assert all(len(choice.action) <= 64 for choice in message.choices())


async def test_the_second_run_does_nothing(village: Village) -> None:
    await village.comes("an", QUIET_WEEK + timedelta(days=150))
    first = await plan(village.library, village.db, hour(QUIET_WEEK))
    again = await plan(village.library, village.db, hour(QUIET_WEEK))
    later = await plan(village.library, village.db, hour(QUIET_WEEK, 15))
    assert (first, again, later) == (Counts(marked=1, bundled=1), Counts(), Counts())


async def test_never_at_night_nor_on_a_holiday(village: Village) -> None:
    """A paper with 7 days left on 2/9/2027; 2/9 and 3/9 are holidays."""
    holiday = date(2027, 9, 2)
    village.clock.moment = hour(holiday - timedelta(days=1), 15)
    an = await village.comes("an")
    await village.do(an, KeepPaper("", "lab", "Phiếu", holiday + timedelta(days=7)))
    for moment in (hour(holiday), hour(holiday, 12), hour(date(2027, 9, 3)), hour(holiday, 23)):
        assert await village.at(moment) == []
    assert await village.at(hour(date(2027, 9, 4), 2)) == []
    assert await village.at(hour(date(2027, 9, 4), 22)) == []
    ((_, message),) = await village.at(hour(date(2027, 9, 5), 9))
    assert "còn 4 ngày" in message.text


async def test_urgent_dates_pass_holidays_but_not_the_night(village: Village) -> None:
    holiday = date(2027, 9, 2)
    village.clock.moment = hour(holiday - timedelta(days=1), 15)
    an = await village.comes("an")
    due = holiday + timedelta(days=1)
    await village.do(an, PutDeadline("75", "1", "Nộp mẫu thử", due, urgent=True))
    await village.do(an, PutDeadline("75", "1", "Việc thường", due))
    assert await village.at(hour(holiday, 5)) == []
    ((_, message),) = await village.at(hour(holiday, 8))
    assert "Nộp mẫu thử" in message.text
    assert "Việc thường" not in message.text


async def test_later_done_and_stop(village: Village) -> None:
    day = QUIET_WEEK
    an = await village.comes("an", day + timedelta(days=134))  # 14 days before the window closes
    what = f"certificate.a1.{day + timedelta(days=134):%Y%m%d}"
    assert len(await village.at(hour(day))) == 1
    await village.do(an, Snooze(what, day + timedelta(days=9)))
    told = await village.mornings(day + timedelta(days=1), day + timedelta(days=9))
    assert list(told) == [day + timedelta(days=9)]  # the stage of 7 days stands in this one too
    assert "còn 5 ngày" in told[day + timedelta(days=9)][0][1]
    await village.do(an, FinishSeries(what))
    assert await village.mornings(day + timedelta(days=10), day + timedelta(days=20)) == {}

    ba = await village.comes("ba", day + timedelta(days=150))
    await village.do(ba, StopKind("certificate"))
    later = day + timedelta(days=21)
    assert await village.at(hour(later)) == []
    await village.do(ba, AllowKind("certificate"))
    assert [to for to, _ in await village.at(hour(later + timedelta(days=1)))] == ["ba"]


async def test_the_address_heard_last_is_the_one(village: Village) -> None:
    an = await village.comes("an", QUIET_WEEK + timedelta(days=150))
    village.clock.pass_(hours=1)
    async with village.db.write() as tx:
        await village.db.sql.add_address(
            tx, person=an.person, channel="fake", address="an-moi", now=to_ms(village.clock.now())
        )
    assert [to for to, _ in await village.at(hour(QUIET_WEEK, 9))] == ["an-moi"]


async def test_officials_are_told_of_their_own_dates(village: Village) -> None:
    """A commune sends round 2 of 2027 before 30/10; the province's days are not its own."""
    village.clock.moment = hour(date(2027, 9, 28))
    lan = await village.comes("lan")
    async with village.db.write() as tx:
        await village.db.sql.drop_product(tx, person=lan.person, subject="a1")
        await village.db.sql.add_office(
            tx, person=lan.person, role="xa", tinh="75", xa="1", may_write=1, may_send=1, now=0
        )
    told = await village.mornings(date(2027, 9, 29), date(2027, 11, 1))
    assert [f"{day:%d/%m}" for day in told] == ["29/09", "15/10", "22/10", "26/10", "28/10"]
    assert "Xã gửi hồ sơ đợt 2 năm 2027 lên tỉnh" in told[date(2027, 10, 22)][0][1]


async def test_an_unfinished_assessment_once_and_only_for_those_who_agreed(
    village: Village,
) -> None:
    began = to_ms(village.clock.now())
    for name, agrees in (("an", True), ("ba", False)):
        scene = await village.comes(name)
        await village.do(scene, KeepProduct("a1", readiness="started"))
        if agrees:
            await village.do(scene, Remember(AGREED, "yes"))
        async with village.db.write() as tx:
            await village.db.sql.add_dialogue(
                tx, person=scene.person, name="assess", subject="a1", version=1, answers="{}",
                revision=0, now=began,
            )  # fmt: skip
    told = await village.mornings(QUIET_WEEK, QUIET_WEEK + timedelta(days=30))
    assert [(day, [to for to, _ in texts]) for day, texts in told.items()] == [
        (QUIET_WEEK + timedelta(days=7), ["an"])
    ]


async def test_what_is_told_by_the_hour(village: Village) -> None:
    begins = hour(QUIET_WEEK + timedelta(days=2), 8)
    an = await village.comes("an")
    offsets = (timedelta(days=1), timedelta(hours=2))
    coming = [Timely(an.person, "training.7", "Tập huấn bao bì", begins, offsets)]

    async def read(_: Database, __: Any, now: datetime) -> Sequence[Timely]:
        return [one for one in coming if one.at > now]

    village.sources = [Source("training", read)]
    assert await village.at(hour(QUIET_WEEK, 20)) == []
    ((_, day_before),) = await village.at(hour(QUIET_WEEK + timedelta(days=1), 8))
    assert "Ngày mai, lúc 8 giờ, Thứ Tư 19/5/2027." in day_before.text
    assert await village.at(begins - timedelta(hours=2)) == []  # six in the morning is night
    ((_, soon),) = await village.at(hour(QUIET_WEEK + timedelta(days=2), 6, 30))
    assert "Hôm nay, lúc 8 giờ" in soon.text
    assert await village.at(begins + timedelta(minutes=1)) == []
    coming[:] = [Timely(an.person, "training.7", "Tập huấn", begins + timedelta(days=9), offsets)]
    ((_, moved),) = await village.at(begins + timedelta(days=8))
    assert "Ngày mai" in moved.text


async def test_a_timely_thing_that_is_off_is_not_told(village: Village) -> None:
    begins = hour(QUIET_WEEK, 9)
    an = await village.comes("an")
    coming = [Timely(an.person, "training.7", "Tập huấn", begins, (timedelta(hours=2),))]

    async def read(_: Database, __: Any, ___: datetime) -> Sequence[Timely]:
        return coming

    village.sources = [Source("training", read)]
    village.clock.moment = hour(QUIET_WEEK, 5)
    await plan(village.library, village.db, hour(QUIET_WEEK, 6), village.sources)  # not yet
    coming.clear()
    assert await village.at(hour(QUIET_WEEK, 7)) == []


async def test_a_rehearsal_says_what_will_happen_and_sends_nothing(village: Village) -> None:
    an = await village.comes("an", QUIET_WEEK + timedelta(days=150))
    await village.do(an, KeepPaper("", "lab", "Phiếu", QUIET_WEEK + timedelta(days=30)))
    await village.comes("ba", QUIET_WEEK + timedelta(days=134))
    last = QUIET_WEEK + timedelta(days=40)
    async with copied(village.db) as scratch:
        said = {
            day: [one.message.text for one in sent]
            async for day, sent, _ in rehearse(village.library, scratch, QUIET_WEEK, last)
            if sent
        }
    assert village.channel.sent == []
    assert await outbox.counts(village.db) == {}
    told = await village.mornings(QUIET_WEEK, last)
    assert said == {day: [text for _, text in texts] for day, texts in told.items()}
    assert len(said) > 3


async def test_officials_see_who_has_not_reacted(village: Village) -> None:
    """An writes back, Ba says it is done, Tư is silent; another place is not theirs."""
    ends = QUIET_WEEK + timedelta(days=150)
    an, ba, _ = [await village.comes(name, ends) for name in ("an", "ba", "tu")]
    await village.comes("xa-khac", ends, xa="2")
    await village.at(hour(QUIET_WEEK))
    village.clock.pass_(hours=2)
    await village.do(an)
    book = ReminderBook(village.db)
    silent = await book.silent("75", "1", hour(QUIET_WEEK, 0))
    assert {one.person for one in silent} == {ba.person, ba.person + 1}
    await village.do(ba, FinishSeries(silent[0].what))
    (tu,) = await book.silent("75", "1", hour(QUIET_WEEK, 0))
    assert (tu.about, tu.told_at) == ("Trà hoa", hour(QUIET_WEEK))
    assert len(await book.silent("75", "", hour(QUIET_WEEK, 0))) == 2
    assert await book.silent("75", "1", hour(QUIET_WEEK + timedelta(days=1))) == ()
