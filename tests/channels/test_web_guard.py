"""The web chat's door: strangers' pages, floods, sizes, headers; rates that never let more in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from bot.channels.web import guard
from bot.channels.web.cookie import Sealer, kept_secret, new_token
from bot.channels.web.rates import Rate
from bot.channels.web.sniff import BIGGEST, sort_of
from bot.core.message import Incoming
from bot.library import Knowledge
from bot.store.database import Database
from tests.channels.web_house import OURS, PHOTO, Browser, WebHouse, new_id, web_house

HELLO = {"id": "a" * 24, "text": "chào em"}


@pytest.fixture
async def house(sqlite: Database, knowledge: Knowledge, tmp_path: Path) -> AsyncIterator[WebHouse]:
    """The whole bot with a web chat."""
    async with web_house(sqlite, knowledge, tmp_path) as house:
        yield house


@pytest.fixture
async def an(house: WebHouse) -> AsyncIterator[Browser]:
    """An has opened the page."""
    async with house.browser() as browser:
        await browser.open()
        yield browser


@pytest.mark.parametrize(
    "headers",
    [
        {},
        OURS | {"Origin": "https://xau.example"},
        OURS | {"Origin": "null"},
        OURS | {"Sec-Fetch-Site": "cross-site"},
        OURS | {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_another_sites_page_cannot_speak_for_a_person(
    an: Browser, headers: dict[str, str]
) -> None:
    for path in ("/chat/say", "/chat/leave", "/chat/push", "/chat/open", "/chat/file"):
        answer = await an.client.post(path, json=HELLO, headers=headers)
        assert (answer.status_code, answer.json()["error"]) == (403, "stranger")
    assert len(await an.sees()) == 1


async def test_our_own_page_may(house: WebHouse, an: Browser) -> None:
    ours = {"Origin": house.base, "Sec-Fetch-Site": "same-origin"}
    await an.post("/chat/say", HELLO, **ours)


@pytest.mark.parametrize("value", ["", "junk", "a.b", f"{new_token()}.{'A' * 32}", "."])
async def test_a_cookie_that_is_not_ours_opens_nothing(house: WebHouse, value: str) -> None:
    async with house.browser(Cookie=f"ocop={value}") as browser:
        for path in ("/chat/news", "/chat/events", "/chat/file/x"):
            answer = await browser.client.get(path)
            assert (answer.status_code, answer.json()["error"]) == (401, "forgotten")


@given(st.text(st.characters(max_codepoint=255)))
def test_only_what_was_sealed_opens(value: str) -> None:
    sealer = Sealer(b"k" * 32)
    assert sealer.open(value) is None
    assert sealer.open(sealer.seal("abc")) == "abc"


async def test_a_cookie_signed_with_another_key_is_none(an: Browser) -> None:
    token = an.client.cookies["ocop"].partition(".")[0]
    an.client.cookies.clear()
    an.client.cookies.set("ocop", Sealer(b"x" * 32).seal(token))
    assert (await an.client.get("/chat/news")).status_code == 401


async def test_behind_https_the_cookie_never_travels_in_the_open(
    sqlite: Database, knowledge: Knowledge, tmp_path: Path
) -> None:
    public = "https://ocop.xa.example"
    async with (
        web_house(sqlite, knowledge, tmp_path, public_url=public) as house,
        house.browser(Host="ocop.xa.example") as browser,
    ):
        answer = await browser.client.post("/chat/open", json={}, headers=OURS)
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-ocop=") and "Secure" in cookie and "Path=/" in cookie


@pytest.mark.parametrize(
    "data",
    [
        b"", b"{", b"[]", b'"x"', b"\xff\xfe", b"null", b'{"id": 5, "text": "a"}',
        b'{"id": "short", "text": "a"}', b'{"id": "aaaaaaaaaaaaaaaaaaaaaaaa"}',
        b'{"id": "aaaaaaaaaaaaaaaaaaaaaaaa", "text": " "}',
        b'{"id": "aaaaaaaaaaaaaaaaaaaaaaaa", "text": ["a"]}',
        b'{"id": "aaaaaaaaaaaaaaaaaaaaaaaa", "action": "home", "message": "../../x"}',
        b'{"id": "aaaaaaaaaaaaaaaaaaaaaaaa", "action": "", "message": "0123456789abcdef"}',
    ],
)  # fmt: skip
async def test_broken_words_are_refused_and_nothing_is_lost(an: Browser, data: bytes) -> None:
    answer = await an.client.post("/chat/say", content=data, headers=OURS)
    assert (answer.status_code, answer.json()["error"]) == (400, "broken")
    assert len(await an.sees()) == 1


@pytest.mark.parametrize("text", ["a" * 10_000, "💚" * 3_000, "nửa \ud83d dấu \x00", "‮ngược"])
async def test_strange_words_are_answered(an: Browser, text: str) -> None:
    await an.says(text)
    assert [one["me"] for one in await an.sees()][:2] == [False, True]


async def test_a_button_that_nobody_was_shown_does_no_harm(an: Browser) -> None:
    await an.post("/chat/say", {"id": new_id(), "action": "x:y:z", "message": "0" * 16})
    assert "Trang chính" in str((await an.sees())[-1]["rows"])


async def test_sizes_and_sorts_of_files(an: Browser) -> None:
    too_big = await an.sends(PHOTO + b"\0" * BIGGEST)
    assert (too_big.status_code, too_big.json()["error"]) == (413, "too_big")
    for data in (b"", b"<html><script>1</script>", b"MZ\x90", b"GIF89a" + b"\0" * 50):
        wrong = await an.sends(data, "that-la-anh.jpg")
        assert (wrong.status_code, wrong.json()["error"]) == (415, "bad_file")
    assert len(await an.sees()) == 1


async def test_a_body_without_a_length_is_stopped_too(an: Browser) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(200):
            yield b"\xff\xd8\xff" + b"0" * 100_000

    where = {"id": new_id(), "name": "x"}
    answer = await an.client.post("/chat/file", params=where, content=endless(), headers=OURS)
    assert answer.status_code == 413


async def test_who_writes_too_fast_is_told_when_to_go_on(an: Browser) -> None:
    answers = [
        await an.client.post("/chat/say", json={"id": new_id(), "text": "a"}, headers=OURS)
        for _ in range(25)
    ]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert refused and answers[0].status_code == 200
    assert refused[0].json()["error"] == "too_fast" and refused[0].json()["after"] > 0
    assert int(refused[0].headers["retry-after"]) >= 1


@pytest.mark.parametrize(("proxies", "most"), [(0, 100), (1, 110)])
async def test_one_internet_address_opens_so_many_browsers(
    sqlite: Database, knowledge: Knowledge, tmp_path: Path, proxies: int, most: int
) -> None:
    """What a caller writes about itself is believed only behind a proxy of ours."""

    async def receive(incoming: Incoming) -> None:
        """Nobody answers."""

    house = web_house(sqlite, knowledge, tmp_path, receive=receive, rate=0.1, proxies=proxies)
    async with house as open_house, open_house.browser() as browser:
        opened = 0
        for number in range(110):
            headers = OURS | {"X-Forwarded-For": f"9.9.{number}.9"}
            answer = await browser.client.post("/chat/open", json={}, headers=headers)
            browser.client.cookies.clear()
            opened += answer.status_code == 200
            assert answer.status_code in (200, 429)
    assert opened == most


async def test_everything_carries_the_headers(house: WebHouse, an: Browser) -> None:
    for path in ("/", "/sw.js", "/chat/chat.js", "/chat/news", "/chat/nothing-here"):
        headers = (await an.client.get(path)).headers
        if path == "/chat/nothing-here":
            continue
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        policy = headers["content-security-policy"]
        assert "unsafe" not in policy and "http" not in policy and "*" not in policy


def asked_from(client: str, forwarded: str = "") -> Request:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    return Request({"type": "http", "headers": headers, "client": (client, 1)})


@pytest.mark.parametrize(
    ("client", "forwarded", "proxies", "expected"),
    [
        ("1.2.3.4", "9.9.9.9", 0, "1.2.3.4"),
        ("10.0.0.1", "9.9.9.9", 1, "9.9.9.9"),
        ("10.0.0.1", "6.6.6.6, 9.9.9.9", 1, "9.9.9.9"),
        ("10.0.0.1", "6.6.6.6, 9.9.9.9, 10.0.0.2", 2, "9.9.9.9"),
        ("10.0.0.1", "", 1, "10.0.0.1"),
        ("2001:db8:1:2:3::4", "", 0, "2001:db8:1:2::/64"),
        ("::ffff:1.2.3.4", "", 0, "1.2.3.4"),
        ("10.0.0.1", "unknown", 1, "unknown"),
    ],
)
def test_who_asks(client: str, forwarded: str, proxies: int, expected: str) -> None:
    assert guard.caller(asked_from(client, forwarded), proxies) == expected


def test_nobody_asks_without_a_client() -> None:
    assert guard.caller(Request({"type": "http", "headers": [], "client": None}), 0) == ""


@given(
    st.floats(0.05, 5),
    st.integers(1, 8),
    st.lists(st.floats(0, 3), min_size=1, max_size=60),
)
def test_no_span_of_time_lets_more_in(seconds: float, burst: int, gaps: list[float]) -> None:
    now = 0.0

    def clock() -> float:
        return now

    rate, let_in = Rate(seconds, burst, clock), list[float]()
    for gap in gaps:
        now += gap
        wait = rate.wait("an")
        if wait <= 0:
            let_in.append(now)
        else:  # what it says is true: then, and not much before, there is a place
            again = Rate(seconds, burst, clock)
            again._regular = dict(rate._regular)
            now += wait + 1e-6
            assert again.wait("an") == 0
            now -= wait + 1e-6
    for at, first in enumerate(let_in):
        for last in range(at, len(let_in)):
            assert last - at + 1 <= burst + (let_in[last] - first) / seconds + 1e-6


def test_one_key_never_holds_another_and_zero_is_no_limit() -> None:
    rate = Rate(10, 1, lambda: 0.0)
    assert rate.wait("an") == 0 and rate.wait("an") > 0 and rate.wait("bình") == 0
    free = Rate(0, 1, lambda: 0.0)
    assert all(free.wait("an") == 0 for _ in range(100))


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (PHOTO, "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n" + b"0" * 20, "image/png"),
        (b"RIFF0000WEBPVP8 ", "image/webp"),
        (b"\0\0\0\x18ftypheic0000", "image/heic"),
        (b"%PDF-1.7", "application/pdf"),
    ],
)
def test_a_file_is_what_its_bytes_say(data: bytes, mime: str) -> None:
    sort = sort_of(data)
    assert sort and sort.mime == mime


def test_secrets_are_kept_for_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "sau" / "web.key"
    first = kept_secret(path)
    assert kept_secret(path) == first and len(first) == 32
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in path.parent.iterdir()] == ["web.key"]
