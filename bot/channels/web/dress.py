"""Our messages as plain data for the page."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import Any

from bot.channels.web.sniff import shown_in_page
from bot.core.channel import Bubble, Limits, Pace, Refused
from bot.core.message import Attachment, Outgoing, Rows
from bot.core.text import clean, split
from bot.store.web import File, Shown

LIMITS = Limits(
    text=20_000, caption=20_000, unit="characters", buttons=True, files=True, pace=Pace()
)
LONGEST_ACTION, LONGEST_LABEL = 64, 200
BIGGEST_OUT = 20_000_000  # bytes of a file that we show


def bodies(message: Outgoing, file: File | None) -> list[dict[str, Any]]:
    """The message in parts that fit, the buttons under the last. Raises Refused when empty."""
    parts = split(clean(message.text), LIMITS.text, LIMITS.unit) or [""]
    rows = _rows(message.rows)
    if not (message.text.strip() or rows or file or message.replaces):
        raise Refused("nothing to show")
    dressed: list[dict[str, Any]] = [{"text": part, "rows": []} for part in parts]
    dressed[-1]["rows"] = rows
    if file:
        dressed[0]["file"] = told(file)
    return dressed


def unread(attachment: Attachment) -> File:
    """A file that is only looked at, without what it holds."""
    mime = attachment.mime or "application/octet-stream"
    return File("", clean(attachment.name or PurePath(attachment.ref).name), mime, b"")


def bubble(body: dict[str, Any]) -> Bubble:
    """How one of the bodies looks."""
    file = body.get("file")
    kind = ("photo" if file["image"] else "document") if file else ""
    return Bubble(body["text"], kind, tuple(tuple(b[0] for b in row) for row in body["rows"]))


def told(file: File) -> dict[str, Any]:
    """What the page knows of a file."""
    return {
        "ref": file.ref,
        "name": file.name,
        "mime": file.mime,
        "size": len(file.data),
        "image": shown_in_page(file.mime),
    }


def as_data(shown: Shown) -> dict[str, Any]:
    """A message as the page gets it."""
    return {
        "key": shown.key,
        "me": shown.author == "me",
        "chosen": shown.chosen,
        "at": round(shown.at.timestamp()),
        **shown.body,
    }


def read_file(attachment: Attachment, ref: str) -> File:
    """The file that a message brings. Raises Refused when it cannot be read."""
    path = Path(attachment.ref)
    try:
        if path.stat().st_size > BIGGEST_OUT:
            raise Refused(f"a file of {path.stat().st_size} bytes is too big")
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        raise Refused(f"the file cannot be read: {type(error).__name__}") from error
    name = attachment.name or path.name
    return File(
        ref, clean(PurePath(name).name), attachment.mime or "application/octet-stream", data
    )


def _rows(rows: Rows) -> list[list[list[str]]]:
    """Rows of [label, action or page]. Raises Refused for an action that is too long."""
    dressed = []
    for row in rows:
        for choice in row:
            if not choice.is_link and len(choice.action.encode()) > LONGEST_ACTION:
                raise Refused(f"an action of {len(choice.action)} letters")
        dressed.append([[clean(c.label)[:LONGEST_LABEL] or "…", c.action] for c in row])
    return [row for row in dressed if row]
