"""The command line in Vietnamese: what can be typed, and what a mistake is answered with."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from typing import Any, NoReturn

MISUSE = 2


class Parser(argparse.ArgumentParser):
    """argparse that speaks Vietnamese."""

    def __init__(self, **options: Any) -> None:
        """As argparse, with Vietnamese headings."""
        super().__init__(formatter_class=_Vietnamese, add_help=False, **options)
        self._positionals.title = "Lệnh và tham số"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="xem hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        """One line that says what is wrong, exit code 2."""
        for english, vietnamese in _WORDS:
            message = message.replace(english, vietnamese)
        print(f"{self.prog}: {message}. Gõ `{self.prog} --help` để xem.", file=sys.stderr)
        raise SystemExit(MISUSE)


class _Vietnamese(argparse.RawDescriptionHelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],  # argparse has no public name for them
        prefix: str | None = None,
    ) -> None:
        """The usage line, headed in Vietnamese."""
        headed = "Cách dùng: " if prefix is None else prefix
        super().add_usage(usage, actions, groups, headed)


_WORDS = (
    ("unrecognized arguments", "không hiểu"),
    ("the following arguments are required", "còn thiếu"),
    ("invalid choice", "không có lựa chọn"),
    ("choose from", "chọn trong"),
    ("expected one argument", "cần một giá trị"),
    ("not allowed with argument", "không dùng chung với"),
    ("invalid", "không đúng"),
    ("argument", "tham số"),
    ("value", "giá trị"),
)


def day(text: str) -> date:
    """A day written 2027-01-05 or 5/1/2027. Raises argparse's error with what was expected."""
    try:
        if "/" in text:
            d, m, y = (int(part) for part in text.split("/"))
            return date(y, m, d)
        return date.fromisoformat(text)
    except ValueError as error:
        wanted = f"{text!r} không phải là ngày; viết như 2027-01-05 hoặc 5/1/2027"
        raise argparse.ArgumentTypeError(wanted) from error
