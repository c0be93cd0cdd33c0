"""`run` is stopped soon after its start: it ends in good order whatever it is in the middle of."""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.workers import environment


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])


def started(url: str, folder: Path) -> subprocess.Popen[str]:
    """A process that has just said where its page is."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "run"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment(folder, DATABASE_URL=url, PORT=str(free_port())),
    )
    assert process.stdout
    while line := process.stdout.readline():
        if line.startswith("Trang chat: mở"):
            break
    return process


@pytest.mark.parametrize("later", [0.0, 0.2, 0.5])
def test_a_sigterm_ends_it_in_good_order(
    later: float, database_url: str, tmp_path: Path, cache: Path
) -> None:
    shutil.copytree(cache, tmp_path / "cache")
    process = started(database_url, tmp_path)
    try:
        time.sleep(later)
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0, err
    assert "Traceback" not in err
    assert "Đã dừng gọn gàng." in out
