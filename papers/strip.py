"""A strip to draw on from top to bottom: wrapped text, stars, bars, cards. Lengths are pixels."""

from __future__ import annotations

import math
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

from papers.colours import GREEN, INK, MAYBE, Colour
from papers.letters import BOLD, PLAIN, drawable

PALE: Colour = (221, 236, 226)
GOLD: Colour = (236, 165, 26)
DULL: Colour = (222, 222, 214)
WHITE: Colour = (255, 255, 255)
PAPER: Colour = (244, 243, 236)
# Text smaller than this cannot be read when the picture is shown at half its size.
SMALL, BODY, LARGE, TITLE = 24, 27, 32, 42
LEADING = 1.34
SMOOTH = 4


@lru_cache(maxsize=32)
def font(size: int, bold: bool = False) -> ImageFont.FreeTypeFont:
    """Our own font, laid out the same way on every machine."""
    path = BOLD if bold else PLAIN
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


class Strip:
    """It has a fixed width; `y` is where the next thing goes. Crop it with `done`."""

    def __init__(self, width: int, tall: int = 4_000, ground: Colour = WHITE) -> None:
        """An empty strip; what falls below `tall` is lost."""
        self.image = Image.new("RGB", (width, tall), ground)
        self.draw = ImageDraw.Draw(self.image)
        self.width, self.y = width, 0

    def text(
        self,
        words: str,
        *,
        size: int = BODY,
        bold: bool = False,
        ink: Colour = INK,
        x: int = 0,
        width: int | None = None,
        most: int = 99,
    ) -> None:
        """Words wrapped into at most so many lines; the last one says when it was cut."""
        face = font(size, bold)
        room = self.width - x if width is None else width
        for line in wrapped(drawable(words), face, room, most):
            self.draw.text((x, self.y), line, font=face, fill=ink)
            self.y += round(size * LEADING)

    def stars(self, count: int, size: int, x: int = 0) -> None:
        """Five stars side by side, `count` of them gold; stays on the line."""
        for at in range(5):
            colour = GOLD if at < count else DULL
            self.image.paste(colour, (x + at * round(size * 1.1), self.y), _star(size))

    def bar(self, share: float, more: float, height: int = 22) -> None:
        """A bar: `share` of it full, `more` after it still open; both 0 to 1."""
        for part, colour in ((1.0, DULL), (share + more, MAYBE), (share, GREEN)):
            width = round(self.width * min(1.0, part))
            if width >= height:
                self.image.paste(colour, (0, self.y), _pill(width, height))
        self.y += height

    def gap(self, height: int) -> None:
        """Leave some room."""
        self.y += height

    def paste(self, card: Image.Image, x: int) -> None:
        """Put another picture here."""
        self.image.paste(card, (x, self.y))
        self.y += card.height

    def done(self) -> Image.Image:
        """The strip as far as it was used."""
        return self.image.crop((0, 0, self.width, min(self.y, self.image.height)))


def card(inner: Image.Image, pad: int, outer: Colour = PAPER) -> Image.Image:
    """A picture on a white card with round corners."""
    width, height = inner.width + 2 * pad, inner.height + 2 * pad
    whole = Image.new("RGB", (width, height), outer)
    whole.paste(WHITE, (0, 0), _round(width, height, 22))
    whole.paste(inner, (pad, pad))
    return whole


def wrapped(text: str, face: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    """The text in lines no wider than `width`; a word wider than that is broken."""
    lines = [""]
    for word in _pieces(text, face, width):
        longer = f"{lines[-1]} {word}".strip()
        if face.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) <= most:
        return [line for line in lines if line]
    last = lines[most - 1]
    while last and face.getlength(f"{last}…") > width:
        last = last[:-1]
    return [*lines[: most - 1], f"{last.rstrip()}…"]


def _pieces(text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
    """The words, those too wide for a line cut into pieces that fit."""
    pieces = []
    for word in text.split():
        while face.getlength(word) > width and len(word) > 1:
            fits = next(n for n in range(len(word), 0, -1) if face.getlength(word[:n]) <= width)
            pieces.append(word[:fits])
            word = word[fits:]
        pieces.append(word)
    return pieces


def dot(size: int = 14) -> Image.Image:
    """The mask of a smooth dot."""
    return _round(size, size, size // 2)


def _pill(width: int, height: int) -> Image.Image:
    """The mask of a bar with round ends."""
    return _round(width, height, height // 2)


def _round(width: int, height: int, radius: int) -> Image.Image:
    """The mask of a rectangle with smooth round corners."""
    mask = Image.new("L", (width * SMOOTH, height * SMOOTH), 0)
    box = (0, 0, width * SMOOTH - 1, height * SMOOTH - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, radius * SMOOTH, fill=255)
    return mask.resize((width, height), Image.Resampling.LANCZOS)


@lru_cache(maxsize=8)
def _star(size: int) -> Image.Image:
    """The mask of a five-pointed star with smooth edges."""
    big = size * SMOOTH
    mask = Image.new("L", (big, big), 0)
    points = []
    for at in range(10):
        radius = big / 2 * (1 if at % 2 == 0 else 0.42)
        angle = math.pi * (at / 5 - 0.5)
        points.append((big / 2 + radius * math.cos(angle), big * 0.53 + radius * math.sin(angle)))
    ImageDraw.Draw(mask).polygon(points, fill=255)
    return mask.resize((size, size), Image.Resampling.LANCZOS)
