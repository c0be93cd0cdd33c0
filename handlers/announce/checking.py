"""What is wrong with a text, a link or a file before it is taken."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.core.channel import Limits
from bot.core.message import Attachment
from bot.core.text import length, split

TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,200}>")
_LINK = re.compile(r"https?://[^\s/.]+\.[^\s]+", re.IGNORECASE)
_BARE = re.compile(r"[\w-]+(\.[\w-]+)+(/\S*)?")
LONGEST_LINK, LONGEST_LABEL = 500, 40
LARGEST = 10 * 1024 * 1024  # bytes of a file
FILES = ("image/jpeg", "image/png", "image/webp", "application/pdf")
LONGEST = 12_000  # characters that anybody would read in messages


def tags(text: str) -> tuple[str, ...]:
    """The HTML tags in a text: they would be seen as they stand."""
    return tuple(dict.fromkeys(TAG.findall(text)))


def without_tags(text: str) -> str:
    """The text without them."""
    return TAG.sub("", text).strip()


def parts(text: str, has_file: bool, channels: Mapping[str, Limits]) -> int:
    """How many messages it becomes where the least fits into one; 1 when it fits everywhere."""
    most = 1
    for limits in channels.values():
        in_caption = has_file and length(text, limits.unit) <= limits.caption
        count = len(split(text, limits.text, limits.unit)) + (has_file and not in_caption)
        most = max(most, count)
    return most


def link(text: str) -> tuple[str, str]:
    """An address that can be opened, and "" or what is wrong: "scheme" (with https:// put before
    it, to be offered) or "bad"."""
    said = text.strip()
    if len(said) > LONGEST_LINK or any(sign.isspace() for sign in said):
        return "", "bad"
    if _LINK.fullmatch(said):
        return said, ""
    if ":" not in said.partition("/")[0] and _BARE.fullmatch(said):
        return f"https://{said}", "scheme"
    return "", "bad"


def file(attachment: Attachment) -> str:
    """ "" for a photo or PDF that can go along, else "kind" or "large"."""
    if attachment.kind not in ("photo", "document"):
        return "kind"
    if attachment.kind == "document" and attachment.mime not in FILES:
        return "kind"
    return "large" if attachment.size > LARGEST else ""
