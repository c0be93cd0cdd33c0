"""The arrows of the house hold, and a planted violation of each contract is caught."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("bot", "knowledge", "handlers", "jobs", "papers")
PLANTED = {
    "Arrows point down": ("bot/store/people.py", "import bot.app"),
    "The machine knows no office": ("bot/intake.py", "import knowledge.model"),
    "Handlers and knowledge touch no store, channel, network or SQL": (
        "handlers/start.py",
        "import bot.store.people",
    ),
    "No channel imports another": ("bot/channels/terminal.py", "import bot.channels.telegram"),
    "Telegram's library in one file": ("jobs/upkeep.py", "import telegram"),
    "APScheduler in one file": ("bot/app.py", "import apscheduler"),
    "SQL in one folder": ("jobs/reminders.py", "import sqlite3"),
    "The words of conversation are standard library only": ("bot/core/clock.py", "import yaml"),
}


def lint(folder: Path) -> dict[str, str]:
    """Each contract by name, KEPT or BROKEN, for the house in a folder."""
    ran = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        check=False,
    )
    return dict(re.findall(r"^(.+?) (KEPT|BROKEN)", ran.stdout, re.MULTILINE))


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("content", "__pycache__")
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    return folder


def test_the_house_as_it_stands_keeps_every_contract(house: Path) -> None:
    assert lint(house) == dict.fromkeys(PLANTED, "KEPT")


def test_every_planted_violation_is_caught(house: Path, tmp_path: Path) -> None:
    """One line in a wrong place for each contract: every one of them breaks."""
    broken = tmp_path / "broken"
    shutil.copytree(house, broken)
    for path, line in PLANTED.values():
        target = broken / path
        text = target.read_text(encoding="utf-8") if target.exists() else '"""Planted."""\n'
        target.write_text(f"{text}\n{line}\n", encoding="utf-8")
    assert lint(broken) == dict.fromkeys(PLANTED, "BROKEN")
