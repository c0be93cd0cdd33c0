"""The Telegram channel: `library` is its wire, the other modules know nothing of it."""

from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.errors import WrongToken
from bot.channels.telegram.persist import Waits
from bot.channels.telegram.secret import Redaction

__all__ = ["Redaction", "TelegramChannel", "Waits", "WrongToken"]
