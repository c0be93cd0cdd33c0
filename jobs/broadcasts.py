"""What the clock does for announcements: lists are written, runs start and end, progress shows.

Each second, in every process: whatever is done here is a compare-and-set in the store. Sending
itself is the deliverer's.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.checked import LIMIT, SUFFIXES, WrongFile, checked
from bot.core.channel import Channel, SendError, TryLater
from bot.core.clock import VIETNAM, Clock
from bot.core.held import held
from bot.core.message import Attachment, Outgoing
from bot.store import announcements_run as runs
from bot.store.announcements_reads import look
from bot.store.announcements_run import Run
from bot.store.database import Database
from jobs import broadcasts_list, broadcasts_shown
from jobs.broadcasts_shown import Text

log = logging.getLogger(__name__)

AT_A_TIME = 1.0  # seconds of writing lists before others have their turn
EVER = datetime.min.replace(tzinfo=UTC)
SHOWN_EVERY = 5_000  # ms between two changes of the message that shows the progress


@dataclass
class Broadcasts:
    """The announcements of one process. `wake` calls a channel's deliverer."""

    db: Database
    clock: Clock
    text: Text
    folder: Path
    channels: Callable[[], Mapping[str, Channel]]
    wake: Callable[[str], None]
    _looked: dict[int, datetime] = field(default_factory=dict)

    async def tick(self) -> None:
        """Bring every announcement one step on; one that fails does not hold up the others."""
        for run in await runs.under_way(self.db):
            try:
                await self._step(run)
            except (OSError, ValueError, SendError):
                log.exception("announcement %d", run.number)
        await self._lists()

    async def _step(self, run: Run) -> None:
        now, moved = self.clock.now(), False
        if run.state == "stopped":
            await self._drop(run, "cancelled", "stopped", now)
            moved = await runs.end(self.db, run, now)
        elif run.expires_at and run.expires_at <= now:
            moved = await self._expire(run, now)
        elif not run.lacks_file or await self._fetch(run, now):
            moved = await self._go_on(run, now)
        await self._show(run, moved)

    async def _go_on(self, run: Run, now: datetime) -> bool:
        """Start it, write its list, end it; whether it ended."""
        if run.state == "scheduled" and run.starts_at <= now:
            await self._start(run, now)
        if not run.expanded and (not run.repeats or run.starts_at <= now):
            await self._expand(run)
        if run.state == "running":
            await runs.drop_stopped_people(self.db, run, now)
            return await runs.end(self.db, run, now)
        return False

    async def _start(self, run: Run, now: datetime) -> None:
        again = following(run.starts_at, run.repeats, now)
        draft = f"{run.draft.partition('@')[0]}@{again:%Y%m%d%H%M}" if again else ""
        if await runs.start(self.db, run, now, (draft, again) if again else None):
            log.info("announcement %d runs", run.number)
            self._wake_all()

    async def _expand(self, run: Run) -> None:
        """Write pages of its list for a while; the next tick goes on."""
        until, total = time.monotonic() + AT_A_TIME, 0
        while time.monotonic() < until:
            new = await runs.expand_page(self.db, run, self.clock.now())
            if new is None:
                break
            total += new
            await asyncio.sleep(0)  # replies come in between
        if total:
            log.info("announcement %d: %d rows more", run.number, total)
            self._wake_all()

    async def _expire(self, run: Run, now: datetime) -> bool:
        """It is too late for whoever has not got it; whether it ended."""
        if run.state == "scheduled":
            await runs.start(self.db, run, now, None)
        if not run.expanded:
            await runs.give_up_list(self.db, run, now)
        await self._drop(run, "expired", "too late", now)
        return await runs.end(self.db, run, now)

    async def _drop(self, run: Run, state: str, why: str, now: datetime) -> None:
        dropped = 1
        while dropped:
            dropped = await runs.drop_page(self.db, run, state, why, now)

    async def _fetch(self, run: Run, now: datetime) -> bool:
        """Bring its file here from the platform that holds it; whether it is here now."""
        channel = self.channels().get(run.file["channel"])
        if channel is None:
            return False
        told = run.file
        handle = told["ref"].removeprefix("held:").partition("|")[0].partition(":")[2]
        try:
            data = await channel.fetch(Attachment(told["kind"], handle), LIMIT)
            good = await asyncio.to_thread(checked, data)
        except TryLater:
            return False
        except (SendError, WrongFile):
            await runs.give_up(self.db, run, "file", now)
            return False
        path = self.folder / str(run.number) / f"{told['kind']}{SUFFIXES[good.mime]}"
        await asyncio.to_thread(_put, path, good.data)
        await runs.file_came(self.db, run, str(path), held(told["channel"], handle, str(path)))
        return False  # it is read anew with its file at the next tick

    async def _show(self, run: Run, moved: bool) -> None:
        """Change the message in which its author sees how it goes. Counting rows takes time:
        it is done when the announcement `moved`, else now and then."""
        now = self.clock.now()
        if run.shown_to is None or not (moved or self._looked.get(run.number, EVER) <= now):
            return
        self._looked[run.number] = now + timedelta(milliseconds=SHOWN_EVERY)
        async with self.db.read() as connection:
            found = await look(self.db, connection, run.draft)
        if found is None or found.state == "scheduled":
            return
        editable = {n for n, c in self.channels().items() if c.limits.buttons}
        message = broadcasts_shown.progress(self.text, found)
        self.wake(await self._shown(run, message, editable, found.state))

    async def _shown(self, run: Run, message: Outgoing, editable: set[str], state: str) -> str:
        last = state in ("done", "stopped", "paused")  # is not held back
        every = 0 if last else SHOWN_EVERY
        return await runs.show(
            self.db, run, message, self.clock.now(), every=every, editable=editable, last=last
        )

    async def _lists(self) -> None:
        """Make the lists that officials asked for."""
        for order in await runs.lists_wanted(self.db):
            path = self.folder / "lists" / f"{order[1]}-{order[0]}.xlsx"
            await broadcasts_list.write(self.db, self.text, order[1], path)
            message = broadcasts_list.message(self.text, path)
            if await runs.list_made(self.db, order, message, self.clock.now()):
                self.wake(order[3])

    def sweep(self, now: datetime) -> int:
        """Remove lists of people that are a day old: they can be made again; how many."""
        oldest = (now - timedelta(days=1)).timestamp()
        old = [p for p in (self.folder / "lists").glob("*.xlsx") if p.stat().st_mtime < oldest]
        for path in old:
            path.unlink()
        return len(old)

    def _wake_all(self) -> None:
        for name in self.channels():
            self.wake(name)


def following(starts_at: datetime, repeats: str, now: datetime) -> datetime | None:
    """When the next one of a series begins: the same hour in Việt Nam, after now; None: never.

    A month without that day has it on its last day.
    """
    if not repeats:
        return None
    first = starts_at.astimezone(VIETNAM)
    times = 0
    moment = first
    while moment <= now or moment <= first:
        times += 1
        moment = _moved(first, repeats, times)
    return moment


def _moved(first: datetime, repeats: str, times: int) -> datetime:
    if repeats != "monthly":
        return first + timedelta(days=times * (7 if repeats == "weekly" else 1))
    year, month = divmod(first.year * 12 + first.month - 1 + times, 12)
    for day in range(first.day, 27, -1):
        try:
            return first.replace(year=year, month=month + 1, day=day)
        except ValueError:
            continue
    return first.replace(year=year, month=month + 1)


def _put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
