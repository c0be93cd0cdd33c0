"""The log: in a file beside the database when a person sits here, else on standard error."""

from __future__ import annotations

import logging
import sys

from bot.settings import STARS, Settings

FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class _Formatter(logging.Formatter):
    """Puts stars in place of every secret, in messages and in tracebacks."""

    def __init__(self, *secrets: str) -> None:
        super().__init__(FORMAT)
        self._secrets = tuple(secret for secret in secrets if secret)

    def format(self, record: logging.LogRecord) -> str:
        text = super().format(record)
        for secret in self._secrets:
            text = text.replace(secret, STARS)
        return text


def set_up(settings: Settings) -> None:
    """Log from now on. httpx prints whole addresses, with the token in them: it is silenced."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        settings.ocop_data.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.FileHandler(
            settings.ocop_data / "ocop.log", encoding="utf-8"
        )
    else:
        handler = logging.StreamHandler(sys.stderr)
        handler.setLevel(logging.WARNING)
    zalo = (*settings.zalo_tokens(), settings.zalo_secret)
    handler.setFormatter(_Formatter(settings.telegram_token, settings.webhook_secret, *zalo))
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    for chatty in ("httpx", "httpcore", "apscheduler", "telegram", "alembic"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
