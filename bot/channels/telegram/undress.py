"""A Telegram update, as plain data, becomes an Incoming in no platform's words.

Private chats only. In groups and channels just a command that is meant for us passes; other talk
there is nobody's question to the bot. Nothing here trusts the shape of the data: what has no
update id raises ValueError, what concerns nobody is None.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.core.message import Attachment, Incoming, Kind
from bot.core.text import clean

CHANNEL = "telegram"
ASKED_FOR = ("message", "edited_message", "callback_query", "my_chat_member")

_KINDS = {
    "photo": "photo",
    "voice": "voice",
    "audio": "other",
    "sticker": "sticker",
    # An animation carries a document too, so it is looked for first.
    "animation": "video",
    "video": "video",
    "video_note": "video",
    "document": "document",
}
_NOTICES = frozenset(
    {
        "pinned_message",
        "message_auto_delete_timer_changed",
        "chat_background_set",
        "write_access_allowed",
        "boost_added",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "users_shared",
        "chat_shared",
        "connected_website",
        "forum_topic_created",
        "group_chat_created",
        "new_chat_members",
        "left_chat_member",
    }
)

Data = Mapping[str, Any]


def undress(update: Data, bot_name: str = "") -> Incoming | None:
    """What the update says, or None if it is not for us. `bot_name` without @; "" when unknown."""
    update_id = update.get("update_id")
    if not isinstance(update_id, int):
        raise ValueError("not an update: no update_id")
    for kind, read in _READERS.items():
        content = _part(update, kind)
        if content:
            return read(content, str(update_id), bot_name)
    return None


def _message(message: Data, update_id: str, bot_name: str) -> Incoming | None:
    text = clean(str(message.get("text") or message.get("caption") or ""))
    if not _is_for_us(message, text, bot_name) or not _NOTICES.isdisjoint(message):
        return None
    attachment = _attachment(message)
    return Incoming(
        channel=CHANNEL,
        address=_chat_id(message),
        update_id=update_id,
        kind=_kind(message, attachment),
        text=text,
        name=_name(message),
        forwarded="forward_origin" in message or "forward_date" in message,
        attachments=(attachment,) if attachment else (),
    )


def _edited(message: Data, update_id: str, bot_name: str) -> Incoming | None:
    """An edit with no words is a moving live location: not for us."""
    text = clean(str(message.get("text") or message.get("caption") or ""))
    if not text or not _is_for_us(message, text, bot_name):
        return None
    address = _chat_id(message)
    return Incoming(CHANNEL, address, update_id, Kind.EDITED, text=text, name=_name(message))


def _press(query: Data, update_id: str, bot_name: str) -> Incoming | None:
    """A press may come with no message, or with one too old to be shown; it still counts."""
    message = _part(query, "message")
    if message and not _is_private(message):
        return None
    return Incoming(
        channel=CHANNEL,
        address=_chat_id(message) or str(_part(query, "from").get("id", "")),
        update_id=update_id,
        kind=Kind.PRESS,
        action=str(query.get("data", "")),
        pressed=str(message.get("message_id", "")),
        token=str(query.get("id", "")),
        name=_name(query),
    )


def _membership(change: Data, update_id: str, bot_name: str) -> Incoming | None:
    """In a private chat the bot is "kicked" when blocked, and "member" when let in again."""
    status = _part(change, "new_chat_member").get("status")
    kind = {"kicked": Kind.LEFT, "member": Kind.CAME}.get(str(status))
    if kind is None or not _is_private(change):
        return None
    return Incoming(CHANNEL, _chat_id(change), update_id, kind, name=_name(change))


_READERS = dict(zip(ASKED_FOR, (_message, _edited, _press, _membership), strict=True))


def press_token(update: Data) -> str:
    """The id by which to end the waiting mark on a pressed button; "" for other updates."""
    return str(_part(update, "callback_query").get("id", ""))


def chat_of(update: Data) -> str:
    """Whose update it is, to keep one person's updates in order; "" when that is unknown."""
    for kind in ASKED_FOR:
        content = _part(update, kind)
        address = _chat_id(content) or _chat_id(_part(content, "message"))
        if content:
            return address or str(_part(content, "from").get("id", ""))
    return ""


def _is_for_us(message: Data, text: str, bot_name: str) -> bool:
    if _is_private(message):
        return True
    if not text.startswith("/"):
        return False
    _, at, named = text.split(maxsplit=1)[0].partition("@")
    return not at or not bot_name or named.casefold() == bot_name.casefold()


def _kind(message: Data, attachment: Attachment | None) -> Kind:
    if attachment:
        return Kind.FILE if attachment.kind in ("photo", "document") else Kind.UNSUPPORTED
    return Kind.TEXT if message.get("text") else Kind.UNSUPPORTED


def _attachment(message: Data) -> Attachment | None:
    for field, kind in _KINDS.items():
        content = message.get(field)
        if field == "photo" and isinstance(content, list):
            sizes = [size for size in content if isinstance(size, dict)]
            content = max(sizes, key=lambda size: _number(size, "width"), default=None)
        if isinstance(content, dict):
            return Attachment(
                kind=kind,
                ref=str(content.get("file_id", "")),
                name=clean(str(content.get("file_name") or "")),
                mime=str(content.get("mime_type") or ("image/jpeg" if field == "photo" else "")),
                size=_number(content, "file_size"),
            )
    return None


def _part(data: Data, name: str) -> Data:
    part = data.get(name)
    return part if isinstance(part, dict) else {}


def _number(data: Data, name: str) -> int:
    number = data.get(name)
    return number if isinstance(number, int) else 0


def _is_private(content: Data) -> bool:
    return _part(content, "chat").get("type") == "private"


def _chat_id(content: Data) -> str:
    return str(_part(content, "chat").get("id", ""))


def _name(content: Data) -> str:
    return clean(str(_part(content, "from").get("first_name", "")))
