"""Zalo as a phone: the real channel at our fake of its Bot API."""

from __future__ import annotations

from bot.app import App
from tests.channels.zalo import zalo
from tests.fakes.zalo import FakeZalo
from tests.golden.office import in_words
from tests.golden.phone import Phone, Told, undressed

CHAT = "lan"


class ZaloPhone(Phone):
    """Somebody who chats with the bot: no buttons, numbers instead."""

    def __init__(self, app: App, fake: FakeZalo) -> None:
        """The fake serves already."""
        self.fake = fake
        fake.meets(CHAT)
        super().__init__(app, zalo(fake))

    async def start(self) -> None:
        """What is said before a bot polls is lost."""
        await super().start()
        await self.fake.until(lambda: self.fake.account.polling)

    async def writes(self, text: str) -> None:
        """A message."""
        self.fake.says(CHAT, text)

    async def taps(self, label: str) -> None:
        """The number that stands before the choice, or its words when it is on a later page."""
        shown = next((told.numbers for told in reversed(self.told) if told.numbers), {})
        await self.writes(shown.get(label, label))

    async def screen(self) -> list[Told]:
        """What the chat shows."""
        return [undressed(heard.text, in_words(self.app)) for heard in self.fake.seen(CHAT)]
