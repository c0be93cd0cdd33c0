"""Files at public addresses: unguessable, for a day, never anything else of this machine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from bot.core.channel import Refused
from bot.core.message import Attachment
from bot.public_files import PublicFiles
from bot.server import web_app

URL = "https://xa.example"


class Office:
    """The files, a browser, and a clock."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.late = folder, timedelta()
        self.files = PublicFiles(folder / "public", f"{URL}/", self.now)
        transport = httpx.ASGITransport(web_app((), [self.files.route()]))
        self.browser = httpx.AsyncClient(transport=transport, base_url=URL)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.late

    def publish(self, name: str, data: bytes = b"data") -> str:
        (self.folder / "made").mkdir(exist_ok=True)
        path = self.folder / "made" / "x"
        path.write_bytes(data)
        return self.files.publish(Attachment("photo", str(path), name))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.mark.parametrize(
    ("name", "mime", "shown"),
    [
        ("kết quả tự chấm.png", "image/png", "inline"),
        ("ket-qua.pdf", "application/pdf", "inline"),
        ("mẫu 01.docx", "application/vnd.openxmlformats", "attachment"),
        ("lich.ics", "text/calendar", "attachment"),
        ("trang.html", "application/octet-stream", "attachment"),
        ("khong-duoi", "application/octet-stream", "attachment"),
    ],
)
async def test_a_file_is_served_as_what_it_is_and_nothing_more(
    office: Office, name: str, mime: str, shown: str
) -> None:
    answer = await office.browser.get(office.publish(name, b"\x89PNG"))
    assert (answer.status_code, answer.content) == (200, b"\x89PNG")
    assert answer.headers["content-type"].startswith(mime)
    assert answer.headers["content-disposition"].startswith(shown)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]


async def test_the_fetcher_of_a_platform_may_ask_for_the_head_first(office: Office) -> None:
    answer = await office.browser.head(office.publish("a.png", b"12345"))
    assert (answer.status_code, answer.headers["content-length"]) == (200, "5")


async def test_addresses_are_never_alike_and_end_after_a_day(office: Office) -> None:
    one, other = office.publish("a.png"), office.publish("a.png")
    assert one != other and len(urlsplit(one).path.split("/")[2]) == 22
    office.late = timedelta(hours=23, minutes=59)
    assert (await office.browser.get(one)).status_code == 200
    assert office.files.sweep() == 0
    office.late = timedelta(hours=24, minutes=1)
    assert (await office.browser.get(one)).status_code == 404
    assert office.files.sweep() == 2
    assert not list((office.folder / "public").iterdir())


@pytest.mark.parametrize(
    "path",
    [
        "/f/",
        "/f/AAAAAAAAAAAAAAAAAAAAAA/a.png",
        "/f/../../etc/passwd",
        "/f/%2e%2e/%2e%2e",
        "/f/TOKEN/",
        "/f/TOKEN/b.png",
        "/f/TOKEN/..%2f..%2fsecret.txt",
        "/f/TOKEN/%2e%2e",
        "/f/.%00/a.png",
        "/f/TOKEN%2f..%2f/secret.txt",
    ],
)
async def test_nothing_else_is_found(office: Office, path: str) -> None:
    (office.folder / "secret.txt").write_text("bí mật")
    (office.folder / "public").mkdir(exist_ok=True)
    (office.folder / "public" / "secret.txt").write_text("bí mật")
    token = urlsplit(office.publish("a.png")).path.split("/")[2]
    answer = await office.browser.get(path.replace("TOKEN", token))
    assert answer.status_code in (404, 405) and "bí mật" not in answer.text


@pytest.mark.parametrize("name", ["../../x.png", "/etc/passwd", "..", "a\x00b.png", "", "x" * 300])
async def test_a_strange_name_stays_in_its_folder(office: Office, name: str) -> None:
    url = office.publish(name)
    assert (await office.browser.get(url)).content == b"data"
    written = [p for p in (office.folder / "public").rglob("*") if p.is_file()]
    assert len(written) == 1 and written[0].parent.parent == office.folder / "public"


def test_a_file_that_is_gone_is_refused_and_leaves_nothing(office: Office) -> None:
    with pytest.raises(Refused):
        office.files.publish(Attachment("photo", str(office.folder / "gone.png")))
    assert not list((office.folder / "public").iterdir())
