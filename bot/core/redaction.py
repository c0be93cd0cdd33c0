"""Keeping bots' tokens out of logs and errors.

A token is part of every URL of Telegram's and of Zalo's bot API, and network libraries like to
log URLs.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable

_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
CHATTY = ("httpx", "httpcore", "httpcore.connection", "httpcore.http11")


def redact(text: str, token: str = "") -> str:
    """The text with any bot token, and this one in particular, as stars."""
    if token:
        text = text.replace(token, "***")
    return _TOKEN.sub("***", text)


class Redaction(logging.Filter):
    """Replaces a token in what is logged; add it to handlers to cover every logger."""

    def __init__(self, token: str = "") -> None:
        """`token` is hidden even if it does not look like one."""
        super().__init__()
        self.token = token

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record is changed where it shows a token."""
        try:
            said = record.getMessage()
        except (TypeError, ValueError):
            return True  # arguments that do not fit: the handler reports it in its own way
        hidden = redact(said, self.token)
        if hidden != said:
            record.msg, record.args = hidden, ()
        if record.exc_info:  # another handler may have written the trace already
            trace = record.exc_text or logging.Formatter().formatException(record.exc_info)
            record.exc_text = redact(trace, self.token)
        return True


def silence(token: str, names: Iterable[str] = CHATTY) -> None:
    """Quiets the libraries that log URLs at INFO and people's words at DEBUG."""
    for name in names:
        logger = logging.getLogger(name)
        logger.setLevel(logging.WARNING)
        known = (old.token for old in logger.filters if isinstance(old, Redaction))
        if token not in known:
            logger.addFilter(Redaction(token))
