"""A commune that is announced to: who lives there, and what an official presses."""

from __future__ import annotations

from bot.core.message import Outgoing
from bot.core.reads.officials import Office, Role
from bot.store import officials, people
from bot.store.scene import Scene
from tests.world import World

XA = Office(Role.XA, "37", "13966")
PROVINCE = Office(Role.TINH, "37")
PEOPLE = ("bình", "cúc", "dần", "em")


async def scene(world: World, who: str) -> Scene:
    known = await people.known(world.db, "fake", who)
    assert known is not None
    return Scene(1, "fake", who, known.address_id, known.person.number, world.clock.now())


async def lives(world: World, *names: str, tinh: str = "37", xa: str = "13966") -> None:
    async with world.db.write() as tx:
        for name in names:
            _, person = await people.add(world.db, tx, "fake", name, world.clock.now())
            await world.db.sql.live_at(tx, person=person, tinh=tinh, xa=xa)


async def appointed(world: World, who: str, office: Office) -> None:
    known = await people.known(world.db, "fake", who)
    if known is None:
        await lives(world, who, tinh=office.tinh if office.xa else "1", xa=office.xa)
        known = await people.known(world.db, "fake", who)
    assert known is not None
    async with world.db.write() as tx:
        person = known.person.number
        await officials.appoint(world.db, tx, person, office, 0, world.clock.now())


async def pressing(world: World, *labels: str, who: str = "lan") -> list[Outgoing]:
    shown: list[Outgoing] = []
    for label in labels:
        shown = await world.presses(label, who)
    return shown


async def written(world: World, text: str = "Mời bà con họp chợ OCOP.", who: str = "lan") -> None:
    await world.says("/thongbao", who)
    await world.presses("✎ Soạn thông báo mới", who)
    await world.says(text, who)


async def tick(world: World) -> None:
    await world.app.broadcasts.tick()
    await world.deliverer.once()
    await world.app.broadcasts.tick()
    await world.deliverer.once()


def got(world: World, text: str) -> list[str]:
    return sorted(
        to for to, m in world.channel.sent if text in m.text and to in (*PEOPLE, "xa xôi")
    )
