"""Keeping the bot's token out of logs and errors, and strangers out of the webhook.

The token is part of every URL of the Bot API, and the network library likes to log URLs.
"""

from __future__ import annotations

import hmac
import logging
import re
from collections.abc import Mapping

SECRET_HEADER = "x-telegram-bot-api-secret-token"
_TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
_CHATTY = ("httpx", "httpcore", "httpcore.connection", "httpcore.http11", "telegram")


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
        self._token = token

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true; the record is changed where it shows a token."""
        try:
            said = record.getMessage()
        except (TypeError, ValueError):
            return True  # arguments that do not fit: the handler reports it in its own way
        hidden = redact(said, self._token)
        if hidden != said:
            record.msg, record.args = hidden, ()
        if record.exc_info:  # another handler may have written the trace already
            trace = record.exc_text or logging.Formatter().formatException(record.exc_info)
            record.exc_text = redact(trace, self._token)
        return True


def silence(token: str) -> None:
    """Quiets the libraries that log URLs at INFO and people's words at DEBUG."""
    for name in _CHATTY:
        logger = logging.getLogger(name)
        logger.setLevel(logging.CRITICAL if name == "telegram" else logging.WARNING)
        if not any(isinstance(old, Redaction) for old in logger.filters):
            logger.addFilter(Redaction(token))


def is_from_telegram(headers: Mapping[str, str], secret: str) -> bool:
    """Whether the request carries our secret, compared in constant time."""
    given = headers.get(SECRET_HEADER, "")
    return hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode())
