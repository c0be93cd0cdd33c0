"""Texts of people made safe to print: no controls, no hidden turns, only letters we can draw."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "fonts"
PLAIN, BOLD = FONTS / "DejaVuSans.ttf", FONTS / "DejaVuSans-Bold.ttf"
UNKNOWN = "□"
# Signs, marks and modifiers that pictures of people are made of: left out without a trace.
_PICTURES = re.compile(
    "[\u200d\u20e3\u2300-\u23ff\u2600-\u2604\u2607-\u260f\u2612-\u2712\u2714-\u2716\u2718-\u27bf"
    "\u2b00-\u2bff\ufe00-\ufe0f\U0001f000-\U0001faff\U000e0000-\U000e007f]"
)
_DEAD = ("Cc", "Cf", "Cs", "Co", "Cn")


def clean(text: str) -> str:
    """One text for any paper: NFC, its lines kept, no controls, bidi turns or lone surrogates."""
    lines = unicodedata.normalize("NFC", text).replace("\r", "\n").split("\n")
    kept = (" ".join(_visible(line).split()) for line in lines)
    return "\n".join(line for line in kept if line)


def drawable(text: str) -> str:
    """The text with our fonts' letters only: pictures go, each strange run becomes one box."""
    known = _letters()
    out: list[str] = []
    for letter in _PICTURES.sub("", clean(text)):
        if letter == "\n" or ord(letter) in known:
            out.append(letter)
        elif not unicodedata.combining(letter) and out[-1:] != [UNKNOWN]:
            out.append(UNKNOWN)
    return "\n".join(" ".join(line.split()) for line in "".join(out).split("\n"))


def cut(text: str, most: int) -> str:
    """The text in at most so many letters, with a sign where it was cut."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def file_name(text: str, most: int = 40) -> str:
    """A name every phone and computer takes: plain lower-case letters, digits and hyphens."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(c for c in bare.lower() if c.isascii())
    return re.sub(r"[^a-z0-9]+", "-", plain)[:most].strip("-") or "san-pham"


def _visible(line: str) -> str:
    """The line without what cannot be seen; tabs and strange blanks become blanks."""
    spaced = (
        " " if c == "\t" or unicodedata.category(c) in ("Zs", "Zl", "Zp") else c for c in line
    )
    return "".join(c for c in spaced if unicodedata.category(c) not in _DEAD)


@lru_cache(maxsize=1)
def _letters() -> frozenset[int]:
    """The code points that both fonts can draw."""
    fonts = (TTFont(path, lazy=True) for path in (PLAIN, BOLD))
    return frozenset.intersection(*(frozenset(font.getBestCmap()) for font in fonts))
