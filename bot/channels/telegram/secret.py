"""Strangers stay out of the webhook, and what Telegram's library logs stays quiet."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Mapping

from bot.core import redaction
from bot.core.redaction import Redaction, redact

__all__ = ["Redaction", "is_from_telegram", "redact", "silence"]

SECRET_HEADER = "x-telegram-bot-api-secret-token"


def silence(token: str) -> None:
    """Quiets the libraries that log URLs at INFO and people's words at DEBUG."""
    redaction.silence(token, (*redaction.CHATTY, "telegram"))
    logging.getLogger("telegram").setLevel(logging.CRITICAL)


def is_from_telegram(headers: Mapping[str, str], secret: str) -> bool:
    """Whether the request carries our secret, compared in constant time."""
    given = headers.get(SECRET_HEADER, "")
    return hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode())
