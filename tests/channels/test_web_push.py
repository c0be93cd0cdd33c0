"""Web Push, against a push service of ours that opens what it gets by its own reading of RFCs."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from bot.channels.web import Pusher
from bot.channels.web.push import BadSubscription, kept_key
from bot.core.clock import SystemClock
from bot.core.message import Outgoing
from bot.library import Knowledge
from bot.store.database import Database
from bot.store.push import Subscription, subscriptions
from tests.channels.web_house import OURS, Browser, WebHouse, soon, web_house
from tests.fakes.push import CURVE, PushBrowser, PushService, push_service, unb64


@pytest.fixture
async def service() -> AsyncIterator[PushService]:
    """The push service of a browser's maker."""
    async with push_service() as service:
        yield service
        assert not service.faults


@pytest.fixture
async def house(
    db: Database, knowledge: Knowledge, tmp_path: Path, service: PushService
) -> AsyncIterator[WebHouse]:
    """The bot, allowed to push to loopback."""
    key = kept_key(tmp_path / "vapid.pem")

    def pusher(db: Database, clock: object) -> Pusher:
        return Pusher(
            db,
            SystemClock(),
            key,
            "https://ocop.xa.example",
            allowed=lambda endpoint: endpoint.startswith(service.base),
            waits=(0, 0.01, 0.01),
        )

    async with web_house(db, knowledge, tmp_path, pusher=pusher) as house:
        yield house


@pytest.fixture
async def an(house: WebHouse, service: PushService) -> AsyncIterator[Browser]:
    """An has opened the page, allowed notifications and closed the page."""
    async with house.browser() as browser:
        told = await browser.open()
        service.key = told["push"]
        await browser.post("/chat/push", service.subscribed("an"))
        yield browser


async def sent(house: WebHouse, text: str) -> None:
    (address,) = await _addresses(house.app.db)
    await house.channel.send(address, Outgoing(text))


async def test_a_reminder_reaches_a_phone_on_which_nobody_looks(
    house: WebHouse, an: Browser, service: PushService
) -> None:
    await sent(house, "Mai là hạn nộp hồ sơ: thứ Sáu, 30/4/2027.")
    await soon(lambda: bool(service.notes))
    (note,) = service.notes
    assert note["body"] == "Mai là hạn nộp hồ sơ: thứ Sáu, 30/4/2027."
    assert note["title"] == "Trợ lý OCOP"
    assert note["key"] == (await an.sees())[-1]["key"]


async def test_who_looks_at_the_page_is_not_pushed(
    house: WebHouse, an: Browser, service: PushService
) -> None:
    async with an.stream():
        await sent(house, "Đang nhìn thì thôi")
    await an.sees()  # a page without a stream asks from time to time: it looks too
    await sent(house, "Cũng thôi")
    await house.channel.close()
    assert service.asked == 0


async def test_a_very_long_text_is_cut_to_what_a_push_holds(
    house: WebHouse, an: Browser, service: PushService
) -> None:
    await sent(house, "ưỡ💚 " * 3_000)
    await soon(lambda: bool(service.notes))
    assert len(service.notes[0]["body"]) <= 300


@pytest.mark.parametrize("status", [404, 410])
async def test_a_browser_that_is_gone_is_forgotten(
    house: WebHouse, an: Browser, service: PushService, status: int
) -> None:
    (address,) = await _addresses(house.app.db)
    service.answers = [status]
    await sent(house, "Một")
    await soon(lambda: service.asked == 1)
    await house.channel.close()
    assert await subscriptions(house.app.db, address) == []


async def test_a_tired_service_is_asked_again_and_one_that_refuses_is_not(
    house: WebHouse, an: Browser, service: PushService
) -> None:
    service.answers = [503, 429, 201]
    await sent(house, "Một")
    await soon(lambda: len(service.notes) == 1)
    service.answers = [403]
    await sent(house, "Hai")
    await soon(lambda: service.asked == 4)
    service.answers = [302]
    await sent(house, "Ba")
    await soon(lambda: service.asked == 5)
    await house.channel.close()
    assert [note["body"] for note in service.notes] == ["Một"] and service.asked == 5


async def test_turned_off_is_off(house: WebHouse, an: Browser, service: PushService) -> None:
    endpoint = service.subscribed("an")["endpoint"]
    await an.post("/chat/push/off", {"endpoint": endpoint})
    await sent(house, "Có ai không")
    await house.channel.close()
    assert service.asked == 0


async def test_five_browsers_of_one_address_at_most(
    house: WebHouse, an: Browser, service: PushService
) -> None:
    (address,) = await _addresses(house.app.db)
    for number in range(8):
        await an.post("/chat/push", service.subscribed(f"b{number}"))
        await an.post("/chat/push", service.subscribed(f"b{number}"))
    kept = await subscriptions(house.app.db, address)
    assert [one.endpoint[-2:] for one in kept] == ["b3", "b4", "b5", "b6", "b7"]


async def test_a_subscription_that_cannot_work_is_refused(
    house: WebHouse, an: Browser, service: PushService
) -> None:
    good = service.subscribed("an")
    keys = good["keys"]
    for wrong in (
        good | {"endpoint": "https://127.0.0.1:5432/"},
        good | {"keys": {}},
        good | {"keys": keys | {"auth": "AAAA"}},
        good | {"keys": keys | {"p256dh": "B" * 87}},
        good | {"keys": keys | {"p256dh": "không phải"}},
        {"endpoint": good["endpoint"]},
    ):
        answer = await an.client.post("/chat/push", json=wrong, headers=OURS)
        assert answer.status_code == 400, wrong


ENDPOINTS = {
    "https://fcm.googleapis.com/fcm/send/abc": True,
    "https://updates.push.services.mozilla.com/wpush/v2/abc": True,
    "https://web.push.apple.com/QAbc": True,
    "https://db5p.notify.windows.com/w/?token=abc": True,
    "https://push.cua-toi.example/x": True,
    "http://fcm.googleapis.com/fcm/send/abc": False,
    "https://fcm.googleapis.com:8443/x": False,
    "https://fcm.googleapis.com.ke-xau.example/x": False,
    "https://ke-xau.example/fcm.googleapis.com": False,
    "https://fcm.googleapis.com@ke-xau.example/": False,
    "https://a:b@fcm.googleapis.com/": False,
    "https://127.0.0.1/": False,
    "https://[::1]/": False,
    "https://xfcm.googleapis.com/": False,
    "https://fcm.googleapis.com:x/": False,
    "file:///etc/passwd": False,
    "": False,
}


@pytest.mark.parametrize(("endpoint", "takes"), ENDPOINTS.items())
async def test_only_known_push_services_are_asked(
    endpoint: str, takes: bool, sqlite: Database, tmp_path: Path
) -> None:
    """A browser's word must not make our server ask a host inside our network."""
    key = kept_key(tmp_path / "vapid.pem")
    pusher = Pusher(
        sqlite, SystemClock(), key, "https://x.example", hosts=("push.cua-toi.example",)
    )
    browser = PushBrowser()
    to = Subscription(endpoint, browser.keys()["p256dh"], browser.keys()["auth"])
    try:
        pusher.check(to)
        assert takes
    except BadSubscription:
        assert not takes
    await pusher.close()


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "data" / "vapid.pem"
    first = kept_key(path).private_pem()
    assert kept_key(path).private_pem() == first
    assert path.stat().st_mode & 0o077 == 0
    assert [one.name for one in path.parent.iterdir()] == ["vapid.pem"]


def test_our_reading_of_rfc_8291_opens_its_own_example() -> None:
    """RFC 8291, section 5."""
    private = int.from_bytes(unb64("q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"))
    browser = PushBrowser(ec.derive_private_key(private, CURVE), unb64("BTBZMqHH6r4Tts7J_aSIgg"))
    body = (
        "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27ml"
        "mlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPT"
        "pK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
    )
    assert browser.read(unb64(body)) == b"When I grow up, I want to be a watermelon"


async def _addresses(db: Database) -> list[str]:
    async with db.read() as connection:
        cursor = await connection.execute("SELECT address FROM web_sessions")
        return [str(row[0]) for row in await cursor.fetchall()]
