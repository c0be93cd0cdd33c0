"""A PostgreSQL server of the tests' own: started once, thrown away at the end."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

MISSING = "PostgreSQL chưa được cài: apt install postgresql (các kiểm thử trên SQLite vẫn chạy)"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, of the newest version that Debian has installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).parent if initdb else None


@contextmanager
def server() -> Iterator[str]:
    """A running server; gives the URL of its first database."""
    bin_folder = programs()
    assert bin_folder is not None, MISSING
    folder = Path(tempfile.mkdtemp(prefix="ocop-postgres-"))
    port = _free_port()
    try:
        _as_postgres(
            folder, bin_folder / "initdb", "-D", folder / "data", "-U", "ocop", "-A", "trust"
        )
        options = f"-p {port} -k {folder} -c fsync=off -c max_connections=100 -h 127.0.0.1"
        _as_postgres(
            folder, bin_folder / "pg_ctl", "-D", folder / "data", "-o", options, "-l",
            folder / "log", "-w", "start",
        )  # fmt: skip
        yield f"postgresql://ocop@127.0.0.1:{port}/postgres"
    finally:
        _as_postgres(
            folder, bin_folder / "pg_ctl", "-D", folder / "data", "-m", "immediate", "stop"
        )
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def database(url: str, name: str, template: str = "template1") -> Iterator[str]:
    """A database of a test's own, dropped afterwards."""
    with psycopg.connect(url, autocommit=True) as connection:
        how = " STRATEGY FILE_COPY" if connection.info.server_version >= 150_000 else ""  # quicker
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"{how}'.encode())
    try:
        yield url.rsplit("/", 1)[0] + f"/{name}"
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def _as_postgres(folder: Path, *command: object) -> None:
    """Run a program of PostgreSQL, which refuses to be root."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, capture_output=True, cwd=folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
