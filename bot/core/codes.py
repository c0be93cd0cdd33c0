"""Short codes that a person can read aloud and type: for linking chats, and for invitations."""

from __future__ import annotations

import re
import secrets

ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"  # no 0 and O, no 1, I and L
LENGTH = 8
DIGITS = "23456789"

_GAPS = re.compile(r"[\s\-–—._]+")


def fresh() -> str:
    """A new code: 8 signs that cannot be guessed, at least 2 digits and 2 letters among them."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if is_code(code):
            return code


def is_code(text: str) -> bool:
    """Whether it has the shape of a code. Two digits keep words of 8 letters from being one."""
    digits = sum(sign in DIGITS for sign in text)
    return (
        len(text) == LENGTH and all(sign in ALPHABET for sign in text) and 2 <= digits <= LENGTH - 2
    )


def read(text: str) -> str:
    """The code that somebody typed, however they grouped it; "" when it is none."""
    joined = _GAPS.sub("", text.strip()).upper()
    return joined if is_code(joined) else ""


def shown(code: str) -> str:
    """The code in two groups, as people read it: "ABCD-2345"."""
    return f"{code[:4]}-{code[4:]}"
