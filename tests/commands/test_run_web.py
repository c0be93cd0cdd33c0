"""`run` and the web chat: a taken port is told before anything begins."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from pathlib import Path

from tests.workers import environment


def test_a_taken_port_is_one_line_and_nothing_is_served(tmp_path: Path, cache: Path) -> None:
    shutil.copytree(cache, tmp_path / "cache")
    with socket.socket() as other:
        other.bind(("", 0))
        other.listen()
        port = str(other.getsockname()[1])
        ran = subprocess.run(
            [sys.executable, "-m", "bot", "run"],
            cwd=tmp_path,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
            env=environment(tmp_path, PORT=port),
        )
    assert ran.returncode == 2
    assert ran.stderr.count("\n") == 1 and "PORT" in ran.stderr and port in ran.stderr
    assert "Trang chat" not in ran.stdout
    for secret in ("web.key", "vapid.pem"):
        assert (tmp_path / secret).stat().st_mode & 0o077 == 0
