"""Telegram as a phone: the real channel at our fake Bot API server."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from bot.app import App
from bot.channels.telegram import TelegramChannel
from bot.core.channel import Limits, Pace
from tests.fakes.telegram import FREE, FakeTelegram
from tests.golden.phone import Phone, Told

CHAT = 7


class _Hurried(TelegramChannel):
    """Without the pace of one message a second to a chat: a conversation would take minutes."""

    @property
    def limits(self) -> Limits:
        """Telegram's, at any pace."""
        return replace(super().limits, pace=Pace())


class TelegramPhone(Phone):
    """Somebody in a private chat."""

    def __init__(self, app: App, fake: FakeTelegram) -> None:
        """The fake serves already."""
        self.fake = fake
        fake.meets(CHAT)
        super().__init__(app, _Hurried(fake.token, base_url=fake.base))

    async def writes(self, text: str) -> None:
        """A message."""
        self.fake.says(CHAT, text)

    async def taps(self, label: str) -> None:
        """The newest button with this label."""
        for message in reversed(self.fake.seen(CHAT)):
            for row in message.rows:
                for shown, action in row:
                    if shown == label:
                        self.fake.presses(CHAT, message.id, action)
                        return
        raise AssertionError(f"no button {label!r} was shown")

    async def screen(self) -> list[Told]:
        """Every message and every change of one's words, as they came."""
        calls = (call for call in self.fake.calls if call.accepted)
        told = (_told(call.fields) for call in calls if _speaks(call.method))
        return [one for one in told if one.text]


def _speaks(method: str) -> bool:
    return (method.startswith("send") and method != "sendChatAction") or method == "editMessageText"


def _told(fields: dict[str, Any]) -> Told:
    markup = fields.get("reply_markup") or {}
    rows = (json.loads(markup) if isinstance(markup, str) else markup).get("inline_keyboard", [])
    labels = tuple(button["text"] for row in rows for button in row)
    return Told(fields.get("text") or fields.get("caption") or "", labels)


def fake() -> FakeTelegram:
    """A server that limits nothing."""
    return FakeTelegram(FREE)
