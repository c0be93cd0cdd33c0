"""Is the database away for a while, or is something wrong with what we asked of it?"""

from __future__ import annotations

import sqlite3

import psycopg
from psycopg_pool import PoolTimeout

PASSING = ("locked", "busy", "full", "disk i/o error", "unable to open")
AWAY = (sqlite3.OperationalError, psycopg.OperationalError, PoolTimeout)
"""What `is_away` may be true of."""


def is_away(error: BaseException) -> bool:
    """True for what passes by itself or by an operator's hand: a restart, a lock, a full disk."""
    if isinstance(error, sqlite3.OperationalError):
        return any(word in str(error).lower() for word in PASSING)
    return isinstance(error, AWAY)
