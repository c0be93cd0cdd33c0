"""Posting updates to the bot's webhook: in order, again after anything that is not 2xx."""

from __future__ import annotations

import asyncio

import aiohttp

from tests.fakes.telegram.mailbox import Mailbox

FIRST_WAIT, LONGEST_WAIT = 0.05, 1.0


class Postman:
    """Brings updates to a URL until told to stop; `statuses` are the answers it got."""

    def __init__(self, mailbox: Mailbox) -> None:
        """Takes updates from this mailbox."""
        self.url = ""
        self.secret = ""
        self.statuses: list[int] = []
        self._mailbox = mailbox
        self._walk: asyncio.Task[None] | None = None

    async def go_to(self, url: str, secret: str) -> None:
        """Post to this URL from now on; an empty one ends the posting."""
        await self.stop()
        self.url, self.secret = url, secret
        if url:
            self._walk = asyncio.create_task(self._deliver())

    async def stop(self) -> None:
        """Stay at home."""
        if self._walk:
            self._walk.cancel()
            await asyncio.gather(self._walk, return_exceptions=True)
            self._walk = None

    async def _deliver(self) -> None:
        timeout = aiohttp.ClientTimeout(total=60)
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret} if self.secret else {}
        async with aiohttp.ClientSession(headers=headers, timeout=timeout) as session:
            wait = FIRST_WAIT
            while True:
                update = await self._mailbox.first()
                if await self._post(session, update):
                    self._mailbox.confirm(update["update_id"] + 1)
                    wait = FIRST_WAIT
                    continue
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)

    async def _post(self, session: aiohttp.ClientSession, update: dict[str, object]) -> bool:
        try:
            async with session.post(self.url, json=update) as answer:
                self.statuses.append(answer.status)
                return answer.ok
        except aiohttp.ClientError:
            self.statuses.append(0)
            return False
