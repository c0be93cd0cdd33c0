"""`announce` as it is typed: faults all at once, tried, sent once, and looked at."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.core.clock import SystemClock
from bot.store import people
from bot.store.database import open_database

GOOD = """
text: Mời bà con họp chợ OCOP.
office: Cán bộ OCOP xã Nam Trực
reach: xã Nam Trực, Ninh Bình
read: true
to: {places: [nam truc]}
"""
BAD = """
text: <b>x</b>
foo: 1
link: {label: Xem, address: ocop.gov.vn}
to: {sets: [99], stars: [2], places: [nơi không có]}
at: hôm qua 8h
"""


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("OCOP_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    main(["migrate"])
    asyncio.run(_two_people(tmp_path))
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(BAD, encoding="utf-8")
    return tmp_path


async def _two_people(folder: Path) -> None:
    db = await open_database("", folder)
    async with db.write() as tx:
        for who in ("1", "2"):
            _, person = await people.add(db, tx, "telegram", who, SystemClock().now())
            await db.sql.live_at(tx, person=person, tinh="37", xa="13966")
    await db.close()


def test_all_faults_at_once_and_nothing_sent(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["announce", "--draft", str(office / "bad.yaml"), "--send"]) == 1
    told = capsys.readouterr().err
    for word in (
        "foo",
        "office",
        "HTML",
        "https://ocop.gov.vn",
        "99",
        "2:",
        "không tìm thấy",
        "qua",
    ):
        assert word in told
    assert main(["announce", "status", "1"]) == 1


def test_tried_sent_once_and_seen(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = ["announce", "--draft", str(office / "good.yaml")]
    assert main([*draft, "--dry-run"]) == 0
    assert "telegram: 2 người" in capsys.readouterr().out
    assert main(["announce", "status", "1"]) == 1
    assert main([*draft, "--send"]) == 0
    assert main([*draft, "--send"]) == 0
    assert "không gửi lần nữa" in capsys.readouterr().out
    assert main(["announce", "status", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["state"], told["counted"], told["sent"]) == ("scheduled", 2, 0)


def test_looking_needs_no_stop_and_sending_says_what_to_stop(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bot holds the SQLite file: what only reads goes on beside it, what writes is told how."""
    draft = ["announce", "--draft", str(office / "good.yaml")]
    assert main([*draft, "--send"]) == 0
    running = asyncio.run(open_database("", office))
    try:
        assert main([*draft, "--dry-run"]) == 0
        assert main(["announce", "status", "1"]) == 0
        assert main(["admin", "list"]) == main(["admin", "audit", "--verify"]) == 0
        assert main(["questions"]) == main(["questions", "--open"]) == 0
        capsys.readouterr()
        assert main([*draft, "--send"]) != 0
        told = capsys.readouterr().err
        assert f"kill {os.getpid()}" in told and "dừng bot" in told
        assert main(["people", "invitations", "--out", str(office / "x.xlsx")]) != 0
        assert "dừng bot" in capsys.readouterr().err
    finally:
        asyncio.run(running.close())
    assert main([*draft, "--send"]) == 0


def test_who_is_not_at_home_asks_for_approval(
    office: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wide = GOOD.replace("xã Nam Trực, Ninh Bình", "tỉnh Ninh Bình").replace(
        "{places: [nam truc]}", "{}"
    )
    (office / "wide.yaml").write_text(wide, encoding="utf-8")
    assert main(["announce", "--draft", str(office / "wide.yaml"), "--send"]) == 0
    assert "duyệt" in capsys.readouterr().out
    main(["announce", "status", "1", "--json"])
    assert json.loads(capsys.readouterr().out)["state"] == "pending"


def test_nobody_is_refused(office: Path) -> None:
    (office / "none.yaml").write_text(GOOD.replace("to: {", "to: {sets: [9], "), encoding="utf-8")
    assert main(["announce", "--draft", str(office / "none.yaml"), "--send"]) == 1


@pytest.mark.parametrize("words", [[], ["--draft", "x.yaml"], ["status"]])
def test_half_a_command(office: Path, words: list[str]) -> None:
    assert main(["announce", *words]) == 2
