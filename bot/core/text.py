"""Text on the wire: cleaned of what hides or breaks, measured in a platform's unit, cut kindly.

Two units: "utf16" (Telegram counts an emoji as two) and "characters" (code points).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_LINE_ENDS = re.compile("\r\n|[\r\u2028\u2029\x85]")
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but newline and tab stay
    "\u202a-\u202e\u2066-\u2069"  # they turn the reading direction of what follows
    "\ufeff]"
)
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_LINE = re.compile(r"\n+")
_SENTENCE = re.compile("[.!?…;:]+[\"'”’»)\\]]*[ \t]+")
_WORD = re.compile(r"\s+")
_JOINERS = "\u200c\u200d"
ELLIPSIS = "…"


def clean(text: str) -> str:
    """The text in NFC with plain line ends: no controls, lone surrogates or direction overrides."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", _LINE_ENDS.sub("\n", whole)))


def length(text: str, unit: str) -> int:
    """How long the text is in "utf16" units or in "characters"; ValueError for another unit."""
    if unit == "characters":
        return len(text)
    if unit == "utf16":
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    raise ValueError(f"unknown unit of length: {unit}")


def split(text: str, limit: int, unit: str) -> list[str]:
    """The text in parts no longer than `limit`; joined they are the text again, nothing lost.

    A cut falls after a paragraph if it can, else a line, a sentence, a word; never inside a
    grapheme, unless one grapheme alone is too long. An empty text has no parts.
    """
    if limit < 2:
        raise ValueError("a part must hold at least 2 units")
    parts: list[str] = []
    start = 0
    while start < len(text):
        end = _reach(text, start, limit, unit)
        if end < len(text):
            end = _natural_cut(text, start, end)
        parts.append(text[start:end])
        start = end
    return parts


def shorten(text: str, limit: int, unit: str) -> str:
    """The text if it fits, else its beginning with "…" at the end, within `limit` units."""
    if length(text, unit) <= limit:
        return text
    if limit < 2:
        return ELLIPSIS[:limit]
    end = _whole(text, 0, _reach(text, 0, limit - 1, unit))
    spaces = [m.start() for m in _WORD.finditer(text, 0, end + 1) if 2 * m.start() >= end]
    kept = text[: spaces[-1]] if spaces else text[:end]
    return kept.rstrip() + ELLIPSIS


def is_boundary(text: str, at: int) -> bool:
    """Whether a person would see two separate signs on the two sides of index `at`."""
    if at <= 0 or at >= len(text):
        return True
    before, after = text[at - 1], text[at]
    if before + after == "\r\n" or before == "\u200d" or _extends(after):
        return False
    if "\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff":
        return False
    if _is_flag_half(after):
        return _flag_halves_before(text, at) % 2 == 0
    return True


def _extends(char: str) -> bool:
    """Whether this character belongs to the one before it: marks, joiners, skin tones, tags."""
    if char < "\u0300":
        return False
    return (
        char in _JOINERS
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\U000e0020" <= char <= "\U000e007f"
        or "\u1160" <= char <= "\u11ff"
        or unicodedata.category(char) in ("Mn", "Mc", "Me")
    )


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_halves_before(text: str, at: int) -> int:
    first = at
    while first > 0 and _is_flag_half(text[first - 1]):
        first -= 1
    return at - first


def _reach(text: str, start: int, limit: int, unit: str) -> int:
    """The furthest index such that text[start:index] fits."""
    window = text[start : start + limit]
    over = length(window, unit) - limit
    end = start + len(window)
    while over > 0:
        end -= 1
        over -= length(text[end], unit)
    return end


def _whole(text: str, start: int, end: int) -> int:
    """`end` moved back to a grapheme boundary; unmoved when a single grapheme fills it all."""
    back = end
    while back > start and not is_boundary(text, back):
        back -= 1
    return back if back > start else end


def _natural_cut(text: str, start: int, end: int) -> int:
    """The best index in (start, end] to cut at: the most natural break that is not too early."""
    earliest = start + (end - start) // 4
    for kind in (_PARAGRAPH, _LINE, _SENTENCE, _WORD):
        cuts = [cut for cut in _ends(kind, text, start, end) if cut > earliest]
        if cuts:
            return cuts[-1]
    return _whole(text, start, end)


def _ends(kind: re.Pattern[str], text: str, start: int, end: int) -> Iterator[int]:
    """Where breaks of one kind end between two graphemes, in order."""
    for found in kind.finditer(text, start, end):
        if is_boundary(text, found.end()):
            yield found.end()
