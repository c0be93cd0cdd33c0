"""The picture: one width, readable at half its size, and true to the answers."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from knowledge.criteria.load import load_criteria
from papers import make
from papers.colours import GREEN, MAYBE, RED, Colour
from papers.strip import GOLD, SMALL, WHITE, font, wrapped
from tests.papers.people import HANH, just_three_stars, long_named

SETS = sorted(load_criteria().sets)


def picture(data: dict[str, Any]) -> Image.Image:
    made = make("result_png", data)
    assert made.mime == "image/png"
    image = Image.open(io.BytesIO(made.data))
    image.load()
    return image


def share(image: Image.Image, colour: Colour) -> int:
    """How many pixels have exactly this colour."""
    return sum(count for count, seen in image.getcolors(1 << 24) or () if seen == colour)


def test_hanh_sees_one_picture_that_fits_a_phone() -> None:
    made = make("result_png", HANH)
    image = picture(HANH)
    assert image.width == 720
    assert 1_200 < image.height < 2_400
    assert len(made.data) < 300_000


@pytest.mark.parametrize("no", SETS)
def test_the_longest_names_with_everything_unknown_still_fit(no: int) -> None:
    image = picture(long_named(no, {}))
    assert image.width == 720
    assert image.height < 3_400
    bottom = image.crop((0, image.height - 20, 720, image.height))
    assert len(bottom.getcolors() or ()) == 1, "the last line is cut off"


def test_more_points_are_more_green_and_unknown_is_pale() -> None:
    best = {c.code: c.max for c in load_criteria().sets[9].criteria}
    all_there, nothing = picture({**HANH, "answers": best}), picture({**HANH, "answers": {}})
    assert share(all_there, GREEN) > share(nothing, GREEN)
    assert share(all_there, MAYBE) == 0 < share(nothing, MAYBE)


def test_stars_are_those_after_the_minimum_levels() -> None:
    one = share(picture({**HANH, "answers": {}}), GOLD)
    three = share(picture(just_three_stars(9)), GOLD)
    assert three == pytest.approx(3 * one, rel=0.02)


def test_at_the_top_nothing_blocks() -> None:
    best = {c.code: c.max for c in load_criteria().sets[9].criteria}
    assert share(picture({**HANH, "answers": best}), RED) == 0
    assert share(picture(HANH), RED) > 0


def test_what_rejects_the_dossier_is_told_in_red_before_the_stars() -> None:
    best = {c.code: c.max for c in load_criteria().sets[9].criteria}
    fine, hit = ({**HANH, "answers": best, "hits": keys} for keys in ([], ["forged"]))
    assert share(picture(hit), RED) > 0 == share(picture(fine), RED)
    image = picture(hit)
    gold = next(y for y in range(image.height) if GOLD in _row(image, y))
    red = next(y for y in range(image.height) if RED in _row(image, y))
    assert red < gold


def _row(image: Image.Image, y: int) -> list[object]:
    return [seen for _, seen in image.crop((0, y, image.width, y + 1)).getcolors() or ()]


def test_words_stay_inside_and_the_last_line_says_it_was_cut() -> None:
    face = font(SMALL)
    lines = wrapped("W" * 300 + " và thêm nhiều chữ nữa", face, 400, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert max(face.getlength(line) for line in lines) <= 400


def test_the_edges_are_free() -> None:
    image = picture(just_three_stars(9))
    body = image.crop((0, 700, 12, image.height))
    assert WHITE not in [seen for _, seen in body.getcolors() or ()]
    assert len(body.getcolors() or ()) == 1
