"""Choices where a platform has no buttons: numbered lines, and what is typed is that button.

The number, the words or the first letters choose; "0" is always home. Long menus come in pages:
numbers go on from page to page, so that a number means the same whichever page is shown.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.core.message import Choice, Incoming, Kind, Outgoing

HOME = "home"
"""The action that "0" stands for everywhere."""

PAGE = 10
"""Choices on a page of a long menu."""

FEW = 4
"""Choices more than a page that are still shown whole: eight of a list and the ways on from it."""

TURN = "menu"
"""The action of turning a page: `menu:FROM`. As a choice without a label it says where we are."""

ON, BACK = "Xem tiếp", "Về đầu danh sách"
OWN = frozenset({"dung", "stop", "ngung", "huy", "thoi", "thoat", "lich", "menu"})
"""Words that mean something by themselves on every screen: never the beginning of a choice."""
_TURNS = ("+", "tiếp", "tiep", "xem tiếp", "xem tiep")


def numbered(message: Outgoing, *, pages: bool = False) -> str:
    """The message's text with its choices as numbered lines, the way home last as 0."""
    all_ = message.choices()
    lines = [f"{n}. {c.label}" for n, c in enumerate(countable(all_), start=1)]
    if pages and is_long(all_):
        start = where(all_)
        further = ON if start + PAGE < len(lines) else BACK
        lines = [*lines[start : start + PAGE], f"+. {further}"]
    lines += [f"{choice.label}: {choice.action}" for choice in all_ if choice.is_link]
    lines += [f"0. {choice.label}" for choice in all_ if choice.action == HOME][:1]
    if not lines:
        return message.text
    return "\n".join([message.text, "", *lines]).lstrip("\n")


def countable(choices: Sequence[Choice]) -> list[Choice]:
    """The choices that have a number of their own: all but the way home, and but links."""
    return [c for c in choices if c.action != HOME and c.label and not c.is_link]


def is_long(choices: Sequence[Choice]) -> bool:
    """Whether a menu has more than a page; a few lines more are no reason to turn one."""
    return len(countable(choices)) > PAGE + FEW


def where(choices: Sequence[Choice]) -> int:
    """How many choices stand before the page that is shown."""
    marks = (c.action.partition(":")[2] for c in choices[:1] if not c.label)
    return next((int(mark) for mark in marks if mark.isdecimal()), 0)


def turned(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The same menu, one page on; after the last page the first one."""
    rest = tuple(choice for choice in choices if choice.label)
    start = where(choices) + PAGE
    return (Choice("", f"{TURN}:{start}"), *rest) if start < len(countable(rest)) else rest


def as_press(incoming: Incoming, offered: Sequence[Choice]) -> Incoming:
    """What was typed as the press it stands for; anything else as it came."""
    if incoming.kind is not Kind.TEXT:
        return incoming
    action = _meant(incoming.text.strip().casefold(), [c for c in offered if c.label])
    if not action and is_long(offered) and incoming.text.strip().casefold() in _TURNS:
        action = TURN
    return replace(incoming, kind=Kind.PRESS, action=action) if action else incoming


def _meant(said: str, offered: Sequence[Choice]) -> str:
    if said == "0":
        return HOME
    said, numbers = said.rstrip(".)"), countable(offered)
    if said.isdecimal() and len(said) <= 3 and 1 <= int(said) <= len(numbers):
        return numbers[int(said) - 1].action
    same = [choice.action for choice in offered if choice.label.casefold() == said]
    return same[0] if same else _begun(said, offered)


def _begun(said: str, offered: Sequence[Choice]) -> str:
    """The one choice that was begun with these letters; "" when there is none, or several.

    The way home and to the official stand under every question, so that these need their whole
    words or initials: a product that is called "Tra" is no wish to go to the "Trang chính".
    """
    said = unicodedata.normalize("NFC", said)
    if not said or len(said) > 40 or not said[0].isalpha() or _plain(said) in OWN:
        return ""
    ours = [choice for choice in offered if choice.action not in (HOME, "official")]
    ways: tuple[tuple[Callable[[str, str], bool], Sequence[Choice]], ...] = (
        (_is_whole, offered),
        (_is_initials, offered),
        (_is_start, ours),
        (_begins_initials, ours),
    )
    for fits, among in ways:
        found = {c.action for c in among if fits(said, c.label.casefold())}
        if found:
            return found.pop() if len(found) == 1 else ""
    return ""


def _is_whole(said: str, label: str) -> bool:
    """All its words, with or without diacritics."""
    return _plain(said) == _plain(label)


def _is_initials(said: str, label: str) -> bool:
    """The first letters of its words, two or more: "hd" for "Hỏi đáp"."""
    return len(said) > 1 and _plain(said) == _initials(label)


def _begins_initials(said: str, label: str) -> bool:
    """The first letters of its first words: "tc" for "Tự chấm điểm"."""
    return len(said) > 1 and _initials(label).startswith(_plain(said))


def _initials(label: str) -> str:
    return _plain("".join(word[0] for word in label.split()))


def _is_start(said: str, label: str) -> bool:
    """Its first letter, its first word or words.

    A short first word needs its diacritics: "bo" may be an answer of its own (a cow), and not
    the beginning of "Bỏ qua".
    """
    if len(said) == 1:
        return _plain(label)[:1] == _plain(said)
    if not f"{_plain(label)} ".startswith(f"{_plain(said)} "):
        return False
    return len(said) >= 4 or label.startswith(said)


def _plain(text: str) -> str:
    """Without diacritics, in small letters."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))
