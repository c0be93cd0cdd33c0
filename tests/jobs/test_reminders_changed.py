"""Dates that move while they are told of, and reminders that come late."""

from __future__ import annotations

from datetime import timedelta

from bot.core.channel import TryLater
from bot.core.effects import (
    CancelDeadline,
    KeepPaper,
    MoveDeadline,
    PutDeadline,
)
from jobs.reminders import Counts
from tests.jobs.village import QUIET_WEEK, Village, hour


async def test_a_moved_date_is_told_to_those_who_were_told(village: Village) -> None:
    day = QUIET_WEEK
    an = await village.comes("an")
    await village.do(an, PutDeadline("75", "", "Đợt thêm", day + timedelta(days=7), "round"))
    assert len(await village.at(hour(day))) == 1
    await village.comes("ba")
    moved = day + timedelta(days=20)
    await village.do(an, MoveDeadline(1, moved))
    ((to, message),) = await village.at(hour(day, 10))
    assert to == "an"
    assert "Đã đổi ngày: từ Thứ Hai 24/5/2027 sang Chủ nhật 6/6/2027." in message.text
    told = await village.mornings(day + timedelta(days=1), day + timedelta(days=7))
    assert {to for texts in told.values() for to, _ in texts} == {"an", "ba"}
    assert all("6/6/2027" in text for texts in told.values() for _, text in texts)
    await village.do(an, CancelDeadline(1))
    off = await village.at(hour(day + timedelta(days=8), 9))
    assert sorted(to for to, _ in off) == ["an", "ba"]
    assert all("Đã bỏ" in message.text for _, message in off)
    assert await village.mornings(day + timedelta(days=9), day + timedelta(days=21)) == {}


async def test_a_date_that_moves_back_and_forth_is_told_each_time(village: Village) -> None:
    first, second = QUIET_WEEK + timedelta(days=14), QUIET_WEEK + timedelta(days=18)
    an = await village.comes("an")
    await village.do(an, PutDeadline("75", "1", "Hạn của xã", first))
    assert len(await village.at(hour(QUIET_WEEK))) == 1
    for hours, day in ((8, second), (9, first), (10, second)):
        await village.do(an, MoveDeadline(1, day))
        ((_, message),) = await village.at(hour(QUIET_WEEK, hours))
        assert f"sang {'Thứ Sáu' if day == second else 'Thứ Hai'}" in message.text


async def test_what_waits_for_a_moved_date_is_taken_back(village: Village) -> None:
    """The platform is away: the bundle waits, the date moves, the other thing still goes."""
    day = QUIET_WEEK
    an = await village.comes("an", day + timedelta(days=150))
    await village.do(an, PutDeadline("75", "1", "Hạn của xã", day + timedelta(days=3)))
    village.channel.failures.append(TryLater(600))
    assert await village.at(hour(day)) == []
    await village.do(an, MoveDeadline(1, day + timedelta(days=40)))
    ((_, message),) = await village.at(hour(day, 8))
    assert "Hạn của xã" not in message.text
    assert "Trà hoa" in message.text
    told = await village.at(hour(day + timedelta(days=10)))
    assert "còn 30 ngày" in told[0][1].text


async def test_a_bundle_that_came_too_late_is_planned_anew_with_the_days_left(
    village: Village,
) -> None:
    day = QUIET_WEEK
    an = await village.comes("an")
    await village.do(an, KeepPaper("", "lab", "Phiếu", day + timedelta(days=2)))
    await village.do(an, KeepPaper("", "food", "Giấy", day + timedelta(days=30)))
    village.channel.failures.append(TryLater(10 * 3600))
    assert await village.at(hour(day, 20)) == []
    assert await village.at(hour(day, 22)) == []
    ((_, message),) = await village.at(hour(day + timedelta(days=1)))
    assert "tức là ngày mai" in message.text
    assert "còn 29 ngày" in message.text
    assert await village.at(hour(day + timedelta(days=2))) == []


async def test_what_is_too_late_for_any_use_is_dropped_and_counted(village: Village) -> None:
    day = QUIET_WEEK
    an = await village.comes("an")
    await village.do(an, KeepPaper("", "lab", "Phiếu", day))  # its last day is today
    village.channel.failures.append(TryLater(20 * 3600))
    await village.at(hour(day, 20))
    village.clock.moment = hour(day + timedelta(days=1))
    assert (await village.tick()).dropped == 1
    assert village.channel.sent == []


async def test_a_machine_that_was_off_tells_what_is_still_of_use(village: Village) -> None:
    """Off for 25 days: two stages went by and are counted, the third is told."""
    day = QUIET_WEEK
    await village.comes("an", day + timedelta(days=120 + 15))
    await village.at(hour(day))
    village.clock.moment = hour(day + timedelta(days=13), 11)
    counts = await village.tick()
    assert counts == Counts(marked=1, bundled=1, dropped=2)
    assert "còn 2 ngày" in village.channel.sent[-1][1].text
