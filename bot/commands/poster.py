"""`poster`: a poster with codes that open the chat, for the notice board."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from bot.commands.doors import doors
from bot.core.clock import SystemClock, local_day
from bot.settings import Settings, load_settings

NO_DOOR = (
    "Chưa có đường nào vào chat để in mã. Anh/chị đặt PUBLIC_URL (trang chat), TELEGRAM_TOKEN, "
    "hoặc ghi --zalo, --telegram."
)
HOW_WEB = "Mở bằng trình duyệt, không phải cài gì"
HOW_ZALO = "Mở Zalo, bấm hình quét mã ở góc trên"
HOW_TELEGRAM = "Máy cần có sẵn Telegram"


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("poster", help="in áp phích có mã QR mở khung chat (PDF, A4)")
    parser.add_argument("--commune", required=True, metavar="XÃ", help='tên xã: "xã Yên Hòa"')
    parser.add_argument("--out", type=Path, metavar="TỆP", help="tệp PDF (mặc định: theo tên xã)")
    parser.add_argument("--zalo", default="", metavar="LIÊN_KẾT", help="liên kết chat Zalo")
    parser.add_argument("--telegram", default="", metavar="TÊN", help="tên bot Telegram")
    parser.set_defaults(command=poster)


def poster(given: argparse.Namespace) -> int:
    """Write the poster. Exit code 0; 2 when there is no door, or the file cannot be written."""
    from papers import BadPaper, make  # slow to import, for those who need it

    settings = load_settings()
    data = {
        "commune": given.commune,
        "contact": settings.contact,
        "made_on": local_day(SystemClock().now()).isoformat(),
        "doors": ways(settings, given.zalo, given.telegram),
    }
    if not data["doors"]:
        print(f"ocop-bot: {NO_DOOR}", file=sys.stderr)
        return 2
    try:
        made = make("poster_pdf", data)
        path = given.out or Path(made.name)
        path.write_bytes(made.data)
    except BadPaper as fault:
        print(f"ocop-bot: {fault}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"ocop-bot: Không ghi được {path}: {error.strerror}.", file=sys.stderr)
        return 2
    print(f"Đã ghi {path}. In khổ A4, dán chỗ sáng, cao ngang mắt.")
    return 0


def ways(settings: Settings, zalo: str, telegram: str) -> list[dict[str, str]]:
    """What can be opened: the web chat first, for it needs nothing."""
    found = []
    web = settings.public_url.rstrip("/")
    name = telegram.strip().removeprefix("https://t.me/").lstrip("@") or doors(settings).telegram
    if web:
        found.append({"name": "Trang chat", "url": f"{web}/", "how": HOW_WEB})
    if zalo:
        found.append({"name": "Zalo", "url": zalo, "how": HOW_ZALO})
    if name:
        found.append({"name": "Telegram", "url": f"https://t.me/{name}", "how": HOW_TELEGRAM})
    return found
