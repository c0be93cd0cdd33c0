"""`plan`: what would be sent, to whom and why; and the story of a year."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.core.effects import KeepProduct
from bot.library import Knowledge
from bot.store import people
from bot.store.database import open_database
from bot.store.effects import carry_out
from bot.store.migrate import migrate
from bot.store.rehearsal import empty
from bot.store.scene import Scene
from jobs.quiet import MORNING, at
from jobs.reminders_story import story

ROOT = Path(__file__).parent.parent.parent


async def test_the_story_in_docs_is_true(knowledge: Knowledge) -> None:
    async with empty() as scratch:
        lines = [line async for line in story(knowledge.library, scratch)]
    told = (ROOT / "docs" / "nhac-nho.md").read_text(encoding="utf-8")
    assert told == "\n".join(lines) + "\n", "python -m bot plan --story > docs/nhac-nho.md"


async def _one_producer(folder: Path) -> None:
    migrate("", folder)
    db, now = await open_database("", folder), at(date(2027, 1, 1), MORNING)
    async with db.write() as tx:
        address, person = await people.add(db, tx, "telegram", "hoa", now)
        scene = Scene(1, "telegram", "hoa", address, person, now)
        await carry_out(db, tx, KeepProduct("a1", "trà", expires_on=date(2027, 9, 17)), scene)
    await db.close()


@pytest.fixture
async def data(tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    await _one_producer(tmp_path)
    (tmp_path / "cache").symlink_to(cache)
    monkeypatch.setenv("OCOP_DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_each_message_is_a_line(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", "--from", "2027-05-01", "--to", "2027-05-31", "--json"]) == 0
    out = capsys.readouterr()
    lines = [json.loads(line) for line in out.out.splitlines()]
    assert [(line["day"], line["why"][0]["stage"]) for line in lines] == [
        ("2027-05-02", "150"),  # 1/5 is a holiday: told on the next morning that is open
        ("2027-05-06", "134"),
        ("2027-05-13", "127"),
        ("2027-05-17", "123"),
        ("2027-05-19", "121"),
        ("2027-05-21", "119"),
    ]
    assert lines[0]["person"] == 1
    assert lines[0]["why"][0]["what"] == "certificate.a1.20270917"
    assert ["Đã làm xong", "rm:done:certificate.a1.20270917"] in lines[0]["buttons"]
    assert "6 tin sẽ gửi" in out.err
    assert main(["plan", "--from", "2027-05-06", "--to", "2027-05-06"]) == 0
    assert "Thứ Năm 6/5/2027: 1 tin" in capsys.readouterr().out


@pytest.mark.parametrize(
    "days",
    [
        ["--from", "31/02/2027"],
        ["--from", "2027-02-31"],
        ["--from", "2027-02-01", "--to", "2027-01-01"],
        ["--from", "2027-01-01", "--to", "2067-01-01"],
    ],
)
def test_days_that_are_none(days: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plan", *days]) == 2
    assert "ngày" in capsys.readouterr().err
