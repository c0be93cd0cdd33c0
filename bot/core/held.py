"""Files that a platform keeps for us: sent again there by their handle, elsewhere from here.

Such an attachment's ref is `held:CHANNEL:HANDLE|PATH`.
"""

from __future__ import annotations

from dataclasses import replace

from bot.core.message import Outgoing

HELD = "held:"


def held(channel: str, handle: str, path: str) -> str:
    """The ref of a file that a channel keeps under a handle, and that lies here at a path."""
    return f"{HELD}{channel}:{handle}|{path}"


def for_channel(message: Outgoing, channel: str) -> Outgoing:
    """The message as this channel can send it: its own handle (after "held:"), else the path."""
    attachment = message.attachment
    if attachment is None or not attachment.ref.startswith(HELD):
        return message
    handle, _, path = attachment.ref.removeprefix(HELD).partition("|")
    keeper, _, handle = handle.partition(":")
    ref = f"{HELD}{handle}" if keeper == channel else path
    return replace(message, attachment=replace(attachment, ref=ref))


def handle_of(ref: str) -> str:
    """The platform's own handle; "" for a path on this machine."""
    return ref.removeprefix(HELD) if ref.startswith(HELD) else ""
