"""The page on a phone: photos, light weight, readers of screens, the home screen, push."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, FilePayload, Request, expect

from tests.browser.phone import Phone


def photo() -> bytes:
    """A small picture, as a camera makes it."""
    out = io.BytesIO()
    Image.new("RGB", (640, 480), (24, 99, 62)).save(out, "JPEG")
    return out.getvalue()


def attached(phone: Phone, path: Path, data: bytes) -> None:
    """Choose a file as the phone's own dialog would give it."""
    path.write_bytes(data)
    phone.page.locator("#plus").tap()
    phone.page.locator("#choose").set_input_files(path)


@pytest.fixture
def uploads(phone: Phone) -> Iterator[list[str]]:
    """What was sent up."""
    sent: list[str] = []

    def note(request: Request) -> None:
        if "/chat/file" in request.url and request.method == "POST":
            sent.append(request.url)

    phone.page.on("request", note)
    yield sent


def test_a_photo_from_the_camera_is_sent_and_shown(phone: Phone) -> None:
    camera = phone.page.locator("#camera")
    assert camera.get_attribute("capture") == "environment"
    assert camera.get_attribute("accept") == "image/*"
    phone.page.locator("#plus").tap()
    assert phone.small_targets() == []
    camera.set_input_files([FilePayload(name="nhan.jpg", mimeType="image/jpeg", buffer=photo())])
    expect(phone.page.locator("article")).to_have_count(3)
    shown = "document.querySelector('article.me img')?.naturalWidth === 640"
    phone.until(shown)
    phone.page.reload()
    phone.until(shown)


def test_a_photo_of_more_than_10_mb_is_refused_kindly_and_costs_no_data(
    phone: Phone, uploads: list[str], tmp_path: Path
) -> None:
    attached(phone, tmp_path / "to-qua.jpg", photo() + b"\0" * 10_400_000)
    note = phone.page.locator(".note.bad")
    expect(note).to_contain_text("10,4 MB, em chỉ nhận tới 10 MB")
    assert uploads == []
    phone.writes("giấy OCOP xài được mấy năm")
    phone.reads("36 tháng")


def test_a_file_that_is_no_photo_is_refused_kindly(
    phone: Phone, uploads: list[str], tmp_path: Path
) -> None:
    attached(phone, tmp_path / "gia-vo.jpg", b"<html><script>alert(1)</script>")
    expect(phone.page.locator(".note.bad")).to_contain_text("Em chỉ nhận ảnh")
    assert len(uploads) == 1


def test_a_first_visit_is_light_and_asks_nobody_else(context: BrowserContext, phone: Phone) -> None:
    script = """["resource", "navigation"].flatMap((kind) => performance.getEntriesByType(kind))
        .filter((one) => !/png|ico/.test(one.name))
        .reduce((all, one) => all + one.decodedBodySize, 0)"""
    weight = phone.page.evaluate(script)
    assert 15_000 < weight < 60_000


def test_who_listens_to_the_screen_hears_what_comes(phone: Phone) -> None:
    log = phone.page.get_by_role("log", name="Cuộc trò chuyện")
    assert log.get_attribute("aria-live") == "polite"
    assert phone.page.locator("html").get_attribute("lang") == "vi"
    expect(phone.page.get_by_role("textbox", name="Câu hỏi của anh/chị")).to_be_visible()
    nameless = """[...document.querySelectorAll("button, input, textarea, a")].filter((one) =>
        !(one.textContent.trim() || one.ariaLabel || one.labels && one.labels[0]))"""
    assert phone.page.evaluate(f"{nameless}.length") == 0
    phone.writes("giấy OCOP xài được mấy năm")
    answer = phone.reads("36 tháng")
    assert answer.inner_text().startswith("Trợ lý trả lời:")


def test_a_long_word_and_a_link_stay_on_the_screen(phone: Phone) -> None:
    phone.writes("https://ocop.example/" + "a" * 200 + " <b>đậm</b>")
    expect(phone.page.locator("article.me a")).to_have_attribute("rel", "noopener noreferrer")
    assert phone.page.locator("article.me b").count() == 0


def test_it_can_be_installed(context: BrowserContext, phone: Phone) -> None:
    phone.until("navigator.serviceWorker.controller !== null")
    tools = context.new_cdp_session(phone.page)
    told = tools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {one["errorId"] for one in told} <= {"in-incognito"}
    manifest = tools.send("Page.getAppManifest")
    assert manifest["url"].endswith("/chat/app.webmanifest") and manifest["errors"] == []


def test_a_push_is_shown_when_nobody_looks(context: BrowserContext, phone: Phone) -> None:
    """Chromium hands our service worker a push as a push service would."""
    context.grant_permissions(["notifications"], origin=phone.base)
    phone.until("navigator.serviceWorker.controller !== null")
    tools, found = context.new_cdp_session(phone.page), list[dict[str, str]]()
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda e: found.extend(e["registrations"]))
    tools.send("ServiceWorker.enable")
    while not found:
        phone.page.wait_for_timeout(20)
    note = json.dumps({"title": "Trợ lý OCOP", "body": "Mai là hạn nộp hồ sơ", "key": "abc"})
    push = {
        "origin": phone.base,
        "registrationId": found[0]["registrationId"],
        "data": note,
    }
    shown = """navigator.serviceWorker.ready.then((r) => r.getNotifications())
        .then((all) => all.map((one) => one.title + ": " + one.body))"""
    tools.send("ServiceWorker.deliverPushMessage", push)
    phone.page.wait_for_timeout(300)
    assert phone.page.evaluate(shown) == [], "who looks at the page needs none"
    phone.page.goto("about:blank")
    tools.send("ServiceWorker.deliverPushMessage", push)
    phone.page.wait_for_timeout(300)
    phone.opens()
    assert phone.page.evaluate(shown) == ["Trợ lý OCOP: Mai là hạn nộp hồ sơ"]


def test_a_phone_that_cannot_be_pushed_to_is_told_so(context: BrowserContext, phone: Phone) -> None:
    context.grant_permissions(["notifications"], origin=phone.base)
    phone.until("navigator.serviceWorker.controller !== null")
    phone.page.locator("#more").tap()
    phone.touches("Bật nhắc hạn trên máy này")
    expect(phone.page.locator("#state")).to_contain_text("Em chưa bật được thông báo")
