"""A progress bar for long work, where somebody is looking."""

from __future__ import annotations

import sys

WIDTH = 30


class Bar:
    """Drawn on stderr when that is a screen; silent otherwise."""

    def __init__(self, what: str) -> None:
        """`what` is being done: "Đang đọc"."""
        self._what = what
        self._shown = -1

    def show(self, share: float) -> None:
        """How much is done, 0 to 1; drawn again only when a percent has passed."""
        percent = int(100 * share)
        if percent == self._shown or not sys.stderr.isatty():
            return
        self._shown = percent
        bar = "█" * round(WIDTH * share)
        print(f"\r{self._what} {bar:<{WIDTH}} {percent:3}% ", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Take the bar off the screen."""
        if self._shown >= 0:
            print(f"\r{'':{WIDTH + 30}}\r", end="", file=sys.stderr, flush=True)
            self._shown = -1
