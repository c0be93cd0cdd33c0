"""`quota` and the doctor on Zalo, and settings that cannot be."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands.doctor import MISSING, OK, RISK, zalo_findings
from bot.core.clock import SystemClock
from bot.settings import Settings, SettingsError, load_settings
from bot.store import people
from bot.store.database import open_database
from bot.store.quotas import QuotaBook


@pytest.fixture
async def used(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A bot that has sent 4 of 5 messages, to 1 of 50 people."""
    shutil.copy(sqlite_template, tmp_path / "ocop.sqlite3")
    settings = Settings(ocop_data=tmp_path, zalo_token="7:secret-token", zalo_monthly=5)
    db, clock = await open_database("", tmp_path), SystemClock()
    async with db.write() as tx:
        await people.add(db, tx, "zalo", "bot1:lan", clock.now())
    book = QuotaBook(db, clock, "zalo", 5)
    for _ in range(4):
        assert await book.take("bot1")
    await db.close()
    monkeypatch.chdir(tmp_path)
    for name in ("OCOP_DATA", "ZALO_MONTHLY", "ZALO_TOKEN"):
        monkeypatch.setenv(name, str(getattr(settings, name.lower())))
    return settings


async def test_quota_shows_what_is_used(
    used: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["quota"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("Lưu ý, bot Zalo bot1: tháng này đã gửi 4/5 tin, có 1/50 người.")
    monkeypatch.setenv("ZALO_MONTHLY", "4")
    assert main(["quota"]) == 1


async def test_the_doctor_sees_a_limit_before_it_bites(used: Settings) -> None:
    states = [state for state, _ in zalo_findings(used)]
    assert states == [RISK, RISK], "polling, and four fifths used"
    assert MISSING not in states
    calm = replace(used, zalo_monthly=100, public_url="https://xa.vn")
    assert [state for state, _ in zalo_findings(calm)] == [OK, OK]


def test_without_a_token_the_doctor_says_what_is_missed() -> None:
    ((state, text),) = zalo_findings(Settings())
    assert state == RISK and "ZALO_TOKEN" in text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ZALO_SECRET", "ngan"),
        ("ZALO_MONTHLY", "-1"),
        ("ZALO_PEOPLE", "nhiều"),
        ("ZALO_API_BASE", "bot-api.zaloplatforms.com"),
    ],
)
def test_a_setting_that_cannot_be_is_named(name: str, value: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=name):
        load_settings({name: value}, tmp_path / ".env")


def test_tokens_and_secret_are_never_shown() -> None:
    settings = Settings(zalo_token="7:a, 8:b", zalo_secret="bi-mat-lam")
    assert settings.zalo_tokens() == ["7:a", "8:b"]
    assert "7:a" not in repr(settings) and "bi-mat" not in repr(settings)
