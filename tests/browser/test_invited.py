"""Somebody of an office's list comes by the link that the office gave them."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from playwright.sync_api import BrowserContext

from bot.core import codes
from tests.browser.conftest import Bot
from tests.browser.phone import Phone


def test_the_link_makes_one_person_and_leaves_no_code_behind(
    context: BrowserContext, bot: Bot
) -> None:
    phone, asked = Phone(context.new_page(), bot.base), list[str]()
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.page.goto(f"{bot.base}/#moi={bot.invitation}")
    phone.reads("Nguyễn Thị Lan")
    assert phone.mine() == [f"Mã mời: {bot.invitation}"]
    assert phone.page.url == f"{bot.base}/"
    assert phone.page.evaluate("history.length") <= 2  # a blank page and this one
    phone.touches("Đúng là tôi")
    phone.reads("Em nối xong")
    assert not [url for url in asked if bot.invitation in url]
    found = (
        "SELECT a.channel FROM people p JOIN addresses a ON a.person_id = p.id WHERE p.phone = ?"
    )
    with closing(sqlite3.connect(f"{bot.store.as_uri()}?mode=ro", uri=True)) as store:
        assert store.execute(found, ("0912345678",)).fetchall() == [("web",)]
        assert store.execute("SELECT COUNT(*) FROM people WHERE phone <> ''").fetchone() == (1,)
    phone.page.reload()
    phone.reads("Em nối xong")
    assert phone.mine() == [f"Mã mời: {bot.invitation}", "Đúng là tôi"][: len(phone.mine())]
    phone.was_good()


@pytest.mark.parametrize("link", ["/?moi={0}", "/#moi={0}", "/?moi=<b>", "/#moi="])
def test_a_wrong_code_is_told_kindly_and_nonsense_is_not_said(phone: Phone, link: str) -> None:
    """Also in a page that is open already, where only what stands after "#" changes."""
    code = codes.fresh(codes.INVITATION)
    phone.page.goto(phone.base + link.format(code))
    phone.until(f"location.href === '{phone.base}/'")
    if "{0}" in link:
        phone.reads("Mã này không dùng được")
        assert phone.mine() == [f"Mã mời: {code}"]
    else:
        phone.reads("")
        assert phone.mine() == []
