"""Talking: by touch, by keyboard, over a bad line, after a reload, in two tabs."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import BrowserContext, Route, expect

from tests.browser.phone import Phone

SCRIPTS = Path(__file__).parent.parent / "conversations"


def test_a_whole_self_assessment_by_touch(phone: Phone) -> None:
    """The same conversation as everywhere, and at its end a picture and a PDF in the hand."""
    for line in (SCRIPTS / "assess_tourism.txt").read_text("utf-8").splitlines():
        mark, _, rest = line.partition(" ")
        if mark == ">" and rest != "/start":
            phone.writes(rest)
        elif pressed := re.fullmatch(r"\[(.+)\]", line):
            phone.touches(pressed[1])
        elif mark == "<":
            phone.reads(rest)
    assert phone.small_targets() == []
    phone.touches("Ảnh kết quả")
    picture = phone.page.locator("article img")
    picture.wait_for()
    phone.until("document.querySelector('article img').naturalWidth > 500")
    phone.touches("Bản PDF")
    paper = phone.page.locator("a.file", has_text=".pdf")
    paper.wait_for()
    with phone.page.expect_download() as download:
        paper.tap()
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")


def test_an_answer_that_got_lost_is_asked_for_again_and_counts_once(phone: Phone) -> None:
    """The server has taken it, and the line drops before the page knows."""
    lost = []

    def lose(route: Route) -> None:
        lost.append(route.fetch())
        route.abort()

    phone.page.route("**/chat/say", lose, times=2)
    phone.writes("giấy OCOP xài được mấy năm")
    phone.reads("36 tháng")
    expect(phone.page.locator(".wait")).to_have_count(0)
    phone.until("sessionStorage.getItem('waiting') === '[]'")
    assert len(lost) == 2
    assert phone.mine() == ["giấy OCOP xài được mấy năm"]
    assert phone.page.locator("article", has_text="36 tháng").count() == 1


def test_what_is_written_without_a_network_waits_even_over_a_reload(phone: Phone) -> None:
    phone.until("navigator.serviceWorker.controller !== null")
    phone.offline(True)
    phone.writes("nộp hồ sơ ở đâu")
    phone.writes("giấy OCOP xài được mấy năm")
    expect(phone.page.locator("#state")).to_contain_text("Mất mạng")
    expect(phone.page.locator("article.me.wait")).to_have_count(2)
    phone.page.reload()  # the page itself is kept on the phone
    expect(phone.page.locator("article.me.wait")).to_have_count(2)
    expect(phone.page.locator("#state")).to_contain_text("Mất mạng")
    phone.offline(False)
    phone.reads("36 tháng", 20_000)
    expect(phone.page.locator("article.me.wait")).to_have_count(0)
    expect(phone.page.locator("#state")).to_be_hidden()
    assert phone.mine() == ["nộp hồ sơ ở đâu", "giấy OCOP xài được mấy năm"]


def test_a_reload_in_the_middle_goes_on_where_it_was(phone: Phone) -> None:
    phone.touches("Tự chấm điểm")
    phone.reads("mỗi tin một câu")
    phone.touches("Chấm sản phẩm đầu tiên")
    phone.reads("tên là gì")
    before = phone.keys()
    phone.page.reload()
    phone.reads("tên là gì")
    assert phone.keys() == before
    phone.writes("vườn du lịch")
    phone.reads("chắc thuộc bộ 26")


def test_a_page_whose_stream_is_cut_on_the_way_asks_from_time_to_time(
    context: BrowserContext, phone: Phone
) -> None:
    context.route("**/chat/events**", lambda route: route.abort())
    phone.page.reload()
    phone.reads("Chào anh/chị")
    phone.writes("giấy OCOP xài được mấy năm")
    phone.reads("36 tháng")


def test_two_tabs_show_the_same_conversation(context: BrowserContext, phone: Phone) -> None:
    other = Phone(context.new_page(), phone.base)
    other.opens()
    phone.writes("giấy OCOP xài được mấy năm")
    other.reads("36 tháng")
    other.writes("nộp hồ sơ ở đâu")
    expect(phone.page.locator("article.me")).to_have_count(2)
    expect(phone.page.locator("article:not(.me)")).to_have_count(3)
    expect(other.page.locator("article:not(.me)")).to_have_count(3)
    assert phone.keys() == other.keys()
    other.was_good()


def test_the_keyboard_alone_is_enough(phone: Phone) -> None:
    keys = phone.page.keyboard
    keys.press("Tab")
    focused = phone.page.locator(":focus")
    expect(focused).to_have_text("Đến ô nhắn tin")
    keys.press("Enter")
    expect(phone.page.locator("#words-in")).to_be_focused()
    keys.type("giấy OCOP xài được mấy năm")
    keys.press("Enter")
    phone.reads("36 tháng")
    for _ in range(12):
        keys.press("Shift+Tab")
        if focused.inner_text() == "Trang chính":
            break
    outline = focused.evaluate("(one) => getComputedStyle(one).outlineStyle")
    assert outline == "solid"
    keys.press("Enter")
    phone.reads("Trang chính. Anh/chị muốn làm gì?")
    phone.page.locator("#more").focus()
    keys.press("Enter")
    expect(phone.page.locator("#menu")).to_be_visible()
    keys.press("Escape")
    expect(phone.page.locator("#menu")).to_be_hidden()


def test_forgetting_the_phone(context: BrowserContext, phone: Phone) -> None:
    phone.writes("giấy OCOP xài được mấy năm")
    phone.reads("36 tháng")
    phone.page.on("dialog", lambda dialog: dialog.accept())
    phone.page.locator("#more").tap()
    phone.touches("Quên máy này")
    phone.page.get_by_text("Em đã quên máy này").wait_for()
    assert context.cookies() == []
    phone.touches("Bắt đầu lại")
    phone.reads("Chào anh/chị")
    assert phone.mine() == []


def test_forgetting_the_person_clears_the_page(phone: Phone) -> None:
    phone.writes("giấy OCOP xài được mấy năm")
    phone.reads("36 tháng")
    phone.writes("cài đặt")
    for label in ("Xóa dữ liệu của tôi", "Xóa hết"):
        phone.touches(label)
    expect(phone.page.locator("article.me")).to_have_count(0)
    expect(phone.page.locator("article")).to_have_count(1)
