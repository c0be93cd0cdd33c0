"""The fake is strict: the published limits, the law on pace, and a record of every call."""

from __future__ import annotations

import asyncio
import json
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.fakes.telegram import FREE, LAW, FakeTelegram, Law, blocked, fine
from tests.fakes.telegram.schema import File, check, check_type
from tests.workers import Workers

ROOT = Path(__file__).parents[2]


async def call(fake: FakeTelegram, method: str, **fields: Any) -> tuple[int, dict[str, Any]]:
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{fake.base}/bot{fake.token}/{method}", json=fields) as answer,
    ):
        return answer.status, await answer.json()


@pytest.fixture
async def fake() -> AsyncIterator[FakeTelegram]:
    async with FakeTelegram(FREE) as fake:
        fake.meets(7)
        yield fake


def keyboard(**button: Any) -> dict[str, Any]:
    return {"chat_id": 7, "text": "x", "reply_markup": {"inline_keyboard": [[button]]}}


@pytest.mark.parametrize(
    ("method", "fields", "fault"),
    [
        ("sendMesage", {}, "unknown method"),
        ("sendMessage", {"chat_id": 7}, "missing text"),
        ("sendMessage", {"chat_id": 7, "text": "x", "colour": "red"}, "unknown field colour"),
        ("sendMessage", {"chat_id": 7, "text": ""}, "0 characters"),
        ("sendMessage", {"chat_id": 7, "text": "x" * 4097}, "4097 characters"),
        ("sendMessage", {"chat_id": 7, "text": "\U0001f33e" * 2049}, "4098 characters"),
        ("sendMessage", {"chat_id": [7], "text": "x"}, "not Integer"),
        ("sendMessage", {"chat_id": 7, "text": "x", "protect_content": "maybe"}, "not Boolean"),
        ("sendMessage", keyboard(text="x", callback_data="ă" * 33), "66 bytes"),
        ("sendMessage", keyboard(callback_data="a"), "missing text"),
        ("sendMessage", keyboard(text="x", callback="a"), "unknown field callback"),
        ("sendMessage", {"chat_id": 7, "text": "x", "reply_markup": "{oops"}, "not"),
        (
            "sendMessage",
            {"chat_id": 7, "text": "x", "reply_markup": '{"inline_keyboard": [{"text": "x"}]}'},
            "not a list",
        ),
        ("sendPhoto", {"chat_id": 7, "photo": File("a", b"a"), "caption": "x" * 1025}, "1025"),
        ("sendPhoto", {"chat_id": 7, "photo": 5}, "not"),
        ("getUpdates", {"limit": "101"}, "not in 1–100"),
        ("getUpdates", {"allowed_updates": "message"}, "not a list"),
        ("answerCallbackQuery", {"callback_query_id": "q1", "text": "x" * 201}, "201"),
    ],
)
def test_what_the_bot_api_does_not_allow(method: str, fields: dict[str, Any], fault: str) -> None:
    assert fault in "; ".join(check(method, fields))


@pytest.mark.parametrize(
    ("method", "fields"),
    [
        ("sendMessage", {"chat_id": "7", "text": "\U0001f33e" * 2048, "protect_content": "true"}),
        ("sendMessage", keyboard(text="x", callback_data="ă" * 32)),
        ("sendPhoto", {"chat_id": 7, "photo": "attach://f1", "f1": File("a", b"a")}),
        ("sendDocument", {"chat_id": 7, "document": File("a", b"a")}),
        ("getUpdates", {"offset": "-5", "limit": "100", "allowed_updates": '["message"]'}),
    ],
)
def test_what_it_does_allow(method: str, fields: dict[str, Any]) -> None:
    assert check(method, fields) == []


async def test_what_people_do_has_the_published_shape(fake: FakeTelegram) -> None:
    fake.says(7, "a")
    fake.sends_photo(7, b"x", "nhãn")
    fake.sends_document(7, "a.pdf", b"x")
    fake.forwards(7, "b")
    fake.edits(7, "c")
    fake.presses(7, 3, "d")
    fake.presses(7, 3, "d", old=True)
    fake.presses(7, 0, "d")
    fake.blocks(7)
    fake.unblocks(7)
    updates = await fake.mailbox.fetch(0, 100, 0)
    assert len(updates) == 10
    assert [fault for update in updates for fault in check_type("Update", update)] == []


async def test_what_it_answers_has_the_published_shape(fake: FakeTelegram) -> None:
    _, text = await call(fake, "sendMessage", **keyboard(text="nút", callback_data="a"))
    _, photo = await call(fake, "sendPhoto", chat_id=7, photo="http://a.invalid/a.jpg")
    _, file = await call(fake, "sendDocument", chat_id=7, document="id5", caption="x")
    for answer in (text, photo, file):
        assert check_type("Message", answer["result"]) == []
    _, me = await call(fake, "getMe")
    assert check_type("User", me["result"]) == []
    _, hook = await call(fake, "getWebhookInfo")
    assert check_type("WebhookInfo", hook["result"]) == []


async def test_a_violation_is_answered_400_and_remembered(fake: FakeTelegram) -> None:
    status, answer = await call(fake, "sendMessage", chat_id=7, text="x", colour="red")
    assert (status, answer["ok"]) == (400, False)
    assert fake.violations == ["sendMessage: unknown field colour"]
    assert not fake.seen(7)


async def test_blank_text_and_empty_buttons_are_refused(fake: FakeTelegram) -> None:
    status, answer = await call(fake, "sendMessage", chat_id=7, text=" \n ")
    assert (status, answer["description"]) == (400, "Bad Request: message text is empty")
    status, _ = await call(fake, "sendMessage", **keyboard(text=" ", callback_data="a"))
    assert status == 400


async def test_no_more_than_thirty_in_a_second() -> None:
    async with FakeTelegram() as fake:
        for chat in range(1, 41):
            fake.meets(chat)
        calls = (call(fake, "sendMessage", chat_id=chat, text="x") for chat in range(1, 41))
        answers = await asyncio.gather(*calls)
        refused = [answer for status, answer in answers if status == 429]
        assert len(refused) == 10
        assert refused[0]["parameters"] == {"retry_after": 1}
        assert fake.pace.busiest == 30
        await asyncio.sleep(1.05)
        assert (await call(fake, "sendMessage", chat_id=1, text="x"))[0] == 200


async def test_a_chat_gets_a_burst_and_then_one_a_second() -> None:
    async with FakeTelegram(Law(chat_seconds=0.2, chat_burst=3)) as fake:
        fake.meets(7)
        fake.meets(8)
        statuses = [(await call(fake, "sendMessage", chat_id=7, text="x"))[0] for _ in range(4)]
        assert statuses == [200, 200, 200, 429]
        assert (await call(fake, "sendMessage", chat_id=8, text="x"))[0] == 200
        await asyncio.sleep(0.25)
        assert (await call(fake, "sendMessage", chat_id=7, text="x"))[0] == 200
    assert LAW.per_second == 30 and LAW.chat_seconds == 1.0


async def test_every_call_is_kept_with_its_time(fake: FakeTelegram) -> None:
    began = time.monotonic()
    await call(fake, "sendMessage", chat_id=7, text="x")
    (kept,) = fake.made("sendMessage")
    assert (kept.status, kept.accepted, kept.answered) == (200, True, True)
    assert began <= kept.at <= kept.done <= time.monotonic()


async def test_faults_come_in_the_order_of_the_script(fake: FakeTelegram) -> None:
    fake.script("sendMessage", fine(), blocked())
    statuses = [(await call(fake, "sendMessage", chat_id=7, text="x"))[0] for _ in range(3)]
    assert statuses == [200, 403, 200]


async def test_sends_of_a_killed_bot_are_known(fake: FakeTelegram, workers: Workers) -> None:
    """A process sends and is killed before the slow answer: accepted, and never answered."""
    fake.latency = 0.5
    body = json.dumps({"chat_id": 7, "text": "lời cuối"})
    program = (
        "import urllib.request as u\n"
        f"u.urlopen(u.Request('{fake.base}/bot{fake.token}/sendMessage', {body.encode()!r},"
        " {'Content-Type': 'application/json'}))"
    )
    process = await workers.start(sys.executable, "-c", program)
    await fake.heard(7, 1)
    process.send_signal(signal.SIGKILL)
    await process.wait()
    await asyncio.sleep(0.7)
    assert [c.fields["text"] for c in fake.in_flight()] == ["lời cuối"]


async def test_it_serves_as_a_process_of_its_own(workers: Workers) -> None:
    process = await workers.start(
        *(sys.executable, "-m", "tests.fakes.telegram", "--free"),
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    base, token = (await process.stdout.readline()).decode().split()
    async with aiohttp.ClientSession() as session:

        async def act(path: str, **fields: Any) -> Any:
            async with session.post(f"{base}/{path}", json=fields) as answer:
                return await answer.json()

        assert await act("fake/says", chat=7, text="a") > 0
        assert len((await act(f"bot{token}/getUpdates"))["result"]) == 1
        for _ in range(40):
            assert (await act(f"bot{token}/sendMessage", chat_id=7, text="b"))["ok"]
        assert len(await act("fake/heard", chat=7, count=40)) == 40
        counts = await act("fake/counts")
        assert counts["calls"] == {"getUpdates": 1, "sendMessage": 40}
        assert counts["violations"] == []
    process.terminate()
    await process.wait()
