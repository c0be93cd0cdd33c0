"""What a file is, by its first bytes: names and declared types are only claims."""

from __future__ import annotations

from dataclasses import dataclass

BIGGEST = 10_000_000  # bytes of a file that is taken
HEIF = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of file: photo or document, its type and the end of its name."""

    kind: str
    mime: str
    suffix: str


JPEG = Sort("photo", "image/jpeg", ".jpg")
PNG = Sort("photo", "image/png", ".png")
WEBP = Sort("photo", "image/webp", ".webp")
HEIC = Sort("photo", "image/heic", ".heic")
PDF = Sort("document", "application/pdf", ".pdf")


def sort_of(data: bytes) -> Sort | None:
    """The sort of these bytes, or None for what we do not take."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp" and data[8:12] in HEIF:
        return HEIC
    return PDF if data.startswith(b"%PDF-") else None


def shown_in_page(mime: str) -> bool:
    """Whether every browser shows it inside the page."""
    return mime in (JPEG.mime, PNG.mime, WEBP.mime)
