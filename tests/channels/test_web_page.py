"""The page as files: light, nobody else's, every word in place; and news that lose nothing."""

from __future__ import annotations

import asyncio
import gzip
import io
import json
import re
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from starlette.applications import Starlette

from bot.channels.web.news import News
from bot.channels.web.pages import PATHS, STATIC, Pages
from bot.library import Knowledge
from bot.server import web_app
from bot.store import people, web
from bot.store.database import Database, open_database
from tests.world import NOON

LIGHTEST = 60_000  # bytes of HTML, CSS and JS together


class Reader:
    """A browser without a script."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def get(self, path: str, headers: dict[str, str] | None = None) -> httpx.Response:
        """Ask for a file of the page."""

        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://x") as client:
                return await client.get(path, headers=headers)

        return asyncio.run(ask())


@pytest.fixture(scope="module")
def client(knowledge: Knowledge) -> Reader:
    """The page of an office with a strange name."""
    words = knowledge.library.texts
    return Reader(web_app([], Pages(words, 'Trợ lý "OCOP" <của> xã').routes()))


def test_the_whole_page_is_light(client: Reader) -> None:
    texts = [path for path in PATHS if not path.endswith((".png", ".ico"))]
    whole = sum(len(client.get(path).content) for path in texts)
    assert 10_000 < whole < LIGHTEST


def test_no_other_host_is_named(client: Reader) -> None:
    for path in PATHS:
        data = client.get(path).content
        hosts = re.findall(rb"https?://([^/\s\"')]+)", data)
        assert set(hosts) <= {b"www.w3.org"}, path  # the namespace of SVG, asked by nobody


def test_a_squeezed_answer_is_the_same(client: Reader) -> None:
    plain = client.get("/chat/chat.js", headers={"Accept-Encoding": "identity"})
    squeezed = client.get("/chat/chat.js", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert squeezed.headers["content-encoding"] == "gzip" and squeezed.content == plain.content
    assert len(gzip.compress(plain.content)) < len(plain.content) / 2


def test_every_word_is_there_and_none_is_idle(client: Reader, knowledge: Knowledge) -> None:
    words = {k[4:] for k in knowledge.library.texts if k.startswith("web_")}
    pages = "".join(
        (STATIC / name).read_text("utf-8") for name in ("index.html", "app.webmanifest")
    )
    script = (STATIC / "chat.js").read_text("utf-8")
    told = {"too_big", "bad_file", "too_fast", "broken", "no_file"}  # by the server's answer
    used = {*re.findall(r"\bW\.([a-z_]+)", script), *re.findall(r"\{\{([a-z_]+)\}\}", pages)}
    assert used - {"title", "version", "words"} <= words
    assert words - used <= told


def test_a_strange_title_breaks_nothing(client: Reader) -> None:
    page = client.get("/").text
    assert "<title>Trợ lý &quot;OCOP&quot; &lt;của&gt; xã</title>" in page and "{{" not in page
    assert json.loads(client.get("/chat/app.webmanifest").text)["name"] == 'Trợ lý "OCOP" <của> xã'
    (words,) = re.findall(r'id="words">(.*?)</script>', page)
    assert json.loads(words)["send"] == "Gửi"


def test_it_can_be_put_on_the_home_screen(client: Reader) -> None:
    manifest = json.loads(client.get("/chat/app.webmanifest").text)
    assert manifest["display"] == "standalone" and manifest["start_url"] == manifest["scope"] == "/"
    purposes = set()
    for icon in manifest["icons"]:
        size = Image.open(io.BytesIO(client.get(icon["src"]).content)).size
        assert "x".join(map(str, size)) == icon["sizes"]
        purposes.add((icon["sizes"], icon["purpose"]))
    assert {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")} <= purposes
    assert client.get("/sw.js").headers["cache-control"] == "no-cache"


def test_colours_can_be_read_in_the_sun() -> None:
    """Text and ground as the style has them: contrast of at least 4.5 (WCAG AA), mostly 7."""
    style = (STATIC / "chat.css").read_text("utf-8")
    colour = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", style))
    pairs = [
        (colour["ink"], "#ffffff"), (colour["ink"], colour["paper"]), (colour["soft"], "#ffffff"),
        (colour["soft"], colour["paper"]), (colour["deep"], "#ffffff"),
        ("#ffffff", colour["green"]), (colour["deep"], colour["pale"]),
        (colour["warn"], colour["paper"]), ("#4a3000", "#fff3d6"),
        ("#ffffff", "#3d5c4b"), ("#59665f", "#ffffff"),
    ]  # fmt: skip
    for ink, ground in pairs:
        assert ink in style + "#ffffff" and contrast(ink, ground) >= 4.5, (ink, ground)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG 2."""
    lights = sorted((_light(one), _light(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


STEPS = st.lists(
    st.sampled_from(["say", "show", "replace", "bare", "choose", "erase", "look", "look"]),
    max_size=30,
)


@given(STEPS)
@settings(max_examples=15, deadline=None)
async def test_a_page_that_asks_now_and_then_shows_what_a_fresh_one_shows(
    sqlite_template: Path, steps: list[str]
) -> None:
    """Whatever is said, shown, changed or erased between two looks, the page ends up the same."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(sqlite_template, Path(folder) / "ocop.sqlite3")
        db = await open_database("", Path(folder))
        try:
            await _play(steps, db)
        finally:
            await db.close()


async def _play(steps: list[str], db: Database) -> None:
    await web.open_session(db, "an", "token", NOON)
    async with db.write() as tx:
        _, person = await people.add(db, tx, "web", "an", NOON)
    news, page, keys = News(db), Page(), list[str]()
    for at, step in enumerate([*steps, "look"]):
        now = NOON + timedelta(seconds=at)
        body = {"text": f"{step} {at}", "rows": [[["Nút", "a"]]]}
        if step == "say":
            await web.said(db, "an", f"mine{at}", body, now, None)
        elif step == "show":
            keys += await web.show(db, "an", [body], now)
        elif step in ("replace", "bare") and keys:
            changed = body if step == "replace" else {"text": "", "rows": []}
            keys += await web.show(db, "an", [changed], now, replaces=keys[at % len(keys)])
        elif step == "choose" and keys:
            await web.chose(db, "an", keys[at % len(keys)], "a", now)
        elif step == "erase":
            async with db.write() as tx:
                await people.erase(db, tx, person)
                _, person = await people.add(db, tx, "web", "an", now)
        elif step == "look":
            page.takes(await news.since("an", page.seq, page.page))
    fresh = await news.all("an")
    assert list(page.shown.values()) == fresh["messages"]


class Page:
    """What a page does with news."""

    def __init__(self) -> None:
        self.seq = self.page = 0
        self.shown: dict[str, object] = {}

    def takes(self, told: dict[str, object] | None) -> None:
        """Show it."""
        if told is None:
            return
        if told.get("clear"):
            self.shown = {}
        assert isinstance(told["seq"], int) and isinstance(told["page"], int)
        self.seq, self.page = max(self.seq, told["seq"]), told["page"]
        messages = told["messages"]
        assert isinstance(messages, list)
        for message in messages:
            self.shown[message["key"]] = message
