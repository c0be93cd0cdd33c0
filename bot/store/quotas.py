"""How much a channel's accounts (bots) have used of what their platform allows: messages a month,
and people a bot. Counted as it is sent, so that a limit is seen before it bites.
"""

from __future__ import annotations

import logging
import re
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psycopg

from bot.core.clock import Clock, local_day
from bot.store.database import Database, is_postgres

log = logging.getLogger(__name__)

PEEK = (
    "SELECT account, used FROM quotas WHERE channel = :channel AND month = :month",
    "SELECT address FROM addresses WHERE channel = :channel AND closed_at IS NULL",
)
MARKS = (80, 95, 100)  # percent at which the operator is told


@dataclass(frozen=True, slots=True)
class Use:
    """What one account has used this month, and how many people write to it."""

    account: str
    messages: int
    people: int


def month_of(now: datetime) -> str:
    """The month in Việt Nam, by which quotas are counted: "2026-11"."""
    return f"{local_day(now):%Y-%m}"


class QuotaBook:
    """Counts what the accounts of one channel send."""

    def __init__(self, db: Database, clock: Clock, channel: str, monthly: int) -> None:
        """`monthly`: messages an account may send in a calendar month; 0 is no limit."""
        self._db, self._clock = db, clock
        self._channel, self._monthly = channel, monthly

    async def take(self, account: str) -> bool:
        """Count one message; False when the month's quota is used up, and nothing is counted."""
        async with self._db.write() as tx:
            used = await self._db.sql.take_quota(
                tx,
                channel=self._channel,
                account=account,
                month=month_of(self._clock.now()),
                most=self._monthly or 2**31 - 1,
            )
        if used is None:
            return False
        self._tell(account, int(used))
        return True

    async def give_back(self, account: str) -> None:
        """One that was counted has not gone out."""
        async with self._db.write() as tx:
            await self._db.sql.give_back_quota(
                tx,
                channel=self._channel,
                account=account,
                month=month_of(self._clock.now()),
            )

    def _tell(self, account: str, used: int) -> None:
        """A warning in the log at the message that reaches a mark."""
        for mark in MARKS:
            if self._monthly and used == -(-self._monthly * mark // 100):
                log.warning(
                    "%s (bot %s): %d of %d messages of this month are used (%d %%)",
                    *(self._channel, account, used, self._monthly, mark),
                )


async def uses(db: Database, channel: str, now: datetime) -> list[Use]:
    """What each account of a channel has used, those with people or messages."""
    async with db.read() as connection:
        sent = {
            str(account): int(used)
            async for account, used in db.sql.quota_used(
                connection, channel=channel, month=month_of(now)
            )
        }
        open_ = [str(row[0]) async for row in db.sql.open_chats(connection, channel=channel)]
    return _counted(sent, open_)


def _counted(sent: dict[str, int], addresses: Iterable[str]) -> list[Use]:
    people: dict[str, int] = {}
    for address in addresses:
        account = address.partition(":")[0]
        people[account] = people.get(account, 0) + 1
    every = sorted({*sent, *people})
    return [Use(account, sent.get(account, 0), people.get(account, 0)) for account in every]


def peek(url: str, folder: Path, channel: str, now: datetime) -> list[Use]:
    """As `uses`, beside a bot that runs: reads only. Empty when there is no database yet."""
    given = {"channel": channel, "month": month_of(now)}
    try:
        sent, addresses = _read(url, folder / "ocop.sqlite3", given)
    except (sqlite3.Error, psycopg.Error):
        return []
    return _counted({str(a): int(str(n)) for a, n in sent}, (str(row[0]) for row in addresses))


def _read(url: str, path: Path, given: dict[str, str]) -> list[list[tuple[object, ...]]]:
    if is_postgres(url):
        with psycopg.connect(url, connect_timeout=5) as there:
            wanted = [re.sub(r":(\w+)", r"%(\1)s", statement) for statement in PEEK]
            return [there.execute(w.encode(), given).fetchall() for w in wanted]
    here = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=2)
    with closing(here):
        return [here.execute(statement, given).fetchall() for statement in PEEK]
