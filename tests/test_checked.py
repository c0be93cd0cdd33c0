"""A file is what its content says, and a photo keeps nothing but the picture."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.checked import LIMIT, PDF, PHOTO, SIDE, WrongFile, checked

PAPER = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def photo(form: str = "JPEG", size: tuple[int, int] = (60, 40), **told: object) -> bytes:
    """A picture, red on the left and blue on the right."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, size[0], size[1]))
    out = io.BytesIO()
    image.save(out, form, **told)
    return out.getvalue()


def with_place() -> bytes:
    """A photo that says where it was taken and that it lies on its side, with a comment."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it a quarter to the right
    exif[0x010F] = "Máy của bà Tư"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (21.0, 2.0, 3.0)
    return photo(exif=exif, comment=b"nha ba Tu o Go Cong", quality=95)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_photos_become_plain_jpegs(form: str) -> None:
    kept = checked(photo(form))
    assert kept.mime == PHOTO
    with Image.open(io.BytesIO(kept.data)) as image:
        assert (image.format, image.size) == ("JPEG", (60, 40))
        pixel = image.convert("RGB").getpixel((5, 20))
        assert isinstance(pixel, tuple)
        red, _, blue = pixel
        assert red > 200 > 60 > blue


def test_the_place_and_all_other_words_are_taken_out_and_the_photo_stands_upright() -> None:
    sent = with_place()
    assert b"GPS" in sent or b"Go Cong" in sent
    kept = checked(sent).data
    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (40, 60), "turned as the camera said"
        assert not image.getexif() and "comment" not in image.info
    assert b"Go Cong" not in kept and b"Exif" not in kept


def test_a_large_photo_is_kept_small() -> None:
    kept = checked(photo(size=(SIDE * 2, SIDE))).data
    with Image.open(io.BytesIO(kept)) as image:
        assert image.size == (SIDE, SIDE // 2)


def test_what_is_clear_becomes_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(out, "PNG")
    with Image.open(io.BytesIO(checked(out.getvalue()).data)) as image:
        assert image.convert("L").getextrema() == (255, 255)


def test_a_pdf_is_kept_as_it_is() -> None:
    assert checked(PAPER).mime == PDF
    assert checked(PAPER).data == PAPER


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"x" * (LIMIT + 1), "too_large"),
        (b"MZ\x90\x00" + b"\0" * 200, "kind"),
        (b"#!/bin/sh\nrm -rf /\n", "kind"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "kind"),
        (b"PK\x03\x04" + b"\0" * 50, "kind"),
        (b"GIF89a" + b"\0" * 50, "kind"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 50, "heic"),
        (b"%PDF-1.7 cut off", "broken"),
        (photo()[:200], "broken"),
        (photo("PNG")[:60], "broken"),
        (b"\xff\xd8\xff\xe0 an exe renamed jpg", "broken"),
    ],
)
def test_wrong_files_are_told_apart(data: bytes, why: str) -> None:
    with pytest.raises(WrongFile) as wrong:
        checked(data)
    assert wrong.value.why == why


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    bomb = photo("PNG", size=(7100, 7100), compress_level=1)
    assert len(bomb) < LIMIT
    with pytest.raises(WrongFile) as wrong:
        checked(bomb)
    assert wrong.value.why == "too_large"


STARTS = (b"", b"%PDF-1.4", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8 ")


@settings(max_examples=60, deadline=None)
@given(start=st.sampled_from(STARTS), rest=st.binary(max_size=300))
def test_any_bytes_are_kept_or_refused(start: bytes, rest: bytes) -> None:
    try:
        assert checked(start + rest).mime in (PHOTO, PDF)
    except WrongFile as wrong:
        assert wrong.why in ("empty", "kind", "broken", "heic")
