"""Group commit: one COMMIT, which waits for the disk, for all who stand in line to write.

Each writer has a savepoint of its own, so what one does wrong is undone alone; each returns only
after the COMMIT. If that fails, it fails for all of them, and nothing of theirs was written.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress

import aiosqlite

MOST = 32  # writers in one transaction: the first of them should not wait long


class Group:
    """The writers of one transaction."""

    def __init__(self) -> None:
        """Nobody yet."""
        self.members = 0
        self.error: sqlite3.Error | None = None
        self._over = asyncio.Event()

    def end(self, error: sqlite3.Error | None) -> None:
        """The transaction is over; None: all is on the disk."""
        self.error = error
        self._over.set()

    async def committed(self) -> None:
        """Wait for the end; raises what went wrong."""
        await self._over.wait()
        if self.error:
            raise self.error


class GroupWriter:
    """Lets writers take turns on one connection, which must not commit by itself."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        """Uses this connection alone."""
        self._connection = connection
        self._turn = asyncio.Lock()
        self._queue = 0  # who waits for a turn
        self._open: Group | None = None

    @asynccontextmanager
    async def write(self) -> AsyncIterator[aiosqlite.Connection]:
        """A transaction: committed at the end, undone on any error."""
        await self._wait()
        try:
            await _to_the_end(self._begin())
            group = self._open
            yield self._connection
            await self._connection.execute("RELEASE one")
        except BaseException as error:
            await _to_the_end(self._undo(error))
            raise
        finally:
            try:
                await _to_the_end(self._commit_unless_joined())
            finally:
                self._turn.release()
        if group:
            await group.committed()

    async def _wait(self) -> None:
        self._queue += 1
        try:
            await self._turn.acquire()
        except asyncio.CancelledError:
            self._queue -= 1
            await _to_the_end(self._commit_if_left())
            raise
        self._queue -= 1

    async def _begin(self) -> None:
        """IMMEDIATE, because a deferred transaction that turns to writing fails at once."""
        if self._open:
            await self._connection.execute("SAVEPOINT one")
        else:
            await self._connection.executescript("BEGIN IMMEDIATE; SAVEPOINT one")
            self._open = Group()
        self._open.members += 1

    async def _undo(self, error: BaseException) -> None:
        """Take back what this writer did. A full disk may have taken back all of it already."""
        if self._connection.in_transaction:
            # Without a savepoint it was released just as we were cancelled: then it counts.
            with suppress(sqlite3.OperationalError):
                await self._connection.execute("ROLLBACK TO one")
                await self._connection.execute("RELEASE one")
        elif self._open:
            group, self._open = self._open, None
            group.end(error if isinstance(error, sqlite3.Error) else sqlite3.OperationalError())

    async def _commit_unless_joined(self) -> None:
        """Commit, unless the next in line goes on in the same transaction."""
        if self._open and (not self._queue or self._open.members >= MOST):
            await self._commit()

    async def _commit_if_left(self) -> None:
        """The next in line went away: nobody may be left waiting for its commit."""
        async with self._turn:
            await self._commit_unless_joined()

    async def _commit(self) -> None:
        group, self._open = self._open, None
        assert group is not None
        failure: sqlite3.Error | None = None
        try:
            await self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            failure = error
            if self._connection.in_transaction:
                await self._connection.execute("ROLLBACK")
        finally:
            group.end(failure)


async def _to_the_end(work: Coroutine[None, None, None]) -> None:
    """Do it even if we are cancelled meanwhile: the connection must not be left halfway."""
    task = asyncio.ensure_future(work)
    try:
        await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
