"""The Zalo channel: one or several bots of the Zalo Bot Platform, behind the Channel contract."""

from bot.channels.zalo.channel import ZaloChannel
from bot.channels.zalo.dress import Words
from bot.channels.zalo.errors import WrongToken
from bot.channels.zalo.listening import Waits
from bot.channels.zalo.meter import FREE, Meter

__all__ = ["FREE", "Meter", "Waits", "Words", "WrongToken", "ZaloChannel"]
