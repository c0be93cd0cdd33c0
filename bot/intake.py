"""The one road in: an incoming message becomes a turn, its reply is written down, then it ends.

`receive` returns only after everything is committed, so a channel may acknowledge then.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Callable, Set
from contextlib import asynccontextmanager
from dataclasses import replace

from bot.core.choices import as_press
from bot.core.clock import Clock
from bot.core.message import Incoming, Outgoing
from bot.core.text import clean
from bot.core.turn import Answer as Answered
from bot.core.turn import Person, Reply, Turn
from bot.store import people, turns
from bot.store.away import AWAY, is_away
from bot.store.database import Database
from bot.store.people import Known

log = logging.getLogger(__name__)

LONGEST = 20_000  # characters of a message that anybody looks at
TRIES = 5  # a turn is done again when the dialogue moved under it
FIRST_WAIT, LONGEST_WAIT = 0.1, 5.0  # seconds between two looks for a database that is away

Answer = Callable[[Turn], tuple[str, Answered]]
"""The routes: the name of the route that was taken, and its reply (or a promise of it)."""


class Intake:
    """Takes messages of all channels, one at a time per chat, many chats at once."""

    def __init__(
        self,
        db: Database,
        answer: Answer,
        clock: Clock,
        *,
        sorry: str,
        wake: Callable[[str], None],
        buttonless: Set[str] = frozenset(),
    ) -> None:
        """`sorry` is said when a handler fails; `wake` calls a channel's deliverer."""
        self._db, self._answer, self._clock = db, answer, clock
        self._sorry, self._wake, self._buttonless = sorry, wake, buttonless
        self._chats: dict[tuple[str, str], tuple[asyncio.Lock, int]] = {}

    async def receive(self, incoming: Incoming) -> None:
        """Answer one message; when this returns it is written down, or was before."""
        cleaned = replace(incoming, text=clean(incoming.text[:LONGEST]), name=clean(incoming.name))
        async with self._chat(incoming.channel, incoming.address):
            await self._until_written(cleaned)

    async def _until_written(self, incoming: Incoming) -> None:
        """Do the turn; a database that is away is waited for, so that nothing is lost."""
        tries, wait = 0, FIRST_WAIT
        while True:
            try:
                await self._turn(incoming)
            except turns.Duplicate:
                log.info("update %s of %s came twice", incoming.update_id, incoming.channel)
            except turns.Conflict:
                tries += 1
                if tries < TRIES:
                    continue
                raise
            except AWAY as error:
                if not is_away(error):
                    raise
                log.warning("the database is away (%s)", type(error).__name__)
                await asyncio.sleep(wait)
                wait = min(wait * 2, LONGEST_WAIT)
                continue
            return

    async def _turn(self, incoming: Incoming) -> None:
        who = await people.known(self._db, incoming.channel, incoming.address)
        buttonless = incoming.channel in self._buttonless
        if buttonless:
            incoming = as_press(incoming, who.offered if who else ())
        turn = self._as_turn(incoming, who)
        route, reply = await self._safely(turn)
        record = turns.Record(incoming, turn.number, route, reply, turn.now, buttonless)
        await turns.write(self._db, record, who)
        if reply.messages:
            self._wake(incoming.channel)

    def _as_turn(self, incoming: Incoming, who: Known | None) -> Turn:
        return Turn(
            incoming=incoming,
            person=who.person if who else Person(),
            dialogue=who.dialogue if who else None,
            now=self._clock.now(),
            number=secrets.randbits(48),
            paused=who.paused if who else (),
            offered=who.offered if who else (),
        )

    async def _safely(self, turn: Turn) -> tuple[str, Reply]:
        """The answer, or an apology: a fault of ours never swallows a message."""
        try:
            route, answer = self._answer(turn)
            return route, answer if isinstance(answer, Reply) else await answer
        except Exception as error:
            if is_away(error):
                raise
            log.exception("turn %d failed (kind %s)", turn.number, turn.incoming.kind)
            return "failed", Reply(messages=(Outgoing(self._sorry),))

    @asynccontextmanager
    async def _chat(self, channel: str, address: str) -> AsyncIterator[None]:
        """One at a time per chat; the lock is dropped when nobody waits for it."""
        key = (channel, address)
        lock, waiting = self._chats.get(key, (asyncio.Lock(), 0))
        self._chats[key] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._chats.pop(key)
            if waiting > 1:
                self._chats[key] = (lock, waiting - 1)
