"""The poster: its codes are read back by an independent decoder; one page, whatever the names."""

from __future__ import annotations

import io
from typing import Any

import pytest
import zxingcpp
from pypdf import PdfReader

from bot.commands.poster import ways
from bot.settings import Settings
from papers import BadPaper, make
from tests.papers.people import POSTER
from tests.papers.raster import drawn


def read_codes(data: bytes) -> list[str]:
    """What a camera reads from the printed page."""
    return sorted(found.text for found in zxingcpp.read_barcodes(drawn(data)))


@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_code_is_read_back(count: int) -> None:
    made = make("poster_pdf", POSTER | {"doors": POSTER["doors"][:count]})
    assert read_codes(made.data) == sorted(door["url"] for door in POSTER["doors"][:count])


def test_a_long_address_is_still_read() -> None:
    url = "https://ocop.yenhoa.example/" + "duong-dan-rat-dai/" * 10
    doors = [{"name": "Trang chat", "url": url}] * 3
    assert read_codes(make("poster_pdf", POSTER | {"doors": doors}).data) == [url] * 3


def test_the_words_are_there_on_one_page() -> None:
    reader = PdfReader(io.BytesIO(make("poster_pdf", POSTER).data))
    (page,) = reader.pages
    text = " ".join(page.extract_text().split())
    for words in ("HỎI VỀ OCOP", "xã Yên Hòa", "chị Lan", "Zalo", "Hội đồng đánh giá"):
        assert words in text
    assert round(float(page.mediabox.width) / 72 * 25.4) == 210


def test_strange_names_stay_on_the_page() -> None:
    doors = [{"name": "Trang 💚 chat" * 3, "url": "https://a.example/", "how": "quét " * 40}] * 3
    strange = POSTER | {"commune": "phường " + "Rất Dài " * 20, "doors": doors}
    assert len(PdfReader(io.BytesIO(make("poster_pdf", strange).data)).pages) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"commune": ""},
        {"doors": []},
        {"doors": POSTER["doors"] * 2},
        {"doors": ["x"]},
        {"doors": [{"name": "A", "url": "javascript:alert(1)"}]},
        {"doors": [{"name": "", "url": "https://a.example/"}]},
        {"doors": [{"name": "A", "url": "https://a.example/" + "a" * 400}]},
    ],
)
def test_what_cannot_be_printed_is_told(change: dict[str, Any]) -> None:
    with pytest.raises(BadPaper):
        make("poster_pdf", POSTER | change)


def test_the_doors_of_an_office() -> None:
    nothing = Settings()
    assert ways(nothing, "", "") == []
    all_three = ways(
        Settings(public_url="https://ocop.example/"), "https://zalo.example/1", "@ocop_bot"
    )
    assert [door["url"] for door in all_three] == [
        "https://ocop.example/",
        "https://zalo.example/1",
        "https://t.me/ocop_bot",
    ]
