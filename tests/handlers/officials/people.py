"""People of these tests: officials are invited by the command line's code, as in life."""

from __future__ import annotations

from datetime import timedelta

from bot.core import codes
from bot.core.message import Outgoing
from bot.core.reads.officials import Office, Role
from bot.store.officials import invite
from tests.world import World

XA = Office(Role.XA, "37", "13966")
TINH = Office(Role.TINH, "37")
ADMIN = Office(Role.ADMIN)
EDITOR = Office(Role.EDITOR)


async def code_for(world: World, office: Office) -> str:
    """An invitation as `python -m bot admin create` makes it."""
    code, now = codes.fresh(codes.INVITATION), world.clock.now()
    async with world.db.write() as tx:
        await invite(world.db, tx, code, office, None, now, now + timedelta(days=7))
    return code


async def becomes(world: World, who: str, office: Office) -> None:
    """Somebody takes an office by its code."""
    (offered,) = await world.says(await code_for(world, office), who)
    assert "Anh/chị được mời làm" in offered.text
    (welcome,) = await world.presses("Tôi nhận", who)
    assert "từ nay anh/chị là" in welcome.text


async def asks(world: World, question: str, who: str, place: str = "") -> None:
    """Somebody leaves a question for officials, after saying where they are."""
    if place:
        await world.says("/xa", who)
        await world.says(place, who)
        await world.presses("Đúng rồi", who)
    await world.says("gặp cán bộ", who)
    await world.presses("Ghi câu hỏi cho cán bộ", who)
    noted = await world.says(question, who)
    assert "Em đã ghi câu hỏi" in noted[0].text


def labels(message: Outgoing) -> list[str]:
    """The buttons of a message."""
    return [choice.label for choice in message.choices()]


def code_in(message: Outgoing) -> str:
    """The code in a message."""
    return next(line for line in message.text.splitlines() if codes.read(line))
