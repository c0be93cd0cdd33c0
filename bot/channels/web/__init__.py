"""The web chat: one small page that any phone's browser opens."""

from bot.channels.web.channel import WebChannel
from bot.channels.web.push import Pusher

__all__ = ["Pusher", "WebChannel"]
