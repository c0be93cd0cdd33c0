"""A private calendar: made by chat, read as a phone does, ended by chat; only a hash is kept."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import httpx
import pytest
import vobject

from bot.library import Knowledge
from bot.server import web_app
from bot.store.database import Database
from jobs import trainings
from tests.world import World

PUBLIC = "https://ocop.example"


@pytest.fixture
def served(sqlite: Database, knowledge: Knowledge, tmp_path: Path) -> World:
    """A world whose server has a public address."""
    return World(sqlite, knowledge, ocop_data=tmp_path, public_url=PUBLIC)


async def fetch(world: World, url: str, **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(web_app([], world.app.pages))
    async with httpx.AsyncClient(transport=transport, base_url=PUBLIC) as client:
        return await client.get(url, headers=headers)


async def address(world: World, label: str = "Tạo địa chỉ lịch") -> str:
    await world.says("/lich")
    await world.presses("Gắn vào lịch điện thoại")
    (shown,) = await world.presses(label)
    found = re.search(rf"{PUBLIC}/lich/\S+", shown.text)
    assert found is not None, shown.text
    return found[0]


async def test_a_phone_subscribes_and_looks_again(served: World) -> None:
    url = await address(served)
    first = await fetch(served, url)
    assert first.status_code == 200
    assert first.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "private" in first.headers["Cache-Control"]
    events = vobject.readOne(first.text).vevent_list
    assert [event.dtstart.value for event in events] == [date(2027, 4, 7), date(2027, 10, 8)]
    again = await fetch(served, url, **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    await _certificate(served)
    changed = await fetch(served, url, **{"If-None-Match": first.headers["ETag"]})
    assert changed.status_code == 200
    assert "mắm ruốc" in changed.text.replace("\r\n ", "")


async def test_a_new_address_ends_the_old_one_and_an_ended_one_serves_nobody(served: World) -> None:
    old = await address(served)
    new = await address(served, "Tạo địa chỉ mới")
    assert (await fetch(served, old)).status_code == 404
    assert (await fetch(served, new)).status_code == 200
    await served.presses("Bỏ địa chỉ lịch")
    assert (await fetch(served, new)).status_code == 404
    assert (await fetch(served, f"{PUBLIC}/lich/{'a' * 32}.ics")).status_code == 404


async def test_only_a_hash_of_it_stays_anywhere(served: World) -> None:
    url = await address(served)
    token = url.rsplit("/", 1)[1].removesuffix(".ics")
    counts = await trainings.look(served.app.knowledge.library, served.db, served.clock.now())
    assert counts["hidden"] == 1
    again = await trainings.look(served.app.knowledge.library, served.db, served.clock.now())
    assert again["hidden"] == 0
    async with served.db.read() as connection:
        cursor = await connection.execute("SELECT body FROM outbox")
        bodies = [row[0] for row in await cursor.fetchall()]
    assert not [body for body in bodies if token in body]
    assert (await fetch(served, url)).status_code == 200


async def test_without_a_public_address_it_is_said(world: World) -> None:
    await world.says("/lich")
    (told,) = await world.presses("Gắn vào lịch điện thoại")
    assert "PUBLIC_URL" in told.text
    assert world.app.pages == []


async def _certificate(world: World) -> None:
    await world.says("/giay")
    await world.says("mắm ruốc")
    await world.says("15/6/2025")
    await world.presses("Bỏ qua")
    await world.presses("Bỏ qua")
    await world.presses("Đúng, lưu lại")
