"""A file by its content: what it really is, with what it must not hold taken out.

Nothing of a file is ever executed. Photos are drawn anew as JPEG, so that neither the place where
they were taken (EXIF, GPS, XMP) nor anything hidden behind the picture stays in them.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

LIMIT = 10 * 1024 * 1024  # bytes of a file as it is sent
MOST_PIXELS = 50_000_000
SIDE = 2400  # pixels of the longer side that are kept: letters of an A4 page stay readable
QUALITY = 85
APPLE = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
PHOTO, PDF = "image/jpeg", "application/pdf"
SUFFIXES = {PHOTO: ".jpg", PDF: ".pdf"}


class WrongFile(Exception):
    """It cannot be taken; `why` is one of the words of `reads.evidence.Wrong`."""

    def __init__(self, why: str) -> None:
        """`why`: empty, too_large, heic, kind or broken."""
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Checked:
    """A file that may be kept."""

    data: bytes
    mime: str


def checked(data: bytes) -> Checked:
    """The file as it is kept. Raises WrongFile. Slow for photos: not on the event loop."""
    if not data:
        raise WrongFile("empty")
    if len(data) > LIMIT:
        raise WrongFile("too_large")
    if data.startswith(b"%PDF-"):
        if b"%%EOF" not in data[-2048:]:
            raise WrongFile("broken")
        return Checked(data, PDF)
    if data[4:8] == b"ftyp" and data[8:12] in APPLE:
        raise WrongFile("heic")
    if not _is_photo(data):
        raise WrongFile("kind")
    return Checked(_drawn_anew(data), PHOTO)


def _is_photo(data: bytes) -> bool:
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    return webp or data.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))


def _drawn_anew(data: bytes) -> bytes:
    from PIL import Image, ImageOps, UnidentifiedImageError  # slow to import

    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as sent:
            if sent.width * sent.height > MOST_PIXELS:
                raise WrongFile("too_large")
            sent.draft("RGB", (SIDE, SIDE))  # a large JPEG is read small at once
            upright = ImageOps.exif_transpose(sent)
            upright.thumbnail((SIDE, SIDE))
            clear = upright.convert("RGBA")
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError) as error:
        raise WrongFile("broken") from error
    except Image.DecompressionBombError as error:
        raise WrongFile("too_large") from error
    plain = Image.new("RGB", clear.size, "white")
    plain.paste(clear, mask=clear.getchannel("A"))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()
