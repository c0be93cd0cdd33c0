"""Codes that a person can read aloud and type: short ones for linking chats, which live minutes,
and longer ones for invitations, which live weeks and of which a province may have given 100,000.
"""

from __future__ import annotations

import re
import secrets

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no 0 and O, no 1, I and L
LENGTH = 8  # 8·10¹¹ codes
INVITATION = 12  # 8·10¹⁷: nobody finds one of a million by trying a thousand million times
DIGITS = "23456789"

_GAPS = re.compile(r"[\s\-–—._]+")


def fresh(length: int = LENGTH) -> str:
    """A new code that cannot be guessed, with digits and letters among its signs."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(length))
        if is_code(code):
            return code


def is_code(text: str) -> bool:
    """Whether it has the shape of a code. A quarter of digits keeps words from being one."""
    if len(text) not in (LENGTH, INVITATION) or not all(sign in ALPHABET for sign in text):
        return False
    digits, few = sum(sign in DIGITS for sign in text), len(text) // 4
    return few <= digits <= len(text) - few


def read(text: str) -> str:
    """The code that somebody typed, however they grouped it; "" when it is none."""
    joined = _GAPS.sub("", text.strip()).upper()
    return joined if is_code(joined) else ""


def shown(code: str) -> str:
    """The code in groups of four, as people read it: "ABCD-2345"."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
