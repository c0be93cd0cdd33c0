"""A phone: one person at one real channel, over loopback where the platform is elsewhere."""

from __future__ import annotations

import asyncio
import re
import time
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field

from bot.app import App
from bot.core.channel import Channel
from bot.core.message import Incoming

CHOICE = re.compile(r"(\d+|\+)\. (.+)")
FURTHER = "+"  # turns the page of a long menu


@dataclass(frozen=True)
class Told:
    """A message without its platform's dress: the words, and the choices in their order.

    `numbers` are what to type where there are no buttons; `whole` is False for one page of a menu.
    """

    text: str
    choices: tuple[str, ...] = ()
    numbers: Mapping[str, str] = field(default_factory=dict)
    whole: bool = True


class Phone(ABC):
    """What a person can do at a channel. `told` is all that they were told, in order."""

    def __init__(self, app: App, channel: Channel) -> None:
        """The app serves the channel from `start` on."""
        self.app, self.channel = app, channel
        self.told: list[Told] = []
        self._deliverer = app.add(channel)
        self._taken = 0
        self._listening: asyncio.Task[None] | None = None

    @abstractmethod
    async def writes(self, text: str) -> None:
        """The person sends these words."""

    @abstractmethod
    async def taps(self, label: str) -> None:
        """The person picks the newest choice that says this."""

    @abstractmethod
    async def screen(self) -> list[Told]:
        """All that was told until now, without the platform's dress."""

    async def start(self) -> None:
        """Begin to listen."""
        self._listening = asyncio.create_task(self.channel.listen(self.receive))

    async def greets(self) -> None:
        """The first contact."""
        await self.writes("/start")

    async def opens(self) -> list[Told]:
        """They open the chat; what they are told."""
        return await self._answered(self.greets())

    async def stop(self) -> None:
        """Hang up."""
        if self._listening:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)
        await self.channel.close()

    async def receive(self, incoming: Incoming) -> None:
        """The app's intake, counted."""
        await self.app.intake.receive(incoming)
        self._taken += 1

    async def says(self, text: str) -> list[Told]:
        """They write; what they are told."""
        return await self._answered(self.writes(text))

    async def presses(self, label: str) -> list[Told]:
        """They pick a choice; what they are told."""
        return await self._answered(self.taps(label))

    async def hears(self) -> list[Told]:
        """What reached them without their doing, by a reminder or an announcement."""
        await self._deliverer.once()
        return await self._new()

    async def _answered(self, act: Awaitable[None]) -> list[Told]:
        before = self._taken
        await act
        deadline = time.monotonic() + 10
        while self._taken == before:
            assert time.monotonic() < deadline, "the bot never heard it"
            await asyncio.sleep(0.005)
        await self._deliverer.once()
        return await self._new()

    async def _new(self) -> list[Told]:
        every = await self.screen()
        new, self.told = every[len(self.told) :], every
        return new


def undressed(text: str, in_words: Mapping[str, str]) -> Told:
    """A message of a channel without buttons: its numbered last lines are choices again.

    `in_words` are the lines that stand for a button in an announcement.
    """
    head, _, tail = text.rpartition("\n\n")
    found = [CHOICE.fullmatch(line) for line in tail.split("\n")]
    if all(found):
        numbers = {match[2]: match[1] for match in found if match and match[1] != FURTHER}
        return Told(head, tuple(numbers), numbers, len(numbers) == len(found))
    head, _, tail = text.rpartition("\n")
    return Told(head, (in_words[tail],)) if tail in in_words else Told(text)
