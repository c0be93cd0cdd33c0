"""What a person does with the page, by touch, and what the page must never do."""

from __future__ import annotations

import re
import time
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request

WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (e) => window.violations.push(e.blockedURI));
"""
UNDER_FINGER = 48  # pixels, the least of what can be touched
EXPECTED = re.compile("Failed to load resource|net::ERR|Push API in incognito")


class Phone:
    """One tab."""

    def __init__(self, page: Page, base: str) -> None:
        """Not open yet."""
        self.page, self.base = page, base
        self.hosts: set[str] = set()
        self.faults: list[str] = []
        page.add_init_script(WATCH)
        page.on("request", self._asked)
        page.on("console", self._told)
        page.on("pageerror", lambda error: self.faults.append(str(error)))

    def opens(self) -> None:
        """Open the page, until the first words stand there."""
        self.page.goto(self.base)
        self.reads("")

    def reads(self, words: str, timeout: float = 10_000) -> Locator:
        """The newest message of ours with these words, once it is there."""
        found = self.page.locator("article:not(.me)", has_text=words)
        found.last.wait_for(timeout=timeout)
        return found.last

    def writes(self, text: str) -> None:
        """Write and touch "Gửi"."""
        self.page.locator("#words-in").fill(text)
        self.page.locator("#send").tap()

    def touches(self, label: str) -> None:
        """Touch the newest button that says this."""
        self.page.get_by_role("button", name=label, exact=True).last.tap()

    def until(self, script: str, seconds: float = 10) -> None:
        """Wait until a script is true. (Playwright's own way evaluates strings inside the page,
        which the page's policy forbids.)"""
        deadline = time.monotonic() + seconds
        while not self.page.evaluate(script):
            assert time.monotonic() < deadline, f"never true: {script}"
            self.page.wait_for_timeout(20)

    def mine(self) -> list[str]:
        """What this person wrote, as it stands on the page."""
        return self.page.locator("article.me .bubble p").all_inner_texts()

    def keys(self) -> list[str]:
        """All messages on the page, by their keys."""
        script = "[...document.querySelectorAll('article')].map((a) => a.dataset.key)"
        keys: list[str] = self.page.evaluate(script)
        return keys

    def offline(self, on: bool) -> None:
        """Lose the network, or find it again."""
        self.page.context.set_offline(on)

    def small_targets(self) -> list[dict[str, Any]]:
        """Whatever can be touched and is too small for a thumb."""
        script = f"""[...document.querySelectorAll("button, textarea, label.pick, a.file")]
            .filter((one) => one.offsetParent)
            .map((one) => [one.textContent || one.id, one.getBoundingClientRect()])
            .filter(([, box]) => box.height < {UNDER_FINGER} || box.width < {UNDER_FINGER})
            .map(([name, box]) => ({{name, width: box.width, height: box.height}}))"""
        small: list[dict[str, Any]] = self.page.evaluate(script)
        return small

    def was_good(self) -> None:
        """No fault, no broken policy, nobody else asked, nothing wider than the screen."""
        assert not self.faults, self.faults
        assert self.hosts <= {urlsplit(self.base).netloc}
        if not self.page.is_closed():
            assert self.page.evaluate("window.violations") == []
            width = "document.documentElement.scrollWidth"
            assert self.page.evaluate(width) <= 360
            assert self.small_targets() == []

    def _asked(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss"):
            self.hosts.add(parts.netloc)

    def _told(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            self.faults.append(message.text)
