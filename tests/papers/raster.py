"""A PDF's page as a printer draws it, by another program than the one that wrote it."""

from __future__ import annotations

import pypdfium2
from PIL import Image

DOTS = 150 / 72  # 150 dots an inch: a cheap printer, and less than any camera sees


def drawn(data: bytes, scale: float = DOTS) -> Image.Image:
    """The first page."""
    document = pypdfium2.PdfDocument(data)
    try:
        picture: Image.Image = document[0].render(scale=scale).to_pil()
        return picture
    finally:
        document.close()
