"""The token and people's words stay out of every log, whatever happens."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.secret import Redaction, redact
from bot.core.channel import SendError
from bot.core.message import Attachment, Outgoing
from tests.channels.conftest import QUICK, Bot
from tests.fakes.telegram import TOKEN, FakeTelegram, broken, dropped, flood, refused

WORDS = "chuyện riêng nhà em"


def test_redact_hides_any_token_and_ours() -> None:
    assert redact(f"GET https://x/bot{TOKEN}/getMe") == "GET https://x/bot***/getMe"
    assert redact("bot1:a failed", "1:a") == "bot*** failed"
    assert redact("12:30 họp thôn") == "12:30 họp thôn"


def test_the_filter_hides_tokens_in_arguments(caplog: pytest.LogCaptureFixture) -> None:
    logger = logging.getLogger("anything")
    hiding = Redaction()
    logger.addFilter(hiding)
    logger.warning("calling %s for %d", f"https://x/bot{TOKEN}/a", 5)
    logger.removeFilter(hiding)
    assert caplog.messages == ["calling https://x/bot***/a for 5"]


def test_the_filter_hides_tokens_in_tracebacks(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(hiding := Redaction())
    try:
        raise OSError(f"cannot reach https://x/bot{TOKEN}/a")
    except OSError:
        logging.getLogger("anything").exception("calling")
    caplog.handler.removeFilter(hiding)
    assert "cannot reach https://x/bot***/a" in caplog.text
    assert TOKEN not in caplog.text


async def test_no_token_and_no_words_in_a_busy_log(
    fake: FakeTelegram, bot: Bot, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    fake.script("getUpdates", broken(502), dropped(accepted=False), refused("x", code=409))
    fake.script("sendMessage", flood(1), broken(500), refused("bad"), dropped(accepted=True))
    bot.listens()
    fake.says(7, WORDS)
    await bot.hears(1)
    for _ in range(5):
        try:
            await bot.channel.send("7", Outgoing(WORDS))
        except SendError as error:
            assert TOKEN not in f"{error!r} {error.__cause__!r}"
    await bot.stops()
    assert TOKEN not in caplog.text
    assert WORDS not in caplog.text


async def test_the_libraries_stay_redacted_when_somebody_turns_them_up(
    fake: FakeTelegram, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    """Files go through httpx's client, which likes to log addresses."""
    channel = TelegramChannel(fake.token, base_url=fake.base, waits=QUICK)
    caplog.set_level(logging.DEBUG, logger="httpx")
    caplog.set_level(logging.DEBUG, logger="httpcore")
    await channel.start()
    form = tmp_path / "mau.pdf"
    form.write_bytes(b"%PDF-1.4")
    fake.meets(7)
    await channel.send("7", Outgoing("", attachment=Attachment("document", str(form))))
    await channel.close()
    assert "sendDocument" in caplog.text
    assert TOKEN not in caplog.text


async def test_an_unusable_base_url_shows_no_token() -> None:
    channel = TelegramChannel(TOKEN, base_url="gopher://nowhere", waits=QUICK)
    with pytest.raises(SendError) as caught:
        await channel.start()
    await channel.close()
    assert TOKEN not in str(caught.value)
