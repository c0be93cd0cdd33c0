"""Files that are made when they are sent: the outbox keeps what they say, never the file."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from bot.core.channel import Refused
from bot.core.message import Attachment, Outgoing

MADE = "made:"
KEEP = timedelta(days=1)  # the file can always be made again


class Printer:
    """Makes the attachments whose ref is "made:" and a JSON of their kind and data."""

    def __init__(self, folder: Path) -> None:
        """`folder` is where the files stand for a day; it is made when it is needed."""
        self._folder = folder

    def ready(self, message: Outgoing) -> Outgoing:
        """The message with its file on this machine. Raises Refused for what cannot be made."""
        attachment = message.attachment
        if attachment is None or not attachment.ref.startswith(MADE):
            return message
        return replace(message, attachment=self._printed(attachment))

    def _printed(self, attachment: Attachment) -> Attachment:
        from papers import BadPaper, make  # a slow import, for those who ask for a paper

        order = attachment.ref.removeprefix(MADE)
        try:
            told = json.loads(order)
            made = make(told["kind"], told["data"])
        except (ValueError, KeyError, TypeError, BadPaper) as error:
            raise Refused(f"a file cannot be made: {type(error).__name__}") from error
        folder = self._folder / hashlib.sha256(order.encode()).hexdigest()[:16]
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / made.name
        path.write_bytes(made.data)
        return Attachment(attachment.kind, str(path), made.name, made.mime, len(made.data))

    def sweep(self, now: datetime) -> int:
        """Remove what was made more than a day ago; how many files."""
        oldest = (now - KEEP).timestamp()
        found = list(self._folder.glob("*/*")) if self._folder.is_dir() else []
        old = [path for path in found if path.stat().st_mtime < oldest]
        for path in old:
            path.unlink()
            if not any(path.parent.iterdir()):
                path.parent.rmdir()
        return len(old)
