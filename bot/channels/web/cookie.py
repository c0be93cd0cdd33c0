"""The cookie that keeps a conversation across visits: signed here, revocable in the store."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

LIFE = 400 * 24 * 3600  # seconds; the most that browsers allow
PLAIN, SECURE = "ocop", "__Host-ocop"


class Sealer:
    """Signs tokens, so that junk is told apart without asking the store."""

    def __init__(self, key: bytes) -> None:
        """`key`: 32 secret bytes."""
        self._key = key

    def seal(self, token: str) -> str:
        """What the cookie holds."""
        return f"{token}.{self._mark('cookie', token)}"

    def open(self, value: str) -> str | None:
        """The token of a cookie that we signed, else None."""
        token, dot, mark = value.partition(".")
        good = dot and hmac.compare_digest(mark.encode(), self._mark("cookie", token).encode())
        return token if good else None

    def name(self, *parts: str) -> str:
        """A name that nobody else can make, the same each time for the same parts."""
        return self._mark("name", *parts)

    def _mark(self, *parts: str) -> str:
        digest = hmac.digest(self._key, "\0".join(parts).encode(), "sha256")
        return base64.urlsafe_b64encode(digest[:24]).decode()


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(24)


def digest(token: str) -> str:
    """What the store keeps of a token: who reads the store cannot become the person."""
    return hashlib.sha256(token.encode()).hexdigest()


def kept_secret(path: Path) -> bytes:
    """The 32 bytes in this file, which only its owner may read; made when it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    if not path.exists():
        handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(32))
        try:
            os.link(fresh, path)  # whole, or not at all; of two processes the first one's stays
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_bytes()
