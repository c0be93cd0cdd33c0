"""What an official does in a golden conversation: an announcement to everybody."""

from __future__ import annotations

from bot.app import App
from bot.core.audience import Audience
from bot.core.dialogue import Dialogue
from bot.core.effects import Announce
from bot.store import announcements
from handlers.announce import wording
from handlers.announce.draft import NAME, Draft
from handlers.desk import Desk

OFFICE = "UBND xã Yên Hòa"


async def announces(app: App, words: str) -> None:
    """As the chat would have confirmed it, to be read by pressing "Đã đọc"."""
    desk, now = Desk(app.knowledge.library, app.knowledge.finder), app.clock.now()
    everybody = Audience((("reach", "*"),))
    draft = Draft(Dialogue(NAME, subject="a1")).put(text=words, read="1").for_(everybody)
    one = wording.message(desk, draft, OFFICE, ""), wording.plain(desk, draft, OFFICE, "")
    given = Announce(draft.id, OFFICE, words, *one, everybody, 1, True, now)
    async with app.db.write() as tx:
        await announcements.announce(app.db, tx, given, author=None, shown_to=None, now=now)
    for _ in range(2):  # its list is written, then it runs
        await app.broadcasts.tick()


def in_words(app: App) -> dict[str, str]:
    """What stands for a button of an announcement where there are none."""
    texts = app.knowledge.library.texts
    return {texts["an_plain_read"]: texts["button_an_read"]}
