"""The cabinet: files that people sent as evidence, on the disk beside the database.

A file is on the disk before its row is written, and its row is gone before the file is. Whatever
dies in between, `burn` and `sweep` put right; they are harmless twice.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.checked import LIMIT, PHOTO, SUFFIXES, Checked, WrongFile, checked
from bot.core.channel import Channel, Refused, TryLater
from bot.core.message import Attachment, Incoming, Outgoing
from bot.core.reads.evidence import Received, Wrong
from bot.store import evidence as rows
from bot.store.database import Database

log = logging.getLogger(__name__)

KEPT = "kept:"
"""What the ref of an attachment begins with that is one of our files: then comes its name."""

MOST_FILES, MOST_BYTES = 120, 200 * 1024 * 1024  # of one person
ORPHANED = timedelta(hours=1)  # a file without a row this old is nobody's
AT_ONCE = 2  # photos drawn anew at a time: each takes memory
REMEMBERED = 200  # messages whose files are known, for a turn that is done again
_NAME = re.compile(r"[0-9a-f]{32}\.(?:jpg|pdf)")


class Cabinet:
    """The files of all people. `channel` finds the channel a message came from."""

    def __init__(
        self, db: Database, folder: Path, channel: Callable[[str], Channel | None]
    ) -> None:
        """`folder` is made when it is needed, for our own eyes only."""
        self._db, self._folder, self._channel = db, folder, channel
        self._drawing = asyncio.Semaphore(AT_ONCE)
        self._known: dict[tuple[str, str], Received] = {}

    async def receive(
        self, incoming: Incoming, person: int, subject: str, about: str
    ) -> Received | Wrong:
        """See EvidenceReads."""
        key = (incoming.channel, incoming.update_id)
        if key in self._known:
            return self._known[key]
        try:
            received = await self._taken(incoming, person, subject, about)
        except WrongFile as wrong:
            return Wrong(wrong.why)
        while len(self._known) >= REMEMBERED:
            del self._known[next(iter(self._known))]
        self._known[key] = received
        return received

    async def _taken(self, incoming: Incoming, person: int, subject: str, about: str) -> Received:
        count, size = await rows.room(self._db, person)
        if count >= MOST_FILES or size >= MOST_BYTES:
            raise WrongFile("full")
        data = await self._fetched(incoming)
        digest = hashlib.sha256(data).hexdigest()
        if await rows.is_there(self._db, person, subject, about, digest):
            raise WrongFile("twice")
        async with self._drawing:
            kept = await asyncio.to_thread(checked, data)
        name = await asyncio.to_thread(self._put, kept)
        return Received(name, kept.mime, len(kept.data), digest)

    async def _fetched(self, incoming: Incoming) -> bytes:
        channel = self._channel(incoming.channel)
        if channel is None or not incoming.attachments:
            raise WrongFile("away")
        attachment = incoming.attachments[0]
        if attachment.size > LIMIT:
            raise WrongFile("too_large")
        try:
            return await channel.fetch(attachment, LIMIT)
        except Refused as refused:
            log.info("a file was refused: %s", refused)
            raise WrongFile("gone") from refused
        except TryLater as later:
            raise WrongFile("away") from later

    def _put(self, kept: Checked) -> str:
        """On the disk, whole or not at all, under a name that nobody guesses."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = secrets.token_hex(16) + SUFFIXES[kept.mime]
        made = self._folder / f".{name}"
        handle = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(kept.data)
            file.flush()
            os.fsync(handle)
        made.rename(self._folder / name)
        return name

    def ready(self, message: Outgoing) -> Outgoing:
        """The message with its file on this machine. Raises Refused when it was deleted."""
        attachment = message.attachment
        if attachment is None or not attachment.ref.startswith(KEPT):
            return message
        name = attachment.ref.removeprefix(KEPT)
        path = self._folder / name
        if not _NAME.fullmatch(name) or not path.is_file():
            raise Refused("this file is kept no longer")
        mime = PHOTO if name.endswith(".jpg") else "application/pdf"
        there = Attachment(attachment.kind, str(path), attachment.name, mime, path.stat().st_size)
        return replace(message, attachment=there)

    async def burn(self) -> int:
        """Delete the files whose rows are gone; how many."""
        names = await rows.gone(self._db)
        for name in names:
            await asyncio.to_thread((self._folder / name).unlink, missing_ok=True)
        await rows.burnt(self._db, names)
        return len(names)

    async def sweep(self, now: datetime) -> int:
        """Delete files that never got a row (their turn died); how many."""
        oldest = (now - ORPHANED).timestamp()
        found = await asyncio.to_thread(self._older, oldest)
        known = await rows.names(self._db) if found else frozenset()
        orphans = [path for path in found if path.name not in known]
        for path in orphans:
            await asyncio.to_thread(path.unlink, missing_ok=True)
        return len(orphans)

    def _older(self, oldest: float) -> list[Path]:
        there = list(self._folder.iterdir()) if self._folder.is_dir() else []
        return [path for path in there if path.stat().st_mtime < oldest]
