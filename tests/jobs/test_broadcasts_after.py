"""After an announcement went: what became of each, what goes again, and what follows it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bot.core.audience import Audience
from bot.core.channel import Blocked, Refused, Unclear
from bot.core.effects import MarkRead
from bot.core.effects.announcements import Step
from bot.store.effects import carry_out
from tests.jobs.announcing import HOME, Announcing


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
    rows = list(load_workbook(tmp_path / "x" / "list.xlsx").worksheets[0].values)
    assert len(rows) == 1 + 14
    states = Counter(row[5] for row in rows[1:])
    assert states == {"an_state_sent": 13, "an_state_dead": 1}
    assert rows[1][0] == "'=1+1"
