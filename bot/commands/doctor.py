"""`doctor`: what is missing or risky on this machine, one line each."""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.commands import zalo
from bot.settings import Settings, load_settings
from bot.store.database import StoreError
from bot.store.probe import probe, sqlite_version
from bot.store.quotas import peek
from knowledge.load import CONTENT, ContentFaults, load

SPARE = 500 * 1024 * 1024  # bytes of disk that should be free

OK, RISK, MISSING = "tốt  ", "lưu ý", "thiếu"


def add(commands: Any) -> None:
    """Put the command on the command line."""
    parser = commands.add_parser("doctor", help="khám máy: thiếu gì, có gì cần lưu ý")
    parser.set_defaults(command=doctor)


def doctor(given: argparse.Namespace) -> int:
    """Exit code 0 when nothing is missing (risks are told), 1 when something is."""
    settings = load_settings()
    missing = False
    for state, text in findings(settings):
        missing = missing or state == MISSING
        print(f"[{state}] {text}")
    print("\nCài đặt đang dùng:")
    for name, value in settings.shown().items():
        print(f"  {name}={value}")
    return 1 if missing else 0


def findings(settings: Settings) -> Iterator[tuple[str, str]]:
    """A state and a sentence for each thing looked at."""
    yield _python()
    yield _folder(settings)
    yield _database(settings)
    if not settings.database_url:
        yield _sqlite()
    yield _content()
    yield from _channels(settings)
    yield _port(settings)
    yield _secrets()


def _python() -> tuple[str, str]:
    version = ".".join(map(str, sys.version_info[:3]))
    return (OK if sys.version_info >= (3, 11) else MISSING), f"Python {version} (cần từ 3.11)"


def _folder(settings: Settings) -> tuple[str, str]:
    folder = settings.ocop_data.absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return MISSING, f"Không tạo được thư mục dữ liệu {folder}: {error.strerror}"
    if not os.access(folder, os.W_OK):
        return MISSING, f"Không ghi được vào thư mục dữ liệu {folder}: sửa quyền của thư mục"
    free = shutil.disk_usage(folder).free
    text = f"Thư mục dữ liệu {folder}, còn trống {free // 2**20} MB"
    return (OK, text) if free > SPARE else (RISK, text + ": nên dọn bớt đĩa")


def _database(settings: Settings) -> tuple[str, str]:
    try:
        return OK, probe(settings.database_url, settings.ocop_data)
    except StoreError as error:
        return MISSING, str(error)


def _sqlite() -> tuple[str, str]:
    version, safe = sqlite_version()
    if safe:
        return OK, f"SQLite {version}"
    return RISK, (
        f"SQLite {version} cũ hơn 3.51.3: tệp có thể hỏng nếu hai chương trình cùng ghi. "
        "Bot tự giữ một mình một tệp; đừng mở tệp bằng chương trình khác khi bot đang chạy"
    )


def _content() -> tuple[str, str]:
    try:
        return OK, f"Nội dung: {len(load(CONTENT).entries)} mục, không lỗi"
    except ContentFaults as error:
        return MISSING, f"Nội dung có {len(error.faults)} lỗi: chạy `check` để xem"


def _channels(settings: Settings) -> Iterator[tuple[str, str]]:
    if not settings.telegram_token:
        yield RISK, "Telegram: chưa có TELEGRAM_TOKEN, chưa mở"
    elif settings.public_url:
        yield OK, f"Telegram: nhận tin qua {settings.public_url}"
    else:
        yield OK, "Telegram: tự hỏi tin (không có PUBLIC_URL)"
    yield from zalo_findings(settings)
    yield _web(settings)
    if not settings.office:
        yield RISK, "OFFICE trống: bot không biết mình của xã, tỉnh nào để chỉ chỗ hỏi"
    elif not settings.contact:
        yield RISK, "CONTACT trống: bot chưa có tên, số điện thoại cán bộ để chỉ cho bà con"


def _web(settings: Settings) -> tuple[str, str]:
    if not settings.port:
        return RISK, "Trang chat: PORT=0, chưa mở"
    if settings.public_url:
        return OK, f"Trang chat: {settings.public_url}"
    return RISK, (
        f"Trang chat: http://127.0.0.1:{settings.port}/, chưa có PUBLIC_URL (https) nên chỉ mở "
        "được trong mạng của máy này, và không báo được lên điện thoại"
    )


def zalo_findings(settings: Settings) -> Iterator[tuple[str, str]]:
    """Whether Zalo is set, how it listens, and how much of its plan each bot has used."""
    if not settings.zalo_token:
        yield RISK, "Zalo: chưa có ZALO_TOKEN, bà con dùng Zalo chưa nhắn được"
        return
    if settings.public_url:
        yield OK, f"Zalo: nhận tin qua {settings.public_url}"
    else:
        yield RISK, "Zalo: tự hỏi tin, lúc bot tắt thì mất tin (nên có PUBLIC_URL)"
    now = datetime.now(UTC)
    for use in peek(settings.database_url, settings.ocop_data, zalo.NAME, now):
        near = zalo.share(settings, use) >= zalo.NEAR
        yield (RISK if near else OK), next(iter(zalo.lines(settings, [use])))


def _port(settings: Settings) -> tuple[str, str]:
    with socket.socket() as probe_socket:
        probe_socket.settimeout(1)
        taken = probe_socket.connect_ex(("127.0.0.1", settings.port)) == 0
    if taken:
        return RISK, f"Cổng {settings.port} đang có chương trình dùng (có thể chính là bot)"
    return OK, f"Cổng {settings.port} còn trống"


def _secrets() -> tuple[str, str]:
    try:
        mode = Path(".env").stat().st_mode & 0o077
    except OSError:
        return OK, "Không có tệp .env: cài đặt lấy từ môi trường"
    if mode:
        return RISK, "Tệp .env người khác đọc được: chạy `chmod 600 .env`"
    return OK, "Tệp .env chỉ chủ đọc được"
