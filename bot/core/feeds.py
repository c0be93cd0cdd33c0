"""The token of a private calendar's address, and the hash that is kept of it."""

from __future__ import annotations

import hashlib
import secrets

TOKEN = "[0-9A-Za-z_-]{32}"


def new_token() -> str:
    """192 random bits for an address: nobody guesses it."""
    return secrets.token_urlsafe(24)


def token_hash(token: str) -> str:
    """What is kept of a token. Tokens are random, so that a plain hash cannot be turned back."""
    return hashlib.sha256(token.encode()).hexdigest()


def path(token: str) -> str:
    """Where a calendar stands on our web server."""
    return f"/lich/{token}.ics"
