"""What Zalo tells becomes an Incoming, or nothing where it is not for us."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.message import Attachment, Incoming, Kind
from bot.core.text import clean

CHANNEL = "zalo"
GAP = ":"  # between a bot's id and the chat's in an address

Data = Mapping[str, Any]

_UNSEEN = {"message.sticker.received": "sticker", "message.voice.received": "voice"}


def unwrapped(body: Any) -> Data:
    """The update inside a webhook's {ok, result}; bare is as good. ValueError for no object."""
    if not isinstance(body, dict):
        raise ValueError("not an update: no object")
    inside = body.get("result")
    return inside if isinstance(inside, dict) else body


def undress(update: Data, bot_id: str) -> Incoming | None:
    """What somebody did, in private, to this bot; None for groups, bots and news of other kinds.

    The address carries the bot's id, for a person stays with theirs. Chat and message id make a
    second copy harmless. ValueError for what is no update.
    """
    event, message = update.get("event_name"), update.get("message")
    if not isinstance(event, str):
        raise ValueError("not an update: no event_name")
    if not isinstance(message, dict):
        return None
    chat, sender = _part(message, "chat"), _part(message, "from")
    if str(chat.get("chat_type", "PRIVATE")).upper() != "PRIVATE" or sender.get("is_bot") is True:
        return None
    chat_id, message_id = str(chat.get("id") or ""), str(message.get("message_id") or "")
    if not chat_id or not message_id:
        raise ValueError("not an update: no chat or no message id")
    address = f"{bot_id}{GAP}{chat_id}"
    kind, text, attachments = _content(event, message)
    return Incoming(
        channel=CHANNEL,
        address=address,
        update_id=f"{address}{GAP}{message_id}",
        kind=kind,
        text=text,
        name=clean(str(sender.get("display_name") or sender.get("name") or "")),
        attachments=attachments,
    )


def _content(event: str, message: Data) -> tuple[Kind, str, tuple[Attachment, ...]]:
    text = clean(str(message.get("text") or message.get("caption") or ""))
    if event == "message.text.received" and text:
        return Kind.TEXT, text, ()
    photo = message.get("photo") or message.get("photo_url")
    if event == "message.image.received" and isinstance(photo, str):
        return Kind.FILE, text, (Attachment("photo", photo, mime="image/jpeg"),)
    voice = message.get("voice_url")
    ref = voice if isinstance(voice, str) else ""
    return Kind.UNSUPPORTED, text, (Attachment(_UNSEEN.get(event, "other"), ref),)


def _part(data: Data, name: str) -> Data:
    part = data.get(name)
    return part if isinstance(part, dict) else {}
