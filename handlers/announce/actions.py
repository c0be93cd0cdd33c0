"""The actions of announcements: `an:VERB`, `an:VERB:DRAFT`, `an:VERB:DRAFT:VALUE`."""

from __future__ import annotations

SHAPE = r"an:[a-z_]{2,14}(:[0-9a-f]{1,12}(@[0-9]{12})?(:[A-Za-z0-9_.:*-]{1,20})?)?"
READ = r"an:read:[0-9a-f]{1,12}(@[0-9]{12})?"
WORDS = ("/thongbao", "thông báo", "thong bao", "soạn thông báo", "soan thong bao")
READ_WORDS = ("đã đọc", "da doc", "đã đọc ạ", "da doc a")


def act(verb: str, draft: str = "", value: str = "") -> str:
    """The action for doing this with a draft."""
    return ":".join(part for part in ("an", verb, draft, value) if part)


def read(action: str) -> tuple[str, str, str]:
    """Verb, draft and value of an action that has the shape."""
    _, verb, draft, value = (*action.split(":", 3), "", "")[:4]
    return verb, draft, value
