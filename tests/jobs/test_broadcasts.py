"""Announcements from confirmation to the last row: exactly the right people, once."""

from __future__ import annotations

from bot.core.effects.announcements import Step
from bot.core.message import Outgoing
from bot.store import outbox
from bot.store.announcements_run import expand_page, under_way
from bot.store.effects import carry_out
from bot.store.outbox import Rank
from jobs.flow import AT_ONCE, LINE
from tests.jobs.announcing import CROWD, HOME, PEOPLE, Announcing
from tests.world import NOON


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


async def test_the_small_one_does_not_wait_behind_the_large_one(office: Announcing) -> None:
    await office.meet(*CROWD)
    await office.announce("Lớn", counted=1000)
    await office.broadcasts.tick()
    await office.announce("Nhỏ", counted=5)
    await office.work()
    texts = [message.text for _, message in office.channel.sent]
    assert texts.index("Nhỏ") <= LINE + AT_ONCE  # what was claimed before it came goes


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
