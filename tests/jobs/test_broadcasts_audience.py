"""Announcements reach exactly those they are for."""

from __future__ import annotations

from datetime import timedelta

from bot.core.audience import Audience
from bot.core.effects import KeepProduct, StopKind
from bot.store.effects import carry_out
from tests.jobs.announcing import EVERYBODY, Announcing
from tests.world import NOON


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
