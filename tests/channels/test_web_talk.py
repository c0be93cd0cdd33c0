"""Browsers talk to the whole bot: conversations, cookies, two tabs, files, being forgotten."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator
from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from bot.core.channel import Blocked, Refused
from bot.core.message import Attachment, Outgoing
from bot.library import Knowledge
from bot.store import web
from bot.store.database import Database, open_database
from tests import postgres
from tests.channels.web_house import PHOTO, Browser, WebHouse, new_id, web_house

TABLES = ("web_messages", "web_files", "push_subscriptions")


@pytest.fixture
async def house(db: Database, knowledge: Knowledge, tmp_path: Path) -> AsyncIterator[WebHouse]:
    """The whole bot with a web chat."""
    async with web_house(db, knowledge, tmp_path) as house:
        yield house


@pytest.fixture
async def an(house: WebHouse) -> AsyncIterator[Browser]:
    """An has opened the page."""
    async with house.browser() as browser:
        await browser.open()
        yield browser


async def test_a_new_browser_is_greeted_once_and_remembered(house: WebHouse) -> None:
    async with house.browser() as browser:
        answer = await browser.client.post("/chat/open", json={}, headers={"X-OCOP": "1"})
        cookie = SimpleCookie(answer.headers["set-cookie"])["ocop"]
        assert cookie["httponly"] and cookie["samesite"] == "strict" and not cookie["secure"]
        assert int(cookie["max-age"]) > 300 * 24 * 3600
        (greeting,) = await browser.sees()
        assert "Chào anh/chị" in greeting["text"] and greeting["rows"]
        again = await browser.open()
        assert [shown["key"] for shown in again["messages"]] == [greeting["key"]]


async def test_words_are_answered_and_both_stand_in_order(an: Browser) -> None:
    await an.says("giấy OCOP xài được mấy năm dzậy")
    mine, answer = (await an.sees())[1:]
    assert mine["me"] and mine["text"] == "giấy OCOP xài được mấy năm dzậy"
    assert not answer["me"] and "36 tháng" in answer["text"]


async def test_what_is_sent_again_after_a_dropped_line_counts_once(an: Browser) -> None:
    ident = new_id()
    for _ in range(3):
        await an.says("nộp hồ sơ ở đâu", ident)
    shown = await an.sees()
    assert [one["me"] for one in shown] == [False, True, False]


async def test_copies_that_come_at_once_count_once(an: Browser) -> None:
    ident = new_id()
    await asyncio.gather(*(an.says("nộp hồ sơ ở đâu", ident) for _ in range(4)))
    assert [one["me"] for one in await an.sees()] == [False, True, False]


async def test_a_press_is_marked_and_its_message_replaced_in_place(an: Browser) -> None:
    (greeting,) = await an.sees()
    await an.presses("Tự chấm điểm")
    (menu,) = await an.sees()
    assert menu["key"] == greeting["key"] and menu["text"] != greeting["text"]
    await an.presses("Trang chính")
    await an.says("giấy OCOP xài được mấy năm")
    await an.presses("Hạn tính từ ngày nào?")
    answer = next(one for one in await an.sees() if "36 tháng" in one["text"])
    labels = {action: label for row in answer["rows"] for label, action in row}
    assert labels[answer["chosen"]] == "Hạn tính từ ngày nào?"


async def test_a_press_that_comes_again_marks_nothing_else(an: Browser) -> None:
    """Its answer got lost; meanwhile another message, with the same button, stands in its place."""
    await an.sees()
    await an.presses("Cài đặt")
    (settings,) = await an.sees()
    press = {"id": new_id(), "action": "home", "message": settings["key"]}
    for _ in range(2):
        await an.post("/chat/say", press)
    assert [one["chosen"] for one in await an.sees()] == [""]


async def test_two_tabs_show_the_same(house: WebHouse, an: Browser) -> None:
    other = Browser(an.client)
    await other.open()
    await asyncio.gather(an.sees(), other.sees())
    async with an.stream() as first, other.stream() as second:
        await an.says("ocop là gì")
        for events in (first, second):
            texts: list[str] = []
            while len(texts) < 2:
                name, news = await asyncio.wait_for(events.get(), 5)
                texts += [one["text"] for one in news["messages"]] if name == "news" else []
            assert texts[0] == "ocop là gì" and len(texts[1]) > 20


async def test_a_stream_goes_on_where_the_page_stands(an: Browser) -> None:
    await an.sees()
    await an.says("ocop là gì")
    before = dict(an.messages)
    async with an.stream() as events:
        name, news = await asyncio.wait_for(events.get(), 5)
        assert name == "news"
        assert [one["me"] for one in news["messages"]] == [True, False]
        assert not {one["key"] for one in news["messages"]} & set(before)


async def test_typing_is_shown(house: WebHouse, an: Browser) -> None:
    (ref,) = await _addresses(house.app.db)
    async with an.stream() as events:
        await house.channel.hint(ref)
        while (await asyncio.wait_for(events.get(), 5))[0] != "typing":
            pass


async def test_streams_end_when_the_bot_stops(house: WebHouse, an: Browser) -> None:
    async with an.client.stream("GET", "/chat/events") as answer:
        reading = asyncio.create_task(answer.aread())
        await asyncio.sleep(0.05)
        await house.channel.close()
        await asyncio.wait_for(reading, 5)


async def test_a_photo_comes_in_and_only_its_sender_sees_it(house: WebHouse, an: Browser) -> None:
    ident = new_id()
    for _ in range(2):  # the line dropped after the first
        assert (await an.sends(PHOTO, "nhãn mắm.jpg", ident)).status_code == 200
    shown = await an.sees()
    assert [one["me"] for one in shown] == [False, True, False]
    file = shown[1]["file"]
    assert (file["name"], file["image"], file["size"]) == ("nhãn mắm.jpg", True, len(PHOTO))
    got = await an.client.get(f"/chat/file/{file['ref']}")
    assert got.content == PHOTO and got.headers["content-type"] == "image/jpeg"
    assert "sandbox" in got.headers["content-security-policy"]
    attachment = Attachment("photo", file["ref"])
    assert await house.channel.fetch(attachment, 10_000) == PHOTO
    with pytest.raises(Refused):
        await house.channel.fetch(attachment, 10)
    with pytest.raises(Refused):
        await house.channel.fetch(Attachment("photo", "../web.key"), 10_000)
    async with house.browser() as stranger:
        assert (await stranger.client.get(f"/chat/file/{file['ref']}")).status_code == 401
        await stranger.open()
        assert (await stranger.client.get(f"/chat/file/{file['ref']}")).status_code == 404


async def test_a_paper_of_ours_is_a_download(house: WebHouse, an: Browser, tmp_path: Path) -> None:
    paper = tmp_path / "ket-qua.pdf"
    paper.write_bytes(b"%PDF-1.7 giay")
    (address,) = await _addresses(house.app.db)
    file = Attachment("document", str(paper), "kết quả.pdf", "application/pdf", 13)
    await house.channel.send(address, Outgoing("Giấy đây ạ", attachment=file))
    shown = (await an.sees())[-1]
    paper.unlink()  # what is shown does not hang on a file that is swept
    got = await an.client.get(f"/chat/file/{shown['file']['ref']}")
    assert got.content == b"%PDF-1.7 giay"
    assert got.headers["content-disposition"].startswith("attachment")


async def test_forgetting_the_person_leaves_nothing(house: WebHouse, an: Browser) -> None:
    await an.says("sản phẩm của em là mắm ruốc")
    await an.sends(PHOTO)
    await an.presses("Trang chính")
    for label in ("Cài đặt", "Xóa dữ liệu của tôi"):
        await an.presses(label)
    assert len(await _rows(house.app.db, "web_files")) == 1
    await an.presses("Xóa hết")
    shown = await an.sees()
    assert len(shown) == 1 and not shown[0]["me"], "only that it is done"
    assert await _rows(house.app.db, "web_files") == []
    assert "mắm" not in str(await _rows(house.app.db, "web_messages"))


async def test_forgetting_the_phone_ends_everything_there(house: WebHouse, an: Browser) -> None:
    await an.says("ocop là gì")
    await an.sends(PHOTO)
    (address,) = await _addresses(house.app.db)
    cookie = dict(an.client.cookies)
    async with an.client.stream("GET", "/chat/events") as answer:
        reading = asyncio.create_task(answer.aread())
        await asyncio.sleep(0.05)
        await an.post("/chat/leave", {})
        await asyncio.wait_for(reading, 5)
    for name, value in cookie.items():  # somebody kept a copy of it
        an.client.cookies.set(name, value)
    assert (await an.client.get("/chat/news")).status_code == 401
    for table in (*TABLES, "web_sessions"):
        assert await _rows(house.app.db, table) == []
    with pytest.raises(Blocked):
        await house.channel.send(address, Outgoing("còn đó không ạ"))
    an.client.cookies.clear()
    assert len((await an.open())["messages"]) == 0 and len(await an.sees()) == 1


async def test_only_so_much_is_kept(house: WebHouse, an: Browser) -> None:
    (address,) = await _addresses(house.app.db)
    for number in range(web.KEEP_MESSAGES + 5):
        await web.show(
            house.app.db, address, [{"text": str(number), "rows": []}], house.clock.now()
        )
    kept = len(await _rows(house.app.db, "web_messages"))
    assert web.KEEP_MESSAGES <= kept < web.KEEP_MESSAGES + web.PRUNE_EACH
    told = await an.open()
    assert [one["text"] for one in told["messages"]][-1] == str(web.KEEP_MESSAGES + 4)
    assert len(told["messages"]) == 60


async def test_old_files_and_idle_sessions_are_swept(house: WebHouse, an: Browser) -> None:
    await an.sends(PHOTO)
    db = house.app.db
    await web.open_session(db, "idle", "x", house.clock.now())
    house.clock.pass_(days=61)
    assert await web.sweep(db, house.clock.now()) == {"files": 1, "sessions": 1}
    assert await web.sweep(db, house.clock.now()) == {"files": 0, "sessions": 0}
    assert await an.sees(), "who talked keeps the conversation"


async def test_another_process_shows_and_this_one_wakes(
    postgres_url: str, knowledge: Knowledge, tmp_path: Path
) -> None:
    """The page is open at one process; the answer is delivered by another."""
    here, there = [await open_database(postgres_url, tmp_path) for _ in range(2)]
    try:
        async with (
            web_house(here, knowledge, tmp_path) as one,
            web_house(there, knowledge, tmp_path) as two,
            one.browser() as browser,
        ):
            await browser.open()
            await browser.sees()
            (address,) = await _addresses(here)
            async with browser.stream() as events:
                await asyncio.sleep(0.05)
                assert await web.is_watched(there, address, two.clock.now())
                await two.channel.send(address, Outgoing("Từ máy kia ạ"))
                _, news = await asyncio.wait_for(events.get(), 5)
                assert [one["text"] for one in news["messages"]] == ["Từ máy kia ạ"]
    finally:
        await here.close()
        await there.close()


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A migrated PostgreSQL database."""
    with postgres.database(postgres_server, "web_two", "ocop_template") as url:
        yield url


async def _rows(db: Database, table: str) -> list[tuple[object, ...]]:
    """All rows of a table."""
    assert re.fullmatch("[a-z_]+", table)
    async with db.read() as connection:
        cursor = await connection.execute(f"SELECT * FROM {table}")
        return [tuple(row) for row in await cursor.fetchall()]


async def _addresses(db: Database) -> list[str]:
    """The addresses of all browsers."""
    return [str(row[1]) for row in await _rows(db, "web_sessions")]
