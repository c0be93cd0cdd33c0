"""Opening Zalo for `run`, and `quota`: how much of Zalo's free plan is used."""

from __future__ import annotations

import argparse
import asyncio
import logging
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.app import App
from bot.core.channel import SendError
from bot.public_files import PublicFiles
from bot.settings import Settings, load_settings
from bot.store.quotas import QuotaBook, Use, peek, uses

if TYPE_CHECKING:
    from bot.channels.zalo import ZaloChannel

log = logging.getLogger(__name__)

NAME = "zalo"
NEAR = 0.8  # of a limit: from here on it is a risk


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("quota", help="tháng này các bot Zalo đã dùng bao nhiêu")
    parser.set_defaults(command=quota)


def quota(given: argparse.Namespace) -> int:
    """Exit code 1 when a bot is at a limit."""
    settings = load_settings()
    found = peek(settings.database_url, settings.ocop_data, NAME, datetime.now(UTC))
    if not found:
        print("Chưa có bot Zalo nào gửi tin hay có người dùng.")
    for line in lines(settings, found):
        print(line)
    return 1 if any(share(settings, use) >= 1 for use in found) else 0


async def add_zalo(app: App) -> str:
    """Open Zalo with every token, and say how it went. Raises ChannelFault for a wrong one."""
    settings = app.settings
    channel = _channel(app)
    app.add(channel)
    app.clockwork.daily.append(partial(_warn, app))
    try:
        await channel.start()
    except SendError as error:
        return f"Zalo: chưa nối được ({error}), em sẽ thử lại cho đến khi được."
    used = [u for u in await uses(app.db, NAME, app.clock.now()) if u.account in channel.accounts]
    way = "" if settings.public_url else " (tự hỏi tin: chỉ để thử, chạy thật cần PUBLIC_URL)"
    return "\n".join([f"Zalo: đang phục vụ{way}.", *lines(settings, used)])


async def _warn(app: App) -> None:
    """Into the log, each day, what nears its limit."""
    for use in await uses(app.db, NAME, app.clock.now()):
        if share(app.settings, use) >= NEAR:
            log.warning("%s", *lines(app.settings, [use]))


def _channel(app: App) -> ZaloChannel:
    from bot.channels.zalo import Words, ZaloChannel  # a slow import, for those who need it

    settings, texts = app.settings, app.knowledge.library.texts
    files = None
    if settings.public_url:
        files = PublicFiles(settings.ocop_data / "public", settings.public_url, app.clock.now)
        app.pages.append(files.route())
        app.clockwork.daily.append(partial(asyncio.to_thread, files.sweep))
    return ZaloChannel(
        settings.zalo_tokens(),
        base_url=settings.zalo_api_base,
        public_url=settings.public_url,
        secret=settings.zalo_secret,
        meter=QuotaBook(app.db, app.clock, NAME, settings.zalo_monthly),
        publish=files.publish if files else None,
        words=Words(texts["zalo_link"], texts["zalo_no_file"], texts["zalo_choose"]),
        rate=settings.zalo_rate,
    )


def lines(settings: Settings, used: Iterable[Use]) -> Iterator[str]:
    """A line a bot: what it has used of what it may."""
    for use in used:
        near = share(settings, use) >= NEAR
        yield (
            f"{'Lưu ý, ' if near else ''}bot Zalo {use.account}: tháng này đã gửi {use.messages}"
            f"{_of(settings.zalo_monthly)} tin, có {use.people}{_of(settings.zalo_people)} người."
            f"{' Sắp hết: nên thêm bot (ZALO_TOKEN) hoặc nâng gói.' if near else ''}"
        )


def share(settings: Settings, use: Use) -> float:
    """How near to a limit, 1.0 being at it; a limit of 0 is none."""
    limits = ((use.messages, settings.zalo_monthly), (use.people, settings.zalo_people))
    return max((used / most for used, most in limits if most), default=0.0)


def _of(most: int) -> str:
    return f"/{most}" if most else ""
