"""Announcements from confirmation to the last row: exactly the right people, once."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.audience import Audience
from bot.core.channel import Blocked, Refused, Unclear
from bot.core.effects import KeepProduct, MarkRead, StopKind
from bot.core.effects.announcements import Step
from bot.core.message import Outgoing
from bot.store import outbox
from bot.store.announcements_run import expand_page, under_way
from bot.store.database import Database
from bot.store.effects import carry_out
from bot.store.outbox import Rank
from jobs.broadcasts import following
from jobs.flow import AT_ONCE, LINE
from tests.jobs.announcing import EVERYBODY, HOME, Announcing
from tests.world import NOON

PEOPLE = tuple(f"người {n}" for n in range(12))
CROWD = tuple(f"thêm {n}" for n in range(2 * (LINE + AT_ONCE)))  # more than is claimed at a time


@pytest.fixture
async def office(db: Database, tmp_path: Path) -> Announcing:
    office = Announcing(db, tmp_path)
    await office.meet("lan", *PEOPLE)
    return office


async def test_everybody_of_the_place_gets_it_once_and_then_it_is_done(office: Announcing) -> None:
    await office.meet("xã bên", xa="13999")
    draft = await office.announce()
    assert await office.work() == dict.fromkeys(("lan", *PEOPLE), 1)
    assert (await office.see(draft)).state == "done"
    assert await office.work() == dict.fromkeys(("lan", *PEOPLE), 1)


async def test_a_second_confirmation_is_no_second_run(office: Announcing) -> None:
    draft = await office.announce()
    from bot.core.effects import Announce

    same = Announce(draft, "xã", "x", Outgoing("x"), Outgoing("x"), HOME, 0, True, NOON)
    scene = await office.scene()
    async with office.db.write() as tx:
        await carry_out(office.db, tx, same, scene)
    assert set((await office.work()).values()) == {1}


async def test_the_list_is_written_once_whatever_dies_in_between(office: Announcing) -> None:
    await office.announce()
    (run,) = await under_way(office.db)
    pages = [await expand_page(office.db, run, NOON, page=5) for _ in range(2)]
    async with office.db.write() as tx:  # the cursor of a restored copy: pages come again
        await office.db.sql.move_cursor(tx, number=run.number, cursor=0)
    while (new := await expand_page(office.db, run, NOON, page=4)) is not None:
        pages.append(new)
    assert sum(new or 0 for new in pages) == 13
    assert await outbox.counts(office.db) == {"waiting": 13}


async def test_pause_resume_and_stop_work_at_once(office: Announcing) -> None:
    draft = await office.announce()
    await office.broadcasts.tick()
    await office.steer(draft, Step.PAUSE)
    await office.deliverer.once()
    assert office.got() == {}
    await office.steer(draft, Step.RESUME)
    await office.deliverer.once()
    assert len(office.got()) == 13
    other = await office.announce("Tin hai")
    await office.broadcasts.tick()
    await office.steer(other, Step.STOP)
    await office.work()
    assert set(office.got().values()) == {1}
    seen = await office.see(other)
    assert (seen.state, seen.counts) == ("stopped", {"cancelled": 13})
    assert await under_way(office.db) == []


async def test_replies_and_reminders_overtake(office: Announcing) -> None:
    await office.meet(*CROWD)
    await office.announce()
    await office.broadcasts.tick()
    scene = await office.scene("người 7")
    async with office.db.write() as tx:
        for rank in (Rank.REMINDER, Rank.REPLY):
            await outbox.add(
                office.db, tx, key=rank.name, channel="fake", address_id=scene.address_id,
                message=Outgoing(rank.name), rank=rank, now=NOON,
            )  # fmt: skip
    await office.deliverer.once()
    texts = [message.text for _, message in office.channel.sent]
    assert texts.index("REPLY") < 2
    assert texts.index("REMINDER") <= LINE + AT_ONCE + 1  # what was claimed with the reply goes
    mine = [message.text for to, message in office.channel.sent if to == "người 7"]
    assert mine == ["REPLY", "REMINDER", "Mời họp"]


async def test_who_stops_announcements_gets_none_even_after_the_list_is_written(
    office: Announcing,
) -> None:
    draft = await office.announce()
    await office.broadcasts.tick()
    async with office.db.write() as tx:
        await carry_out(office.db, tx, StopKind("announcement"), await office.scene("người 3"))
    await office.work()
    assert "người 3" not in office.got()
    seen = await office.see(draft)
    assert (seen.state, seen.counts) == ("done", {"sent": 12, "cancelled": 1})


async def test_every_outcome_is_counted_and_only_the_failed_go_again(office: Announcing) -> None:
    office.channel.failures += [Blocked("x"), Refused("bad"), Unclear("cut"), None]
    draft = await office.announce()
    await office.work()
    seen = await office.see(draft)
    assert seen.counts == {"sent": 10, "blocked": 1, "dead": 1, "unclear": 1}
    assert (seen.state, seen.failed) == ("done", {"bad": 1})
    await office.steer(draft, Step.FAILED_AGAIN)
    await office.work()
    seen = await office.see(draft)
    assert seen.counts == {"sent": 11, "blocked": 1, "unclear": 1}
    assert set(office.got().values()) == {1}


async def test_an_unclear_one_waits_for_an_official(office: Announcing) -> None:
    office.channel.failures += [Unclear("cut")] * 2
    draft = await office.announce()
    await office.work()
    office.clock.pass_(days=2)
    await office.work()
    assert (await office.see(draft)).count("unclear") == 2
    await office.steer(draft, Step.UNCLEAR_AGAIN)
    await office.work()
    assert (await office.see(draft)).counts == {"sent": 13}


async def test_an_official_may_let_the_unclear_be(office: Announcing) -> None:
    office.channel.failures += [Unclear("cut")]
    draft = await office.announce()
    await office.work()
    await office.steer(draft, Step.UNCLEAR_LEFT)
    await office.steer(draft, Step.UNCLEAR_AGAIN)
    await office.work()
    assert (await office.see(draft)).counts == {"sent": 12, "left": 1}


async def test_it_goes_at_its_time_and_not_after_its_last_moment(office: Announcing) -> None:
    early = await office.announce(starts_at=NOON + timedelta(hours=2))
    assert await office.work() == {}
    assert (await office.see(early)).counts == {"waiting": 13}
    office.clock.pass_(hours=2)
    await office.work()
    assert len(office.got()) == 13
    late = await office.announce(expires_at=NOON + timedelta(hours=3))
    await office.broadcasts.tick()
    office.clock.pass_(hours=1)
    await office.deliverer.once()
    await office.broadcasts.tick()
    assert set(office.got().values()) == {1}
    seen = await office.see(late)
    assert (seen.state, seen.counts) == ("done", {"expired": 13})


async def test_a_second_official_approves_never_the_author(office: Announcing) -> None:
    draft = await office.announce(approved=False)
    assert await office.work() == {}
    await office.steer(draft, Step.APPROVE, "lan")
    assert await office.work() == {}
    await office.steer(draft, Step.APPROVE, "người 1")
    await office.meet("đến sau")  # the list froze: whoever comes now is not on it
    assert len(await office.work()) == 14


async def test_a_refused_one_never_goes(office: Announcing) -> None:
    draft = await office.announce(approved=False)
    await office.steer(draft, Step.REFUSE, "người 1")
    await office.steer(draft, Step.APPROVE, "người 1")
    assert await office.work() == {}
    assert (await office.see(draft)).state == "refused"


async def test_read_unread_correction_and_withdrawal(office: Announcing) -> None:
    office.channel.failures += [None, Blocked("x")]
    draft = await office.announce()
    await office.work()
    seen = await office.see(draft)
    for who in ("người 1", "người 2", "người 2"):
        async with office.db.write() as tx:
            await carry_out(office.db, tx, MarkRead(draft), await office.scene(who))
    async with office.db.write() as tx:
        await carry_out(office.db, tx, MarkRead(), await office.scene("người 3"))
    assert (await office.see(draft)).read == 3
    before = office.got()
    unread = (("reach", "*"), ("unread", str(seen.number)))
    await office.announce("Nhắc", Audience(unread), kind="unread", parent=draft)
    await office.work()
    reminded = {who for who, n in office.got().items() if n > before.get(who, 0)}
    assert len(reminded) == 9 and not reminded & {"người 1", "người 2", "người 3"}
    got = (("reach", "*"), ("got", str(seen.number)))
    await office.meet("đến sau")
    await office.announce("Đính chính", Audience(got), kind="correction", parent=draft)
    office.channel.sent.clear()
    assert len(await office.work()) == 12
    office.channel.sent.clear()
    await office.announce("Đã rút", HOME, kind="withdrawal", parent=draft)
    assert len(await office.work()) == 12
    assert all(message.replaces for _, message in office.channel.sent)


async def test_a_withdrawal_stops_what_still_waits(office: Announcing) -> None:
    draft = await office.announce()
    await office.broadcasts.tick()
    await office.announce("Đã rút", HOME, kind="withdrawal", parent=draft)
    assert await office.work() == {}
    assert (await office.see(draft)).state == "stopped"


async def test_a_series_comes_again_and_ends_when_it_is_stopped(office: Announcing) -> None:
    draft = await office.announce(repeats="weekly")
    await office.work()
    await office.meet("đến sau")
    office.clock.pass_(days=7)
    got = await office.work()
    assert (got["người 1"], got["đến sau"]) == (2, 1)
    (waiting,) = await under_way(office.db)
    await office.steer(waiting.draft, Step.STOP)
    office.clock.pass_(days=30)
    assert await office.work() == got
    assert waiting.draft.startswith(draft)


async def test_the_small_one_does_not_wait_behind_the_large_one(office: Announcing) -> None:
    await office.meet(*CROWD)
    await office.announce("Lớn", counted=1000)
    await office.broadcasts.tick()
    await office.announce("Nhỏ", counted=5)
    await office.work()
    texts = [message.text for _, message in office.channel.sent]
    assert texts.index("Nhỏ") <= LINE + AT_ONCE  # what was claimed before it came goes


async def test_audiences_by_product_star_readiness_certificate_and_day(office: Announcing) -> None:
    products = {
        "người 0": KeepProduct("1", "Mật ong", 5, "ready", 3, expires_on=None),
        "người 1": KeepProduct("1", "Trà", 9, "stuck", 4, "", None, NOON.date()),
        "người 2": KeepProduct("1", "Trà", 9, "started", 4, "", None, NOON.date() + timedelta(40)),
    }
    for maker, product in products.items():
        async with office.db.write() as tx:
            await carry_out(office.db, tx, product, await office.scene(maker))

    async def who(*rules: tuple[str, str]) -> int:
        office.channel.sent.clear()
        await office.announce("x", Audience((("reach", "37"), *rules)))
        return len(await office.work())

    assert await who() == 13
    assert await who(("set", "9")) == 2
    assert await who(("set", "9"), ("star", "3")) == 0
    assert await who(("set", "9"), ("set", "5")) == 3
    assert await who(("expires", "30")) == 1
    assert await who(("ready", "stuck"), ("ready", "ready")) == 2
    assert await who(("ready", "")) == 10
    assert await who(("no_set", "9")) == 11
    assert await who(("place", "37:13999")) == 0
    assert await who(("no_place", "37:13966")) == 0
    assert await who(("channel", "zalo")) == 0
    assert await who(("since", str(int(NOON.timestamp() * 1000) + 1))) == 0


async def test_out_of_reach_is_out_of_reach(office: Announcing) -> None:
    await office.meet("tỉnh khác", tinh="1", xa="4")
    asked = Audience((("reach", "37"), ("place", "1"), ("place", "37:13966")))
    await office.announce("x", asked)
    assert "tỉnh khác" not in await office.work()
    await office.announce("x", Audience((("place", "1"),)))
    assert "tỉnh khác" not in await office.work()
    await office.announce("x", EVERYBODY)
    assert "tỉnh khác" in await office.work()


async def test_the_author_watches_one_message(office: Announcing) -> None:
    scene = await office.scene()
    draft = await office.announce()
    async with office.db.write() as tx:
        await tx.execute(f"UPDATE announcements SET shown_to = {scene.address_id}")
    office.channel.failures += [None] * 30
    for _ in range(4):
        await office.broadcasts.tick()
        office.clock.pass_(seconds=1)
        await office.deliverer.once()
    mine = [m for to, m in office.channel.sent if to == "lan" and m.text != "Mời họp"]
    assert mine[0].text.startswith("an_progress_running")
    assert mine[-1].text.startswith("an_progress_done") and mine[-1].replaces
    assert len(mine) <= 3
    assert (await office.see(draft)).state == "done"


FIRST, LAST = datetime(2026, 1, 1), datetime(2030, 1, 1)  # noqa: DTZ001


@given(
    st.datetimes(FIRST, LAST, timezones=st.just(UTC)),
    st.sampled_from(("daily", "weekly", "monthly")),
    st.integers(0, 400),
)
def test_a_series_goes_on_after_now_at_the_same_hour(
    first: datetime, repeats: str, days: int
) -> None:
    now = first + timedelta(days=days)
    after = following(first, repeats, now)
    assert after is not None and after > now
    assert after - now <= timedelta(days={"daily": 1, "weekly": 7, "monthly": 31}[repeats])
    assert (after - first).total_seconds() % 86_400 == 0


async def test_the_list_as_a_workbook(office: Announcing, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    from jobs import broadcasts_list

    await office.meet("=HYPERLINK(1)")
    async with office.db.write() as tx:
        await tx.execute("UPDATE people SET name = '=1+1' WHERE id = 1")
    office.channel.failures += [None, Refused("bad")]
    draft = await office.announce()
    await office.work()
    number = (await office.see(draft)).number
    await broadcasts_list.write(office.db, office.text, number, tmp_path / "x" / "list.xlsx")
    rows = list(load_workbook(tmp_path / "x" / "list.xlsx").active.values)  # type: ignore[union-attr]
    assert len(rows) == 1 + 14
    states = Counter(row[5] for row in rows[1:])
    assert states == {"an_state_sent": 13, "an_state_dead": 1}
    assert rows[1][0] == "'=1+1"
