"""Settings: every one named and typed here, read from the environment or from `.env`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from dotenv import dotenv_values

SECRETS = ("TELEGRAM_TOKEN", "WEBHOOK_SECRET", "ZALO_TOKEN", "ZALO_SECRET")
STARS = "********"


class SettingsError(Exception):
    """A setting that cannot be used. The text names it and says what to write instead."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How this office runs its bot. The names in the environment are these, in capitals."""

    database_url: str = ""  # empty: SQLite in ocop_data
    ocop_data: Path = Path("data")  # database, cache, log, evidence
    telegram_token: str = ""  # from @BotFather; empty: no Telegram
    bot_api_base: str = "https://api.telegram.org"  # another Bot API server
    telegram_proxy: str = ""  # http:// or socks5:// where Telegram is blocked
    telegram_rate: float = 27.0  # messages a second in all; 0: no limit
    announce_rate: float = 25.0  # of announcements, a second on each channel; at most its rate
    approve_above: int = 200  # people; an announcement to more needs a second official
    zalo_token: str = ""  # from Zalo Bot Manager; several bots: commas between; empty: no Zalo
    zalo_secret: str = ""  # proves that Zalo posts, 8-256 characters; empty: made from the token
    zalo_api_base: str = "https://bot-api.zaloplatforms.com"  # Zalo's older host, or a test server
    zalo_monthly: int = 3000  # messages a bot may send in a month (free plan); 0: no limit
    zalo_people: int = 50  # people a bot may have (free plan); 0: no limit
    zalo_rate: float = 25.0  # messages a second of all Zalo bots; 0: no limit
    public_url: str = ""  # https address of this server; empty: polling
    webhook_secret: str = ""  # empty: made from the token
    port: int = 8080  # where the web chat and webhooks are served; 0: nowhere
    behind_proxies: int = 0  # proxies of ours in front: X-Forwarded-For is believed so far
    web_rate: float = 10.0  # requests a second of one internet address; 0: no limit
    push_hosts: str = ""  # more push services than the known ones, with commas between
    office: str = ""  # the commune or province it serves, as people say it
    contact: str = ""  # who to call there: "chị Lan, 02xx …"

    def zalo_tokens(self) -> list[str]:
        """The tokens of the office's Zalo bots."""
        return [token.strip() for token in self.zalo_token.split(",") if token.strip()]

    def shown(self) -> dict[str, str]:
        """All settings as they may be printed: secrets as stars, passwords cut out of URLs."""
        shown = {}
        for field in fields(self):
            name, value = field.name.upper(), str(getattr(self, field.name))
            shown[name] = STARS if value and name in SECRETS else without_password(value)
        return shown

    def __repr__(self) -> str:
        """The settings with stars for secrets: safe in a log."""
        inside = ", ".join(f"{name}={value!r}" for name, value in self.shown().items())
        return f"Settings({inside})"


def without_password(value: str) -> str:
    """A URL with its password as stars; any other text as it is."""
    if "://" not in value:
        return value
    try:
        password = urlsplit(value).password
    except ValueError:
        return STARS
    return value.replace(f":{password}@", f":{STARS}@") if password else value


def load_settings(
    environ: Mapping[str, str] | None = None, dotenv: Path = Path(".env")
) -> Settings:
    """The settings of this process. Raises SettingsError for one that cannot be used."""
    environ = os.environ if environ is None else environ
    try:
        filed = dotenv_values(dotenv) if dotenv.is_file() else {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"Không đọc được tệp {dotenv}: hãy lưu lại dạng UTF-8.") from error
    given: dict[str, Any] = {}
    for field in fields(Settings):
        name = field.name.upper()
        value = (environ.get(name) or filed.get(name) or "").strip()
        if value:
            given[field.name] = _typed(name, field.default, value)
    return _checked(Settings(**given))


def _typed(name: str, default: object, value: str) -> object:
    try:
        if isinstance(default, float):
            return float(value)
        if isinstance(default, int):
            return int(value)
    except ValueError as error:
        raise SettingsError(f"{name} phải là một số, không phải {value!r}.") from error
    return Path(value) if isinstance(default, Path) else value


def _checked(settings: Settings) -> Settings:
    if not 0 <= settings.port <= 65535:
        raise SettingsError(
            f"PORT phải từ 1 đến 65535 (0: không mở trang chat), không phải {settings.port}."
        )
    if settings.public_url and not settings.port:
        raise SettingsError("PUBLIC_URL cần PORT: hãy đặt PORT từ 1 đến 65535.")
    if settings.public_url and not settings.public_url.startswith("https://"):
        raise SettingsError("PUBLIC_URL phải bắt đầu bằng https:// (Telegram chỉ nhận https).")
    if settings.telegram_rate < 0:
        raise SettingsError("TELEGRAM_RATE phải từ 0 trở lên (0 là không giới hạn).")
    if settings.behind_proxies < 0 or settings.web_rate < 0:
        raise SettingsError("BEHIND_PROXIES và WEB_RATE phải từ 0 trở lên.")
    if settings.zalo_secret and not 8 <= len(settings.zalo_secret) <= 256:
        raise SettingsError("ZALO_SECRET phải dài từ 8 đến 256 ký tự (Zalo quy định).")
    if min(settings.zalo_monthly, settings.zalo_people, settings.zalo_rate) < 0:
        raise SettingsError("ZALO_MONTHLY, ZALO_PEOPLE, ZALO_RATE phải từ 0 trở lên.")
    if not settings.zalo_api_base.startswith(("http://", "https://")):
        raise SettingsError("ZALO_API_BASE phải là một địa chỉ http:// hoặc https://.")
    if not settings.bot_api_base.startswith(("http://", "https://")):
        raise SettingsError("BOT_API_BASE phải là một địa chỉ http:// hoặc https://.")
    return settings
