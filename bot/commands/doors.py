"""Where somebody can bring a code: the chats of this office, as links where there are any."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass

from bot.core import codes
from bot.settings import Settings
from handlers.officials.joining import START


@dataclass(frozen=True, slots=True)
class Doors:
    """The name of the Telegram bot ("" when unknown) and the address of the web chat ("")."""

    telegram: str = ""
    web: str = ""

    def link(self, code: str) -> str:
        """A link that brings the code along, to Telegram or else to the web chat; or ""."""
        return self._telegram(code) or self._web(code)

    def _telegram(self, code: str) -> str:
        return f"https://t.me/{self.telegram}?start={START}{code}" if self.telegram else ""

    def _web(self, code: str) -> str:
        """After "#", so that no server and no log on the way ever sees the code."""
        return f"{self.web}/#{START}={code}" if self.web else ""

    def told(self, code: str) -> str:
        """How to use a code, in lines."""
        lines = [f"  Mã: {codes.shown(code)}"]
        if self.telegram:
            lines.append(f"  Telegram: bấm {self._telegram(code)}")
        if self.web:
            lines.append(f"  Trang web: bấm {self._web(code)}")
        lines.append("  Kênh nào cũng được: nhắn mã này vào khung chat với bot.")
        return "\n".join(lines)


def doors(settings: Settings) -> Doors:
    """The doors of this office. Telegram is asked for the bot's name; without it, no link."""
    return Doors(asyncio.run(_bot_name(settings)), settings.public_url.rstrip("/"))


async def _bot_name(settings: Settings) -> str:
    if not settings.telegram_token:
        return ""
    from bot.channels.telegram.errors import Failure  # a slow import, for those who need it
    from bot.channels.telegram.library import LibraryWire
    from bot.channels.telegram.persist import Waits

    wire = LibraryWire(
        settings.telegram_token,
        settings.bot_api_base,
        settings.telegram_proxy,
        Waits(answer=8.0),
    )
    try:
        return await wire.greet()
    except Failure:
        print("Chưa hỏi được Telegram tên của bot, nên em chưa làm được liên kết.", file=sys.stderr)
        return ""
    finally:
        await wire.close()
