"""What we cannot use: files, voices, stickers, and buttons of another day."""

from __future__ import annotations

from bot.core.turn import Reply, Turn
from handlers.desk import Desk


def stale(desk: Desk, turn: Turn) -> Reply:
    """A button that we do not know, or know no longer."""
    return desk.reply("stale")


def file(desk: Desk, turn: Turn) -> Reply:
    """A photo or document that nobody asked for."""
    return desk.reply("file")


def unsupported(desk: Desk, turn: Turn) -> Reply:
    """A voice message, a sticker, a place on the map …"""
    attachments = turn.incoming.attachments
    kind = attachments[0].kind if attachments else "other"
    return desk.reply(kind if kind in ("voice", "sticker") else "unsupported")
